// Why a database process did not start, told by it to whoever waits for it.
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { AppError } from "@/lib/errors/app-error";
import type { ErrorCode } from "@/lib/errors/codes";

export interface EmbeddedFailure {
  pid: number;
  code: ErrorCode;
  /** What happened and what to do, for the person who runs the server. */
  message: string;
}

export function writeFailure(file: string, failure: EmbeddedFailure): void {
  try {
    writeFileSync(file, JSON.stringify(failure), { mode: 0o600 });
  } catch {
    // A full or read-only disk keeps this file from being written too; the log on stderr has it.
    console.error(failure.message);
  }
}

export function readFailure(file: string, pid: number | undefined): EmbeddedFailure | undefined {
  try {
    const failure = JSON.parse(readFileSync(file, "utf8")) as EmbeddedFailure;
    return failure.pid === pid ? failure : undefined;
  } catch {
    return undefined;
  }
}

export function clearFailure(file: string): void {
  rmSync(file, { force: true });
}

/** What a thrown thing means for the data folder, as a failure with a way out. */
export function explainFailure(error: unknown, dataDir: string): AppError {
  if (error instanceof AppError) return error;
  const code = (error as NodeJS.ErrnoException)?.code ?? "";
  const internal = error instanceof Error ? (error.stack ?? error.message) : String(error);
  if (code === "ENOSPC" || /no space left|\bENOSPC\b/i.test(internal)) {
    return new AppError("storage_full", {
      public: `The disk that holds ${dataDir} is full. Make room and start again.`,
      internal,
      cause: error,
    });
  }
  // Making a folder on a read-only disk is an ENOENT to Node.
  const unmade = code === "ENOENT" && (error as NodeJS.ErrnoException).syscall === "mkdir";
  if (unmade || ["EACCES", "EPERM", "EROFS"].includes(code)) {
    return new AppError("database_unavailable", {
      public: `The data folder ${dataDir} cannot be written (${code}). Give this user write access to it, or set DATA_DIR to a folder that it may write.`,
      internal,
      cause: error,
    });
  }
  if (code === "ENOTDIR" || code === "EEXIST") {
    return new AppError("database_unavailable", {
      public: `${dataDir} is not a folder. Set DATA_DIR to a folder.`,
      internal,
      cause: error,
    });
  }
  return new AppError("database_unavailable", { internal, cause: error });
}
