// Which format the files of the embedded database have, checked before anything opens them.
import { existsSync, readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import { AppError } from "@/lib/errors/app-error";
import type { EmbeddedPaths } from "./paths";

/** Raised when files written from then on can't be opened by older versions of the product. */
const formatVersion = 1;
/** The major version of Postgres in PGlite; its files are not readable by another. */
const postgresMajor = "18";

const formatSchema = z.object({ format: z.number().int(), postgres: z.string() });

/** Throws with a way out when the files are newer, of another Postgres, or not a database at all. */
export function checkFormat(paths: EmbeddedPaths): void {
  if (!existsSync(paths.cluster)) return;
  const names = readdirSync(paths.cluster);
  if (names.length === 0) return;
  const version = path.join(paths.cluster, "PG_VERSION");
  if (!existsSync(version)) {
    throw damaged(paths, `${paths.cluster} holds files, but PG_VERSION is missing`);
  }
  const marker = readMarker(paths);
  if (marker && marker.format > formatVersion) {
    throw refuse(
      `The data in ${paths.dataDir} was written by a newer version of Groundwork. Start that version, or set DATA_DIR to another folder.`,
    );
  }
  const major = readFileSync(version, "utf8").trim();
  if (major !== postgresMajor) {
    throw refuse(
      `The data in ${paths.dataDir} belongs to Postgres ${major}; this version of Groundwork holds Postgres ${postgresMajor}. Write a backup with the version that made it (npm run backup -- FILE), move the folder away, and restore it with this one (npm run restore -- FILE).`,
    );
  }
}

export function writeFormat(paths: EmbeddedPaths): void {
  if (readMarker(paths)?.format === formatVersion) return;
  const staged = `${paths.format}.part`;
  writeFileSync(staged, `${JSON.stringify({ format: formatVersion, postgres: postgresMajor })}\n`);
  renameSync(staged, paths.format);
}

/** The failure for files that can't be opened. */
export function damaged(paths: EmbeddedPaths, internal: string, cause?: unknown): AppError {
  return new AppError("database_unavailable", {
    public: `The data in ${paths.dataDir} is damaged and was left as it is. Move the folder away and restore a backup (npm run restore -- FILE), or set DATA_DIR to another folder.`,
    internal,
    cause,
  });
}

function readMarker(paths: EmbeddedPaths): z.infer<typeof formatSchema> | undefined {
  if (!existsSync(paths.format)) return undefined;
  try {
    return formatSchema.parse(JSON.parse(readFileSync(paths.format, "utf8")));
  } catch (error) {
    throw damaged(paths, `${paths.format} cannot be read`, error);
  }
}

function refuse(message: string): AppError {
  return new AppError("database_unavailable", { public: message, internal: message });
}
