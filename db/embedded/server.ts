// The embedded database: PGlite with pgvector and BM25 behind a Unix socket. One process owns the files.
import { existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { pg_textsearch } from "@electric-sql/pglite-pg_textsearch";
import { vector } from "@electric-sql/pglite-pgvector";
import { PGLiteSocketServer } from "@electric-sql/pglite-socket";

const dataDir = process.argv[2] ?? ".data";
const folder = path.join(dataDir, "run");
const socket = path.join(folder, ".s.PGSQL.5432");
mkdirSync(folder, { recursive: true, mode: 0o700 });
const db = await PGlite.create({ dataDir: path.join(dataDir, "pg"), extensions: { vector, pg_textsearch } });
if (existsSync(socket)) rmSync(socket);
const server = new PGLiteSocketServer({ db, path: socket, maxConnections: 50 });
await server.start();
writeFileSync(path.join(folder, "database.pid"), String(process.pid));
const stop = async () => {
  await server.stop();
  await db.close();
  process.exit(0);
};
process.on("SIGTERM", stop);
process.on("SIGINT", stop);
