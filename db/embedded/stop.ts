// Ends the embedded database in order.
import { readFileSync } from "node:fs";
import path from "node:path";

/** Asks the database process of `dataDir` to finish what runs and close, and waits until it is gone. */
export async function stopEmbedded(dataDir: string, timeoutMs = 15_000): Promise<void> {
  const pid = embeddedProcess(dataDir);
  if (pid === undefined) return;
  process.kill(pid, "SIGTERM");
  const deadline = Date.now() + timeoutMs;
  while (isAlive(pid)) {
    if (Date.now() > deadline) throw new Error(`The embedded database in ${dataDir} does not stop.`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** The id of the database process of `dataDir`, if one runs. */
export function embeddedProcess(dataDir: string): number | undefined {
  try {
    const pid = Number(readFileSync(path.resolve(dataDir, "run", "database.pid"), "utf8"));
    return pid > 0 && isAlive(pid) ? pid : undefined;
  } catch {
    return undefined;
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
