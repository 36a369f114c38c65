import { type SQL, sql } from "drizzle-orm";
import { type Access, readableSources } from "../access";
import type { Queryable } from "../client";
import { executePrepared } from "../prepared";

const epochKey = "cache-epoch";

/** What a caller may read at one moment, all of one snapshot. */
export interface ReadableState {
  /** The readable sources. */
  sourceIds: string[];
  /**
   * Those sources with their versions, as one short text. Two callers share it exactly when they read the same
   * sources, and every visible change to one of them makes another. No version is given twice, so that the same
   * text at two moments means that nothing readable changed in between.
   */
  key: string;
}

/** One statement; the text also carries how often the caches were cleared. */
export async function readableState(db: Queryable, { access }: { access: Access }): Promise<ReadableState> {
  const [row] = await executePrepared<StateColumns>(db, stateOf(readableSources(access)));
  return toReadableState(row);
}

export interface StateColumns extends Record<string, unknown> {
  source_ids: string[];
  state_key: string;
}

/** The columns `source_ids` and `state_key` for the sources of a subquery. */
export function stateOf(sources: SQL): SQL {
  return sql`select coalesce(array_agg(s.id), '{}') as source_ids,
      encode(sha256(convert_to(coalesce(string_agg(s.id || '=' || coalesce(v.version::text, ''), ','
        order by s.id collate "C"), ''), 'UTF8')), 'hex')
      || '.' || coalesce((select value #>> '{}' from settings where key = ${sql.raw(`'${epochKey}'`)}), '0') as state_key
    from sources s left join source_versions v on v.source_id = s.id
    where s.id in ${sources}`;
}

export function toReadableState(row: StateColumns | undefined): ReadableState {
  return { sourceIds: row?.source_ids ?? [], key: row?.state_key ?? "" };
}

/** Makes every key of every cache of every process another one from now on. */
export async function nextCacheEpoch(db: Queryable): Promise<void> {
  await db.execute(sql`
    insert into settings (key, value) values (${epochKey}, '1'::jsonb)
    on conflict (key) do update set value = to_jsonb((settings.value #>> '{}')::int + 1), updated_at = now()`);
}
