// Brings a database to the newest schema. Safe to call from several processes at once.
import { sql } from "drizzle-orm";
import { AppError } from "@/lib/errors/app-error";
import { failureCode } from "@/lib/errors/failure-code";
import type { Database, Queryable } from "./client";
import { knownMigrations, type Migration } from "./migrations";
import { ensureIndexes } from "./queries/ensure-indexes";

const oldestPostgres = 150000;

/**
 * Runs the migrations that the database doesn't have yet, all or none. Throws an `AppError` when the
 * server is too old, lacks pgvector, or holds data of a newer version of the product.
 */
export async function migrateDatabase(db: Database): Promise<void> {
  await runMigrations(db, knownMigrations());
  await db.execute(sql`insert into corpus_state (id, version) values ('corpus', 0) on conflict do nothing`);
  await ensureIndexes(db);
}

/** The same for some of the migrations, without what belongs to the newest schema. */
export async function runMigrations(db: Database, migrations: Migration[]): Promise<void> {
  await checkServer(db);
  await db.transaction(async (tx) => {
    // Of the transaction, not of the session: in the embedded database all clients share one session.
    await tx.execute(sql`select pg_advisory_xact_lock(4711001)`);
    await tx.execute(sql`create schema if not exists drizzle`);
    await tx.execute(
      sql`create table if not exists drizzle.__drizzle_migrations (id serial primary key, hash text not null, created_at bigint)`,
    );
    refuseNewer(await lastMigration(tx), migrations);
    await applyMigrations(tx, migrations);
  });
}

/** Runs those that the database doesn't have yet, inside a transaction of the caller. */
export async function applyMigrations(tx: Queryable, migrations: Migration[]): Promise<void> {
  const last = await lastMigration(tx);
  for (const migration of migrations) {
    if (migration.at <= last) continue;
    for (const statement of migration.statements) await tx.execute(sql.raw(statement));
    await tx.execute(
      sql`insert into drizzle.__drizzle_migrations (hash, created_at) values (${migration.hash}, ${migration.at})`,
    );
  }
}

/** Throws when the data was made by a newer version: older code would not know its tables. */
export function refuseNewer(last: number, migrations: Migration[]): void {
  if (last <= (migrations.at(-1)?.at ?? 0)) return;
  throw new AppError("database_unavailable", {
    public:
      "The database was written by a newer version of Groundwork. Start that version, or restore a backup that this one made.",
    internal: `The database has a migration of ${new Date(last).toISOString()} that is not in drizzle/`,
  });
}

/** When the newest migration of the database was made, in milliseconds since 1970; 0 for none. */
export async function lastMigration(db: Queryable): Promise<number> {
  const [row] = await db.execute<{ last: string | null }>(
    sql`select max(created_at) as last from drizzle.__drizzle_migrations`,
  );
  return Number(row?.last ?? 0);
}

async function checkServer(db: Database): Promise<void> {
  const [row] = await db
    .execute<{ version: number; name: string; vector: boolean; available: boolean }>(sql`
    select current_setting('server_version_num')::int as version, current_setting('server_version') as name,
      exists (select from pg_extension where extname = 'vector') as vector,
      exists (select from pg_available_extensions where name = 'vector') as available`)
    .catch(refused);
  if (!row) return;
  if (row.version < oldestPostgres) {
    throw unsuitable(`Groundwork needs Postgres 15 or newer; DATABASE_URL leads to ${row.name}.`);
  }
  if (!row.vector && !row.available) {
    throw unsuitable(
      "The Postgres server at DATABASE_URL lacks the extension pgvector. Install it there (Debian and Ubuntu: postgresql-NN-pgvector; containers: pgvector/pgvector) and start again.",
    );
  }
  if (row.vector) return;
  try {
    await db.execute(sql`create extension if not exists vector`);
  } catch (error) {
    // Somebody else may have made it at the same moment.
    const [now] = await db.execute<{ there: boolean }>(
      sql`select exists (select from pg_extension where extname = 'vector') as there`,
    );
    if (now?.there) return;
    throw new AppError("database_unavailable", {
      public:
        "The user of DATABASE_URL may not add the extension pgvector to the database. Let an administrator run CREATE EXTENSION vector in it once.",
      internal: error instanceof Error ? error.message : String(error),
      cause: error,
    });
  }
}

/** The first statement on a server: that it can't be reached, or doesn't let us in, is said in words. */
function refused(error: unknown): never {
  let cause = error;
  while (cause instanceof Error && cause.cause instanceof Error) cause = cause.cause;
  const { code = "", message } = cause as NodeJS.ErrnoException;
  const denied = /^(?:28|3D000|42501)/.test(code);
  const unreachable = /^(?:ENOTFOUND|EAI_AGAIN|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH)$/.test(code);
  if (denied) throw unsuitable(`The Postgres server at DATABASE_URL refuses: ${message}.`);
  if (unreachable || failureCode(error) === "database_unavailable")
    throw unsuitable(
      `The Postgres server at DATABASE_URL can't be reached: ${message || code}. Is it running, and is the address right?`,
    );
  throw error;
}

function unsuitable(message: string): AppError {
  return new AppError("database_unavailable", { public: message, internal: message });
}
