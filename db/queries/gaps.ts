import { sql } from "drizzle-orm";
import type { Access } from "../access";
import type { Queryable } from "../client";
import { isoTime } from "../iso-time";
import { readableAnswer } from "./answers";

export interface GapRow extends Record<string, unknown> {
  id: string;
  question: string;
  count: number;
  reported_count: number;
  state: "open" | "resolved" | "dismissed";
  last_answer_id: string | null;
  comment: string | null;
  last_asked_at: string;
}

const columns = sql`g.id, g.question, g.count, g.reported_count, g.state, g.last_answer_id, g.comment,
  ${isoTime(sql`g.last_asked_at`)} as last_asked_at`;

/** Counts a question that the documents don't answer. A resolved gap opens again; a dismissed one stays. */
export async function countGap(
  db: Queryable,
  gap: { id: string; question: string; fingerprint: string; answerId: string },
): Promise<void> {
  await db.execute(sql`
    insert into gaps as g (id, question, fingerprint, last_answer_id)
    values (${gap.id}, ${gap.question}, ${gap.fingerprint}, ${gap.answerId})
    on conflict (fingerprint) do update set count = g.count + 1, last_asked_at = now(),
      question = excluded.question, last_answer_id = excluded.last_answer_id,
      state = case when g.state = 'resolved' then 'open' else g.state end`);
}

/** Marks the gap of `fingerprint` as reported by a person, and makes it where it isn't yet. */
export async function reportGap(
  db: Queryable,
  gap: { id: string; question: string; fingerprint: string; answerId: string; comment: string | null },
): Promise<GapRow> {
  const [row] = await db.execute<GapRow>(sql`
    insert into gaps as g (id, question, fingerprint, last_answer_id, reported_count, comment)
    values (${gap.id}, ${gap.question}, ${gap.fingerprint}, ${gap.answerId}, 1, ${gap.comment})
    on conflict (fingerprint) do update set reported_count = g.reported_count + 1, state = 'open',
      comment = coalesce(excluded.comment, g.comment)
    returning ${columns}`);
  if (!row) throw new Error("the gap was not stored");
  return row;
}

/** What was searched for in an answer of the caller's. */
export async function findAskedQuestion(
  db: Queryable,
  { access, answerId }: { access: Access; answerId: string },
): Promise<string | undefined> {
  const [row] = await db.execute<{ question: string }>(sql`
    select a.result->>'searched_for' as question from answers a where a.id = ${answerId} and ${readableAnswer(access)}`);
  return row?.question;
}

/** Gaps that a person reported or that were asked at least `least` times; reported and frequent ones first. */
export async function listGaps(
  db: Queryable,
  { state, least, limit }: { state: GapRow["state"]; least: number; limit: number },
): Promise<GapRow[]> {
  return await db.execute<GapRow>(sql`
    select ${columns} from gaps g
    where g.state = ${state} and (g.reported_count > 0 or g.count >= ${least})
    order by g.reported_count desc, g.count desc, g.last_asked_at desc, g.id limit ${limit}`);
}

export async function updateGap(
  db: Queryable,
  { id, state }: { id: string; state: GapRow["state"] },
): Promise<GapRow | undefined> {
  const [row] = await db.execute<GapRow>(
    sql`update gaps g set state = ${state} where g.id = ${id} returning ${columns}`,
  );
  return row;
}
