// Makes sure that the embedded database runs, in a process of its own, and connects to it.
import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, openSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { connect, type Socket } from "node:net";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { AppError } from "@/lib/errors/app-error";
import { projectFile } from "../project-files";
import { embeddedServerCommand } from "./command";
import { explainFailure, readFailure } from "./failure";
import { type EmbeddedPaths, embeddedPaths, makeRunFolders } from "./paths";
import { embeddedProcess } from "./stop";

/** How long one starter is given before others try as well. */
const startingMs = 3_000;

/**
 * A connection to the database of `dataDir`, which is started unless it runs. Safe to call from many
 * processes at once: one of them becomes the owner of the files. Throws an `AppError` that says why it
 * can't be opened.
 */
export async function connectEmbedded(dataDir: string, timeoutMs = 60_000): Promise<Socket> {
  const paths = embeddedPaths(dataDir);
  const deadline = Date.now() + timeoutMs;
  let child: ChildProcess | undefined;
  for (let pauseMs = 20; Date.now() < deadline; pauseMs = Math.min(pauseMs * 1.3, 200)) {
    const socket = await greeted(paths.socket);
    if (socket) return socket;
    if (child?.exitCode === 1 || child?.signalCode) {
      const failure = readFailure(paths.failure, child.pid);
      if (failure) throw new AppError(failure.code, { public: failure.message, internal: failure.message });
      child = undefined;
      await sleep(500);
    }
    // An owner that is alive is opening the files; only when there is none is another needed.
    const starting = child !== undefined && child.exitCode === null;
    if (!starting && embeddedProcess(dataDir) === undefined) child = start(paths);
    await sleep(pauseMs);
  }
  throw new AppError("database_unavailable", {
    internal: `The embedded database in ${paths.dataDir} did not start within ${timeoutMs} ms; see ${paths.log}`,
  });
}

/** Starts the process, unless somebody else has just done so. Undefined then. */
function start(paths: EmbeddedPaths): ChildProcess | undefined {
  try {
    makeRunFolders(paths);
    if (!claim(`${paths.run}/database.starting`)) return undefined;
    const log = openSync(paths.log, statSync(paths.log, { throwIfNoEntry: false })?.size ? "a" : "w", 0o600);
    const child = spawn(process.execPath, [...embeddedServerCommand(), paths.dataDir], {
      detached: true,
      stdio: ["ignore", log, log],
      cwd: path.dirname(projectFile("package.json") ?? paths.dataDir),
    });
    child.unref();
    closeSync(log);
    return child;
  } catch (error) {
    throw explainFailure(error, paths.dataDir);
  }
}

/** Spares a crowd of starters the work; who owns the files is decided by the lock alone. */
function claim(file: string): boolean {
  const stale = (statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0) < Date.now() - startingMs;
  try {
    if (stale) writeFileSync(file, String(process.pid), { mode: 0o600 });
    else if (readFileSync(file, "utf8") !== String(process.pid)) return false;
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return false;
    throw error;
  }
}

/** A connection that the database has answered on: one that it takes while it ends would be lost. */
function greeted(file: string): Promise<Socket | undefined> {
  return new Promise((resolve) => {
    const socket = connect(file);
    const give = (result: Socket | undefined) => {
      socket.removeAllListeners();
      if (!result) {
        socket.on("error", () => {});
        socket.destroy();
      }
      resolve(result);
    };
    // The first question of every client: may we encrypt? The answer is one letter.
    socket.once("connect", () => socket.write(Buffer.from([0, 0, 0, 8, 4, 210, 22, 47])));
    socket.once("data", () => give(socket));
    socket.once("error", () => give(undefined));
    socket.once("close", () => give(undefined));
  });
}
