// A Python tool in a virtual environment of its own in the user's cache, installed once, whoever comes first.
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, rmSync } from "node:fs";
import { homedir } from "node:os";
import path from "node:path";
import { takeLock } from "./install-lock.mjs";

const installMs = 900_000;

/**
 * Path of the tool's command. Throws with the reason when it can't be had.
 * @param {{ name: string, version: string }} tool As its package and command are called.
 * @returns {Promise<string>}
 */
export async function installPythonTool({ name, version }) {
  const cache = path.join(
    path.resolve(process.env.XDG_CACHE_HOME || path.join(homedir(), ".cache")),
    "groundwork",
  );
  const home = path.join(cache, `${name}-${version}`);
  const command = path.join(programs(home), name);
  // Made at the very end of the installation: asking a command for its version can take seconds.
  const complete = path.join(home, "complete");
  if (existsSync(complete)) return command;
  mkdirSync(cache, { recursive: true });
  const release = await takeLock(`${home}.lock`);
  try {
    if (!existsSync(complete)) {
      download({ home, name, version });
      mkdirSync(complete);
    }
  } finally {
    release();
  }
  return command;
}

/** A virtual environment can't be moved once it is made, so a half-made one is removed instead. */
function download({ home, name, version }) {
  const python = ["python3", "python"].find(hasVenv);
  if (!python) throw new Error(`Python 3 with venv is needed to install ${name}`);
  rmSync(home, { recursive: true, force: true });
  try {
    execFileSync(python, ["-m", "venv", home], { stdio: "pipe" });
    const pip = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-compile"];
    execFileSync(path.join(programs(home), "python"), [...pip, `${name}==${version}`], {
      stdio: "pipe",
      timeout: installMs,
    });
  } catch (error) {
    rmSync(home, { recursive: true, force: true });
    throw new Error(`${name} could not be installed: ${error.stderr?.toString().trim() || error.message}`);
  }
}

function programs(home) {
  return path.join(home, process.platform === "win32" ? "Scripts" : "bin");
}

function hasVenv(python) {
  try {
    execFileSync(python, ["-c", "import venv, ensurepip"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}
