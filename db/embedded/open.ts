// Opens the files of the embedded database, or says why they can't be opened.
import { fsyncSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { pg_textsearch } from "@electric-sql/pglite-pg_textsearch";
import { vector } from "@electric-sql/pglite-pgvector";
import { errorCodes } from "@/lib/errors/codes";
import { explainFailure } from "./failure";
import { checkFormat, damaged, writeFormat } from "./format";
import type { EmbeddedPaths } from "./paths";

/** Opens the database of a folder that this process owns. Throws an `AppError` with a way out. */
export async function openCluster(paths: EmbeddedPaths): Promise<PGlite> {
  checkFormat(paths);
  const messages: string[] = [];
  try {
    mkdirSync(paths.cluster, { recursive: true, mode: 0o700 });
    checkWritable(paths.cluster);
    const db = await PGlite.create({
      dataDir: paths.cluster,
      extensions: { vector, pg_textsearch },
      // Without `-F`: it would turn off flushing to the disk.
      startParams: [...PGlite.defaultStartParams.filter((parameter) => parameter !== "-F")],
      onStderr: (line) => {
        messages.push(line);
        if (messages.length > 20) messages.shift();
        return false;
      },
    });
    const { NODEFS } = db.Module.FS.filesystems as unknown as NodeFiles;
    flushForReal(NODEFS);
    endWhenTheLogFails(NODEFS, paths);
    writeFormat(paths);
    return db;
  } catch (error) {
    const said = [error instanceof Error ? (error.stack ?? error.message) : String(error), ...messages];
    const known = explainFailure(
      Object.assign(new Error(said.join("\n")), { code: codeOf(error) }),
      paths.dataDir,
    );
    const unknown = known.internal !== undefined && known.public === errorCodes.database_unavailable.detail;
    throw unknown ? damaged(paths, said.join("\n"), error) : known;
  }
}

interface NodeFiles {
  NODEFS: {
    stream_ops: {
      write: (stream: OpenFile, ...rest: unknown[]) => number;
      fsync?: (stream: OpenFile) => number;
    };
  };
}

interface OpenFile {
  nfd: number;
  path?: string;
}

/** Postgres asks for its log to be on the disk before it says that a transaction is done; Emscripten forgets to. */
function flushForReal(files: NodeFiles["NODEFS"]): void {
  files.stream_ops.fsync = (stream) => {
    fsyncSync(stream.nfd);
    return 0;
  };
}

/**
 * A log that can't be written, on a full disk, ends Postgres. Here it would wait for itself without end, and nobody
 * could tell: this process ends instead, and the next one begins from the log as far as it was written.
 */
function endWhenTheLogFails(files: NodeFiles["NODEFS"], { dataDir }: EmbeddedPaths): void {
  const write = files.stream_ops.write;
  files.stream_ops.write = (stream, ...rest) => {
    try {
      return write(stream, ...rest);
    } catch (error) {
      if (!/(?:^|\/)pg_wal\//.test(stream.path ?? "")) throw error;
      console.error(
        `${new Date().toISOString()} the log of the database in ${dataDir} can't be written. Is its disk full?`,
      );
      process.exit(1);
    }
  };
}

/** A full or read-only disk is told apart from damage before Postgres stumbles over it. */
function checkWritable(folder: string): void {
  const probe = path.join(path.dirname(folder), ".write-probe");
  try {
    writeFileSync(probe, Buffer.alloc(64 * 1024));
  } finally {
    rmSync(probe, { force: true });
  }
}

function codeOf(error: unknown): string {
  return (error as NodeJS.ErrnoException)?.code ?? "";
}
