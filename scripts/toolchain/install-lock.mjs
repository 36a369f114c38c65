import { readFileSync, rmSync, writeFileSync } from "node:fs";

/**
 * One installer at a time; a lock of a process that is gone counts for nothing. Returns what releases it.
 * @param {string} file
 * @returns {Promise<() => void>}
 */
export async function takeLock(file) {
  for (;;) {
    try {
      writeFileSync(file, String(process.pid), { flag: "wx" });
      return () => rmSync(file, { force: true });
    } catch (error) {
      if (error.code !== "EEXIST") throw error;
      if (!alive(file)) rmSync(file, { force: true });
      else await new Promise((resolve) => setTimeout(resolve, 200));
    }
  }
}

function alive(file) {
  try {
    process.kill(Number(readFileSync(file, "utf8")), 0);
    return true;
  } catch (error) {
    return error.code === "EPERM";
  }
}
