// A backup as one compressed file.
import {
  closeSync,
  createReadStream,
  createWriteStream,
  fsyncSync,
  openSync,
  renameSync,
  rmSync,
} from "node:fs";
import { createInterface } from "node:readline";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGunzip, createGzip } from "node:zlib";
import { AppError } from "@/lib/errors/app-error";
import { closeDatabase, type OpenOptions, openDatabase } from "../client";
import { migrateDatabase } from "../migrate";
import { dumpLines, endSchema, type TableSums } from "./dump";
import { checkLines, damagedBackup, type LoadOptions, loadLines } from "./load";
import { openSnapshot } from "./snapshot";

/** Writes everything in a database to a file, which appears when it is whole. The server may go on meanwhile. */
export async function writeBackup(file: string, options: OpenOptions = {}): Promise<TableSums> {
  const snapshot = await openSnapshot(options);
  const staged = `${file}.${process.pid}.part`;
  let last = "";
  try {
    const lines = async function* () {
      for await (const line of dumpLines(snapshot.db)) {
        last = line;
        yield `${line}\n`;
      }
    };
    await pipeline(Readable.from(lines()), createGzip(), createWriteStream(staged, { mode: 0o600 }));
    flush(staged);
    renameSync(staged, file);
    return endSchema.parse(JSON.parse(last)).end;
  } finally {
    rmSync(staged, { force: true });
    await snapshot.close();
  }
}

/** Puts a backup into a database, after the whole file has been checked. All or nothing. */
export async function restoreBackup(
  file: string,
  { force, migrations, ...open }: OpenOptions & LoadOptions = {},
): Promise<TableSums> {
  await checkLines(linesOf(file), migrations);
  const db = await openDatabase({ ...open, poolSize: 2 });
  try {
    await migrateDatabase(db);
    return await loadLines(db, linesOf(file), {
      ...(force !== undefined && { force }),
      ...(migrations && { migrations }),
    });
  } finally {
    await closeDatabase(db);
  }
}

async function* linesOf(file: string): AsyncGenerator<string> {
  const source = createReadStream(file);
  const unpacked = source.pipe(createGunzip());
  // `pipe` hands no errors on.
  source.on("error", (error) => unpacked.destroy(error));
  try {
    for await (const line of createInterface({ input: unpacked, crlfDelay: Number.POSITIVE_INFINITY }))
      yield line;
    if (unpacked.errored) throw unpacked.errored;
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? "";
    if (code === "ENOENT") throw new AppError("not_found", { public: `There is no file ${file}.` });
    if (code.startsWith("Z_")) throw damagedBackup("it can't be unpacked", error);
    throw error;
  } finally {
    source.destroy();
    unpacked.destroy();
  }
}

function flush(file: string): void {
  const fd = openSync(file, "r+");
  fsyncSync(fd);
  closeSync(fd);
}
