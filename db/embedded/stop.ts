// Ends the embedded database in order.
import { readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { embeddedPaths } from "./paths";

/** Asks the database process of `dataDir` to finish what runs and close, and waits until it is gone. */
export async function stopEmbedded(dataDir: string, timeoutMs = 15_000): Promise<void> {
  const pid = embeddedProcess(dataDir);
  if (pid === undefined) return;
  process.kill(pid, "SIGTERM");
  const deadline = Date.now() + timeoutMs;
  while (isAlive(pid)) {
    if (Date.now() > deadline) throw new Error(`The embedded database in ${dataDir} does not stop.`);
    await sleep(20);
  }
}

/** The id of the process that owns the files of `dataDir`, if one does. */
export function embeddedProcess(dataDir: string): number | undefined {
  try {
    const pid = Number(readFileSync(embeddedPaths(dataDir).pid, "utf8"));
    return pid > 0 && isAlive(pid) ? pid : undefined;
  } catch {
    return undefined;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return !isZombie(pid);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/** Ended, and not yet seen by its parent. */
function isZombie(pid: number): boolean {
  try {
    return / \(.*\) Z /.test(readFileSync(`/proc/${pid}/stat`, "utf8"));
  } catch {
    return false;
  }
}
