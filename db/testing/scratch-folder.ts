// Where the databases of a test run lie.
import { existsSync, mkdtempSync, readdirSync, rmSync, statfsSync } from "node:fs";
import { freemem, tmpdir } from "node:os";
import path from "node:path";

const memory = "/dev/shm";
const prefix = "groundwork-test-";
const gigabyte = 2 ** 30;

/** A folder in memory where the machine has plenty of it, else in the temporary folder. Its user removes it. */
export function makeScratchFolder(): string {
  const parent = hasRoom() ? memory : tmpdir();
  // What a killed run left in memory would stay until the machine restarts.
  if (parent === memory) removeLeftovers();
  return mkdtempSync(path.join(parent, `${prefix}${process.pid}-`));
}

function hasRoom(): boolean {
  if (process.platform !== "linux" || !existsSync(memory)) return false;
  try {
    const { bavail, bsize } = statfsSync(memory);
    const allowed = process.constrainedMemory() || Number.POSITIVE_INFINITY;
    return bavail * bsize > 4 * gigabyte && Math.min(freemem(), allowed) > 6 * gigabyte;
  } catch {
    return false;
  }
}

function removeLeftovers(): void {
  for (const name of readdirSync(memory)) {
    const pid = name.startsWith(prefix) ? Number.parseInt(name.slice(prefix.length), 10) : 0;
    if (pid > 0 && !isAlive(pid)) rmSync(path.join(memory, name), { recursive: true, force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
