// The process of the embedded database: PGlite with pgvector and BM25 behind a Unix socket. It owns the
// files alone, serves whoever connects, and ends when it is told to or when nobody has needed it for a while.
// `server.ts DATA_DIR [--linger-ms N]`
import { readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:net";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { SharedBackend } from "./backend";
import { clearFailure, explainFailure, writeFailure } from "./failure";
import { takeOwnership } from "./lock";
import { openCluster } from "./open";
import { type EmbeddedPaths, embeddedPaths, makeRunFolders } from "./paths";
import { Session } from "./session";

const maxConnections = 200;
/** Exit status of a process that found the files owned by another. */
const alreadyOwned = 75;
const drainMs = 5_000;

const [dataDir = ".data", ...flags] = process.argv.slice(2);
const lingerMs = Number(flags[flags.indexOf("--linger-ms") + 1] ?? 5_000) || 5_000;
const paths = embeddedPaths(dataDir);

main(paths).catch((error) => {
  const failure = explainFailure(error, paths.dataDir);
  console.error(`${new Date().toISOString()} ${failure.message}\n${failure.internal ?? ""}`);
  writeFailure(paths.failure, { pid: process.pid, code: failure.code, message: failure.public });
  process.exit(1);
});

async function main(paths: EmbeddedPaths): Promise<void> {
  makeRunFolders(paths);
  if (!(await takeOwnership(paths.lock))) process.exit(alreadyOwned);
  clearFailure(paths.failure);
  writeFileSync(`${paths.pid}.part`, String(process.pid), { mode: 0o600 });
  renameSync(`${paths.pid}.part`, paths.pid);
  // Copies that a killed backup left.
  for (const name of readdirSync(paths.dataDir)) {
    if (name.startsWith("snapshot-"))
      rmSync(path.join(paths.dataDir, name), { recursive: true, force: true });
  }
  const startedAt = performance.now();
  const db = await openCluster(paths);
  const backend = new SharedBackend(db, {
    cluster: paths.cluster,
    idleInTransactionMs: 60_000,
    onFatal: lost,
  });
  await backend.prepare();

  let ending: Promise<void> | undefined;
  let linger: NodeJS.Timeout | undefined;
  const server = createServer((socket) => {
    if (ending || backend.sessions.size >= maxConnections) {
      socket.destroy();
      return;
    }
    clearTimeout(linger);
    backend.sessions.add(new Session(socket, backend));
    socket.on("close", () => waitForClients(lingerMs));
  });
  const end = () => {
    clearTimeout(linger);
    ending ??= drain(server, backend)
      .then(() => backend.exclusively(async () => {}))
      .then(() => db.close())
      .catch(lost)
      .then(() => {
        rmSync(paths.pid, { force: true });
        process.exit(0);
      });
  };
  const waitForClients = (ms: number) => {
    clearTimeout(linger);
    if (backend.sessions.size === 0 && !ending) linger = setTimeout(end, ms);
  };
  process.on("SIGTERM", end);
  process.on("SIGINT", end);
  process.on("SIGHUP", () => {});

  // What a killed process left. Nobody else may listen here: the files are ours.
  rmSync(paths.socket, { force: true });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(paths.socket, () => resolve());
  });
  console.log(
    `${new Date().toISOString()} open after ${Math.round(performance.now() - startedAt)} ms, process ${process.pid}`,
  );
  waitForClients(Math.max(lingerMs, 20_000));
}

/** Takes nobody new, lets what runs and waits finish, then lets the clients go. */
async function drain(server: Server, backend: SharedBackend): Promise<void> {
  server.close();
  const deadline = Date.now() + drainMs;
  while (backend.sessions.size > 0 && Date.now() < deadline) {
    for (const session of backend.sessions) if (session.atRest) session.end();
    if (!backend.busy && [...backend.sessions].every((session) => session.atRest)) break;
    await sleep(10);
  }
  for (const session of backend.sessions) {
    session.end({ code: "57P01", message: "The embedded database is shutting down" });
  }
  const gone = Date.now() + 500;
  while (backend.sessions.size > 0 && Date.now() < gone) await sleep(10);
}

/** PGlite ended under us, by a full disk for example. Its log brings everything back that was acknowledged. */
function lost(error: unknown): void {
  console.error(`${new Date().toISOString()} the database was lost:`, error);
  process.exit(1);
}
