import { sql } from "drizzle-orm";
import { type Access, readableSources } from "../access";
import type { Queryable } from "../client";

const epochKey = "cache-epoch";

/**
 * What the caller may read, and in which state it is, as one short text (64 hex digits and the number of times
 * the caches were cleared): the ids of the readable sources with their versions, all of one snapshot. Two callers
 * share it exactly when they read the same sources; every visible change to one of them makes another. A version
 * is never given twice, so equal texts at two moments mean that nothing readable changed in between.
 */
export async function readableState(db: Queryable, { access }: { access: Access }): Promise<string> {
  const [row] = await db.execute<{ state: string }>(sql`
    select encode(sha256(convert_to(coalesce(string_agg(s.id || '=' || coalesce(v.version::text, ''), ','
        order by s.id collate "C"), ''), 'UTF8')), 'hex')
      || '.' || coalesce((select value #>> '{}' from settings where key = ${epochKey}), '0') as state
    from sources s left join source_versions v on v.source_id = s.id
    where s.id in ${readableSources(access)}`);
  return row?.state ?? "";
}

/** Makes every key of every cache of every process another one from now on. */
export async function nextCacheEpoch(db: Queryable): Promise<void> {
  await db.execute(sql`
    insert into settings (key, value) values (${epochKey}, '1'::jsonb)
    on conflict (key) do update set value = to_jsonb((settings.value #>> '{}')::int + 1), updated_at = now()`);
}
