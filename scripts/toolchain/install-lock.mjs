import { readFileSync, rmSync, statSync, writeFileSync } from "node:fs";

/** A lock so old is nobody's, though another process may have got the number of the one that took it. */
const longestMs = 30 * 60_000;

/**
 * One installer at a time; a lock of a process that is gone counts for nothing. Returns what releases it.
 * @param {string} file
 * @param {() => void} [onWait] is called once when another has it
 * @returns {Promise<() => void>}
 */
export async function takeLock(file, onWait) {
  let told = false;
  for (;;) {
    try {
      writeFileSync(file, String(process.pid), { flag: "wx" });
      return () => rmSync(file, { force: true });
    } catch (error) {
      if (error.code !== "EEXIST") throw error;
      if (!alive(file)) {
        rmSync(file, { force: true });
        continue;
      }
      if (!told) onWait?.();
      told = true;
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  }
}

function alive(file) {
  try {
    if (Date.now() - statSync(file).mtimeMs > longestMs) return false;
    process.kill(Number(readFileSync(file, "utf8")), 0);
    return true;
  } catch (error) {
    return error.code === "EPERM";
  }
}
