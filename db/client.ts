// One driver for both databases: `postgres` over TCP to a server, or over a Unix socket to the embedded one.
import { Socket } from "node:net";
import path from "node:path";
import { drizzle, type PostgresJsDatabase } from "drizzle-orm/postgres-js";
import postgres from "postgres";
import { env } from "@/lib/env/env";
import { connectEmbedded } from "./embedded/ensure";
import { guardTransactions } from "./guard-transactions";
import { schemaTables } from "./schema-tables";

export type Schema = typeof schemaTables;
export type Database = PostgresJsDatabase<Schema> & { $client: postgres.Sql };
/** A database or a transaction on it: what a query takes. */
export type Queryable = Database | Parameters<Parameters<Database["transaction"]>[0]>[0];

export interface OpenOptions {
  /** Overrides DATABASE_URL. */
  url?: string | undefined;
  /** Overrides DATA_DIR. Used when there is no url. */
  dataDir?: string;
  poolSize?: number;
}

const shared = globalThis as { groundworkDatabase?: Promise<Database> | undefined };

/** The process-wide database, opened on first use. */
export function database(): Promise<Database> {
  shared.groundworkDatabase ??= openDatabase().catch((error) => {
    shared.groundworkDatabase = undefined;
    throw error;
  });
  return shared.groundworkDatabase;
}

/** Opens a pool of its own, starting the embedded database when there is no url. End it with `closeDatabase`. */
export async function openDatabase(options: OpenOptions = {}): Promise<Database> {
  const settings = env();
  const url = options.url ?? (options.dataDir ? undefined : settings.DATABASE_URL);
  const max = options.poolSize ?? (url ? settings.DATABASE_POOL_SIZE : 5);
  const common = { max, onnotice: () => {}, connect_timeout: 30 } as const;
  if (url) return drizzle(guardTransactions(connectTo(url, common)), { schema: schemaTables }) as Database;
  const dataDir = path.resolve(/* turbopackIgnore: true */ options.dataDir ?? settings.DATA_DIR);
  // The first connection is made here, so that a database that can't be opened is told at once.
  let first: Socket | undefined = await connectEmbedded(dataDir);
  first.once("close", () => {
    first = undefined;
  });
  const client = postgres({
    ...common,
    user: "postgres",
    database: "postgres",
    max_lifetime: null,
    backoff: (retries: number) => Math.min(0.05 * 2 ** retries, 1),
    // Asked for each new connection: when the database process has ended, a new one is started.
    socket: async () => {
      const socket = first ?? (await connectOrFail(dataDir));
      first?.removeAllListeners("close");
      first = undefined;
      return socket;
    },
  } as postgres.Options<Record<string, never>>);
  return drizzle(guardTransactions(client), { schema: schemaTables }) as Database;
}

/** The driver loses a connection for good when its socket is refused by throwing: let the socket fail instead. */
async function connectOrFail(dataDir: string): Promise<Socket> {
  try {
    return await connectEmbedded(dataDir);
  } catch (error) {
    const socket = new Socket();
    setImmediate(() => socket.destroy(error instanceof Error ? error : new Error(String(error))));
    return socket;
  }
}

/**
 * What the driver takes for a URL. It reads no `?host=/folder`, which names a Unix socket for every other
 * client: `postgres://user@localhost/name?host=/var/run/postgresql`.
 */
export function connectTo(url: string, options: postgres.Options<Record<string, never>>): postgres.Sql {
  const parsed = new URL(url);
  const folder = parsed.searchParams.get("host");
  if (!folder?.startsWith("/")) return postgres(url, options);
  parsed.searchParams.delete("host");
  return postgres(parsed.href, { ...options, path: `${folder}/.s.PGSQL.${parsed.port || 5432}` });
}

/** Ends the pool after the queries in flight, or after five seconds. */
export async function closeDatabase(db: Database): Promise<void> {
  await db.$client.end({ timeout: 5 });
  if ((await shared.groundworkDatabase?.catch(() => undefined)) === db) shared.groundworkDatabase = undefined;
}
