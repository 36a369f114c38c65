// Where the embedded database keeps what.
import { createHash } from "node:crypto";
import { lstatSync, mkdirSync } from "node:fs";
import { tmpdir, userInfo } from "node:os";
import path from "node:path";

export interface EmbeddedPaths {
  dataDir: string;
  /** The cluster's own files. */
  cluster: string;
  /** Says which format the files have; see `format.ts`. */
  format: string;
  /** What belongs to a running process and may be removed when none runs. */
  run: string;
  lock: string;
  pid: string;
  failure: string;
  log: string;
  socket: string;
}

export function embeddedPaths(dataDir: string): EmbeddedPaths {
  const root = path.resolve(/* turbopackIgnore: true */ dataDir);
  const run = path.join(root, "run");
  return {
    dataDir: root,
    cluster: path.join(root, "pg"),
    format: path.join(root, "format.json"),
    run,
    lock: path.join(run, "database.lock"),
    pid: path.join(run, "database.pid"),
    failure: path.join(run, "database.failure.json"),
    log: path.join(run, "database.log"),
    socket: path.join(socketFolder(root, run), ".s.PGSQL.5432"),
  };
}

/**
 * Makes the folders that a process needs, closed to other users: the database asks for no password, so
 * whoever reaches the socket may do everything.
 */
export function makeRunFolders(paths: EmbeddedPaths): void {
  mkdirSync(paths.dataDir, { recursive: true, mode: 0o700 });
  mkdirSync(paths.run, { recursive: true, mode: 0o700 });
  const folder = path.dirname(paths.socket);
  if (folder === paths.run) return;
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const found = lstatSync(folder);
  // The temp folder is everybody's: somebody else may have made this name first.
  if (!found.isDirectory() || found.uid !== userInfo().uid || found.mode & 0o077) {
    throw new Error(`${folder} belongs to somebody else; remove it or set DATA_DIR to a shorter path.`);
  }
}

/** A Unix socket's path has 103 bytes at most on some systems: a long folder gets a short stand-in. */
function socketFolder(root: string, run: string): string {
  if (Buffer.byteLength(path.join(run, ".s.PGSQL.5432")) <= 100) return run;
  const key = createHash("sha256").update(root).digest("hex").slice(0, 16);
  return path.join(tmpdir(), `groundwork-${userInfo().uid}-${key}`);
}
