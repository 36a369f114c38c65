// The migrations in `drizzle/`, and which of them a database has.
import { readMigrationFiles } from "drizzle-orm/migrator";
import { AppError } from "@/lib/errors/app-error";
import { projectFile } from "./project-files";

export interface Migration {
  /** Milliseconds since 1970: the order, and what a database keeps of it. */
  at: number;
  hash: string;
  statements: string[];
}

/** Every migration, oldest first. */
export function knownMigrations(): Migration[] {
  const folder = projectFile("drizzle");
  if (!folder)
    throw new AppError("internal", { internal: "The folder drizzle is not near the current folder" });
  return readMigrationFiles({ migrationsFolder: folder }).map((migration) => ({
    at: migration.folderMillis,
    hash: migration.hash,
    statements: migration.sql,
  }));
}
