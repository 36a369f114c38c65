// Makes sure that the embedded database runs, in a process of its own, and says how to connect to it.
import { spawn } from "node:child_process";
import { mkdirSync, openSync } from "node:fs";
import { connect } from "node:net";
import path from "node:path";
import { fileURLToPath } from "node:url";

export interface EmbeddedAddress {
  host: string;
  port: number;
  user: string;
  database: string;
}

/** Starts the database process for `dataDir` unless one answers, waits until it does, returns its address. */
export async function ensureEmbedded(dataDir: string, timeoutMs = 60_000): Promise<EmbeddedAddress> {
  const folder = path.resolve(dataDir, "run");
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const socket = path.join(folder, ".s.PGSQL.5432");
  const address = { host: folder, port: 5432, user: "postgres", database: "postgres" };
  if (await answers(socket)) return address;
  const log = openSync(path.join(folder, "database.log"), "a");
  const entry = path.join(path.dirname(fileURLToPath(import.meta.url)), "server.ts");
  spawn(process.execPath, ["--import", "tsx", entry, path.resolve(dataDir)], {
    detached: true,
    stdio: ["ignore", log, log],
  }).unref();
  const deadline = Date.now() + timeoutMs;
  while (Date.now() < deadline) {
    if (await answers(socket)) return address;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(
    `The embedded database in ${dataDir} did not start; see ${path.join(folder, "database.log")}`,
  );
}

function answers(socket: string): Promise<boolean> {
  return new Promise((resolve) => {
    const connection = connect(socket);
    connection.once("connect", () => {
      connection.destroy();
      resolve(true);
    });
    connection.once("error", () => resolve(false));
  });
}
