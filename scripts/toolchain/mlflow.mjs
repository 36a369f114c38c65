// A real MLflow tracking server, in a virtual environment of its own in the user's cache, with its files in a folder
// that is removed at the end. `node scripts/toolchain/mlflow.mjs` runs one and prints its address until it is ended.
import { execFileSync, spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { homedir, tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { takeLock } from "./install-lock.mjs";

const packageVersion = "3.17.2";
const startMs = 300_000;

/**
 * Path of the command, installed once (some 600 MB), whoever comes first. Throws with the reason when it can't be had.
 * @returns {Promise<string>}
 */
export async function installMlflow() {
  const cache = path.join(
    path.resolve(process.env.XDG_CACHE_HOME || path.join(homedir(), ".cache")),
    "groundwork",
  );
  const home = path.join(cache, `mlflow-${packageVersion}`);
  const command = path.join(home, process.platform === "win32" ? "Scripts" : "bin", "mlflow");
  // Made at the very end of the installation: asking the command for its version takes seconds.
  const complete = path.join(home, "complete");
  if (existsSync(complete)) return command;
  mkdirSync(cache, { recursive: true });
  const release = await takeLock(`${home}.lock`);
  try {
    if (!existsSync(complete)) {
      download(home);
      mkdirSync(complete);
    }
  } finally {
    release();
  }
  return command;
}

/**
 * Starts a server on a free port of 127.0.0.1 with an empty store.
 * @returns {Promise<{ url: string, stop: () => Promise<void> }>}
 */
export async function startMlflow() {
  const command = await installMlflow();
  const folder = mkdtempSync(path.join(tmpdir(), "gw-mlflow-"));
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const child = spawn(
    command,
    [
      "server",
      ...["--host", "127.0.0.1", "--port", String(port), "--workers", "1"],
      ...["--backend-store-uri", `sqlite:///${path.join(folder, "mlflow.db")}`],
      ...["--artifacts-destination", path.join(folder, "artifacts"), "--serve-artifacts"],
    ],
    {
      cwd: folder,
      // A group of its own: the server starts processes that outlive it otherwise.
      detached: true,
      stdio: ["ignore", "pipe", "pipe"],
      env: {
        ...process.env,
        MLFLOW_SERVER_ENABLE_JOB_EXECUTION: "false",
        MLFLOW_DISABLE_TELEMETRY: "true",
        DO_NOT_TRACK: "true",
      },
    },
  );
  let said = "";
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (data) => {
      said = (said + data).slice(-4000);
    });
  const exited = new Promise((resolve) => child.once("exit", resolve));
  const stop = async () => {
    signalGroup(child, "SIGTERM");
    const timer = setTimeout(() => signalGroup(child, "SIGKILL"), 5000);
    await exited;
    clearTimeout(timer);
    signalGroup(child, "SIGKILL");
    rmSync(folder, { recursive: true, force: true });
  };
  const deadline = Date.now() + startMs;
  while (!(await healthy(url))) {
    if (child.exitCode !== null || Date.now() > deadline) {
      await stop();
      throw new Error(`MLflow did not start:\n${said}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return { url, stop };
}

async function healthy(url) {
  try {
    return (await fetch(`${url}/health`, { signal: AbortSignal.timeout(2000) })).ok;
  } catch {
    return false;
  }
}

function signalGroup(child, signal) {
  try {
    process.kill(-child.pid, signal);
  } catch {
    // Nothing of it is left.
  }
}

/** A virtual environment can't be moved once it is made, so a half-made one is removed instead. */
function download(home) {
  const python = ["python3", "python"].find((name) => works(name, ["-c", "import venv, ensurepip"]));
  if (!python) throw new Error("Python 3 with venv is needed to install MLflow");
  rmSync(home, { recursive: true, force: true });
  try {
    execFileSync(python, ["-m", "venv", home], { stdio: "pipe" });
    const own = path.join(home, process.platform === "win32" ? "Scripts" : "bin", "python");
    const pip = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-compile"];
    execFileSync(own, [...pip, `mlflow==${packageVersion}`], { stdio: "pipe", timeout: 900_000 });
  } catch (error) {
    rmSync(home, { recursive: true, force: true });
    throw new Error(`MLflow could not be installed: ${error.stderr?.toString().trim() || error.message}`);
  }
}

function works(name, args) {
  try {
    execFileSync(name, args, { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  try {
    const mlflow = await startMlflow();
    console.log(mlflow.url);
    const idle = setInterval(() => {}, 1 << 30);
    const end = async () => {
      clearInterval(idle);
      await mlflow.stop();
      process.exit(0);
    };
    process.on("SIGINT", end);
    process.on("SIGTERM", end);
  } catch (error) {
    console.error(error.message);
    process.exit(1);
  }
}
