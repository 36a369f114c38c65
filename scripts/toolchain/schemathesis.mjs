// Schemathesis, which holds a running API against its own description, in a virtual environment of its own in the
// user's cache. `node scripts/toolchain/schemathesis.mjs` installs it and prints where its command is.
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, rmSync } from "node:fs";
import { homedir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { takeLock } from "./install-lock.mjs";

const packageVersion = "4.32.5";

/**
 * Path of the command, installed once, whoever comes first. Throws with the reason when it can't be had.
 * @returns {Promise<string>}
 */
export async function installSchemathesis() {
  const cache = path.join(
    path.resolve(process.env.XDG_CACHE_HOME || path.join(homedir(), ".cache")),
    "groundwork",
  );
  const home = path.join(cache, `schemathesis-${packageVersion}`);
  const command = path.join(home, process.platform === "win32" ? "Scripts" : "bin", "schemathesis");
  if (!works(command, ["--version"])) {
    mkdirSync(cache, { recursive: true });
    const release = await takeLock(`${home}.lock`);
    try {
      if (!works(command, ["--version"])) download(home);
    } finally {
      release();
    }
  }
  return command;
}

/** A virtual environment can't be moved once it is made, so a half-made one is removed instead. */
function download(home) {
  const python = ["python3", "python"].find((name) => works(name, ["-c", "import venv, ensurepip"]));
  if (!python) throw new Error("Python 3 with venv is needed to install Schemathesis");
  rmSync(home, { recursive: true, force: true });
  try {
    execFileSync(python, ["-m", "venv", home], { stdio: "pipe" });
    const pip = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check"];
    const own = path.join(home, process.platform === "win32" ? "Scripts" : "bin", "python");
    execFileSync(own, [...pip, `schemathesis==${packageVersion}`], { stdio: "pipe", timeout: 300_000 });
  } catch (error) {
    rmSync(home, { recursive: true, force: true });
    throw new Error(
      `Schemathesis could not be installed: ${error.stderr?.toString().trim() || error.message}`,
    );
  }
}

function works(name, args) {
  if (path.isAbsolute(name) && !existsSync(name)) return false;
  try {
    execFileSync(name, args, { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  try {
    console.log(await installSchemathesis());
  } catch (error) {
    console.error(error.message);
    process.exit(1);
  }
}
