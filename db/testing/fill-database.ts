// A little of everything that a database may hold, for tests of backups, moves and upgrades.
import { sql } from "drizzle-orm";
import type { Database } from "../client";

/** Rows with vectors, arrays, JSON, bytes, unicode, nulls and generated ids, in the tables of the first schema. */
export async function fillDatabase(db: Database, documents = 3): Promise<void> {
  const odd = 'Zoë’s “naïve” café 👩‍👩‍👧 \\ \t tab\nline "quoted" {a,b} ﷽ \u0001';
  await db.execute(sql`insert into sources (id, name) values ('src_1', ${odd}) on conflict do nothing`);
  await db.execute(
    sql`insert into source_grants (source_id, subject_kind, subject_id) values ('src_1', 'user', 'u')`,
  );
  for (let number = 0; number < documents; number++) {
    const bytes = Buffer.from(Array.from({ length: 4096 }, (_, at) => (at * 7 + number) % 256));
    await db.execute(sql`insert into originals (id, sha256, size_bytes, filename, media_type)
      values (${`orig_${number}`}, 'hash', 4096, ${odd}, 'text/plain')`);
    await db.execute(
      sql`insert into original_parts (original_id, ordinal, data) values (${`orig_${number}`}, 0, ${bytes})`,
    );
    await db.execute(sql`insert into documents (id, source_id, uri, title, type, tags, effective_date, current_version_id)
      values (${`doc_${number}`}, 'src_1', ${`file ${number}`}, ${odd}, 'text',
        array['plain', ${odd}, '', 'NULL', 'a,b'], ${number === 0 ? null : "2025-02-28"}, ${`ver_${number}`})`);
    await db.execute(sql`insert into document_versions
      (id, document_id, number, state, original_id, content_hash, title, length, chunk_count, warnings, outline)
      values (${`ver_${number}`}, ${`doc_${number}`}, 1, 'current', ${`orig_${number}`}, 'h', ${odd}, 12, 1,
        ${JSON.stringify([odd])}::jsonb, ${JSON.stringify([{ level: 1, text: odd, start: 0 }])}::jsonb)`);
    const [chunk] = await db.execute<{ id: string }>(sql`insert into chunks
      (version_id, document_id, source_id, visible, ordinal, start, "end", section, text, context, token_count)
      values (${`ver_${number}`}, ${`doc_${number}`}, 'src_1', true, 0, 0, 12, array[${odd}], ${`${odd} number ${number}`}, 'c', 5)
      returning id`);
    const vector = `[${Array.from({ length: 8 }, (_, at) => Math.sin(at * 3.7 + number)).join(",")}]`;
    await db.execute(
      sql`insert into embeddings (chunk_id, model, embedding) values (${chunk?.id ?? 0}, 'm', ${vector}::vector)`,
    );
  }
  await db.execute(
    sql`insert into settings (key, value) values ('odd', ${JSON.stringify({ odd, n: 0.1, deep: [null, true] })}::jsonb)`,
  );
}
