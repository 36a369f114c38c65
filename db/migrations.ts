// The migrations in `drizzle/`, and which of them a database has.
import { readFileSync } from "node:fs";
import path from "node:path";
import { readMigrationFiles } from "drizzle-orm/migrator";
import { z } from "zod";
import { AppError } from "@/lib/errors/app-error";
import { projectFile } from "./project-files";

export interface Migration {
  name: string;
  /** Milliseconds since 1970: the order, and what a database keeps of it. */
  at: number;
  hash: string;
  statements: string[];
}

const journalSchema = z.object({ entries: z.array(z.object({ tag: z.string() })) });

/** Every migration, oldest first. */
export function knownMigrations(): Migration[] {
  const folder = projectFile("drizzle");
  if (!folder)
    throw new AppError("internal", { internal: "The folder drizzle is not near the current folder" });
  // The journal in the same order holds the names.
  const { entries } = journalSchema.parse(
    JSON.parse(readFileSync(path.join(folder, "meta", "_journal.json"), "utf8")),
  );
  return readMigrationFiles({ migrationsFolder: folder }).map((migration, at) => ({
    name: entries[at]?.tag ?? "",
    at: migration.folderMillis,
    hash: migration.hash,
    statements: migration.sql,
  }));
}
