// A real MLflow tracking server, in a virtual environment of its own in the user's cache, with its files in a folder
// that is removed at the end. `node scripts/toolchain/mlflow.mjs` runs one and prints its address until it is ended.
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { freePort } from "../lib/project.mjs";
import { installPythonTool } from "./python-tool.mjs";
import { runAsCommand } from "./run-as-command.mjs";

const packageVersion = "3.17.2";
const startMs = 300_000;

/**
 * Path of the command, installed once (some 600 MB). Throws with the reason when it can't be had.
 * @returns {Promise<string>}
 */
export function installMlflow() {
  return installPythonTool({ name: "mlflow", version: packageVersion });
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

await runAsCommand(import.meta.url, startMlflow);
