import { sql } from "drizzle-orm";
import type { Queryable } from "../client";

/** Counts one visible change of the corpus. Call it inside the transaction that makes the change. */
export async function bumpCorpus(db: Queryable): Promise<void> {
  await db.execute(
    sql`insert into corpus_state (id, version) values ('corpus', 1)
        on conflict (id) do update set version = corpus_state.version + 1`,
  );
}

/** How often the visible corpus has changed; caches key on it. */
export async function corpusVersion(db: Queryable): Promise<number> {
  const [row] = await db.execute<{ version: number }>(
    sql`select version::int as version from corpus_state where id = 'corpus'`,
  );
  return row?.version ?? 0;
}
