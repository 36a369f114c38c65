// The right to own the files: held by one process at most, and gone with it however it ends.
import { spawnSync } from "node:child_process";
import { closeSync, constants, fstatSync, openSync } from "node:fs";
import { createServer } from "node:net";

/** Takes the lock, or says false when another process holds it. It is held until this process ends. */
export async function takeOwnership(lockFile: string): Promise<boolean> {
  if (process.platform === "darwin" || process.platform === "freebsd") return takeByOpening(lockFile);
  const fd = openSync(lockFile, constants.O_RDWR | constants.O_CREAT, 0o600);
  const taken = takeByFlock(fd) ?? (await takeByAbstractSocket(fd));
  if (!taken) closeSync(fd);
  return taken;
}

/** BSD systems lock while they open. */
function takeByOpening(lockFile: string): boolean {
  const exclusiveLock = 0x20;
  try {
    openSync(lockFile, constants.O_RDWR | constants.O_CREAT | constants.O_NONBLOCK | exclusiveLock, 0o600);
    return true;
  } catch (error) {
    if (["EAGAIN", "EWOULDBLOCK"].includes((error as NodeJS.ErrnoException).code ?? "")) return false;
    throw error;
  }
}

/**
 * Node has no flock, but the lock belongs to the open file and not to a process: a child that inherits
 * the file takes the lock for us, and the kernel frees it when our descriptor goes. It holds across
 * containers that share the folder. Undefined when the machine has no `flock` command.
 */
function takeByFlock(fd: number): boolean | undefined {
  const result = spawnSync("flock", ["-n", "-x", "3"], { stdio: ["ignore", "ignore", "ignore", fd] });
  if (result.error || result.status === null || result.status > 1) return undefined;
  return result.status === 0;
}

/** A name in the kernel, keyed by the file itself, that vanishes with its owner. Linux alone has these. */
function takeByAbstractSocket(fd: number): Promise<boolean> {
  const { dev, ino } = fstatSync(fd);
  return new Promise((resolve, reject) => {
    const server = createServer((socket) => socket.destroy());
    server.once("error", (error: NodeJS.ErrnoException) =>
      error.code === "EADDRINUSE" ? resolve(false) : reject(error),
    );
    server.listen(`\0groundwork-database-${dev}-${ino}`, () => {
      server.unref();
      resolve(true);
    });
  });
}
