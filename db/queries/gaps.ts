// Gaps: questions that nobody has answered in writing. Whose question it was is known: somebody else's is seen
// only once it was reported, and only by those who may read every document that was looked at for it.
import { type SQL, sql } from "drizzle-orm";
import type { Access } from "../access";
import type { Queryable } from "../client";
import { isoTime } from "../iso-time";
import { ownAnswer } from "./answers";
import { hasLost } from "./lost-documents";
import { wholeAnswers } from "./shown-answer";

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

export interface NewGap {
  id: string;
  fingerprint: string;
  /** The answer that left the question open; its owner is who asked. */
  answerId: string;
  /** How often it was asked, of which this answer is the last; once unless said otherwise. */
  times?: number;
}

/** Anonymous people are one. */
const asker = (access: Access): string => access.userId ?? "";

/**
 * Answer `id` with what its question may tell of: its own documents, and those of its conversation, which fill
 * references in. Looked up answer by answer, and in a conversation only where something was filled in: a join over
 * both reads every answer there is.
 */
const asked = (id: SQL): SQL => sql`lateral (
  select a.id, coalesce(a.owner, '') as asker, a.question, named.document_ids, named.source_ids
  from (
    select w.id, w.owner, w.conversation_id, w.question as own_question, w.document_ids, w.source_ids,
      coalesce(w.result->>'searched_for', body.result->>'searched_for') as question
    from answers w left join answer_bodies body on body.id = w.body_id where w.id = ${id} offset 0
  ) a cross join lateral (
    select coalesce(array_agg(n.document_id), '{}') as document_ids, coalesce(array_agg(n.source_id), '{}') as source_ids
    from (
      select a.document_ids, a.source_ids
      union all
      select b.document_ids, b.source_ids from answers b
      where a.conversation_id is not null and a.question is distinct from a.own_question
        and b.conversation_id = a.conversation_id and b.id <> a.id
    ) one cross join lateral unnest(one.document_ids, one.source_ids) n(document_id, source_id)
  ) named) asked`;

/**
 * Counts questions that the documents don't answer, at most one for each fingerprint and asker, in one statement. A
 * resolved gap opens again; a dismissed one stays.
 */
export async function countGaps(db: Queryable, gaps: NewGap[]): Promise<void> {
  if (gaps.length === 0) return;
  await db.execute(sql`
    with given as materialized (
      select * from json_to_recordset(${JSON.stringify(gaps)}::json)
        as g(id text, fingerprint text, "answerId" text, times int)),
    gap as (
      insert into gaps as g (id, fingerprint)
      select distinct on (fingerprint) id, fingerprint from given order by fingerprint
      on conflict (fingerprint) do update set state = case when g.state = 'resolved' then 'open' else g.state end
      returning g.id, g.fingerprint
    )
    insert into gap_askers as k (gap_id, asker, question, answer_id, document_ids, source_ids, times)
    select gap.id, asked.asker, asked.question, asked.id, asked.document_ids, asked.source_ids, coalesce(given.times, 1)
    from given join gap on gap.fingerprint = given.fingerprint cross join ${asked(sql`given."answerId"`)}
    ${askedAgain}`);
}

/** What becomes of the row of an asker who asked before. */
export const askedAgain = sql`on conflict (gap_id, asker) do update set times = k.times + excluded.times,
  last_asked_at = now(), ${sql.join(
    ["question", "answer_id", "document_ids", "source_ids"].map((name) =>
      // What was reported is what the person agreed to show.
      sql.raw(`${name} = case when k.reports = 0 then excluded.${name} else k.${name} end`),
    ),
    sql`, `,
  )}`;

/** Marks the gap of an answer of the caller's as reported, and makes it where it isn't yet. Undefined without such an answer. */
export async function reportGap(
  db: Queryable,
  { access, ...gap }: NewGap & { access: Access; comment: string | null },
): Promise<GapRow | undefined> {
  const [row] = await db.execute<{ id: string }>(sql`
    with gap as (
      insert into gaps as g (id, fingerprint)
      select ${gap.id}, ${gap.fingerprint} from answers a where a.id = ${gap.answerId} and ${ownAnswer(access)}
      on conflict (fingerprint) do update set state = 'open' returning g.id
    )
    insert into gap_askers as k (gap_id, asker, question, answer_id, document_ids, source_ids, reports, comment)
    select gap.id, asked.asker, asked.question, asked.id, asked.document_ids, asked.source_ids, 1, ${gap.comment}
    from gap, ${asked(sql`${gap.answerId}`)}
    on conflict (gap_id, asker) do update set reports = k.reports + 1, question = excluded.question,
      answer_id = excluded.answer_id, document_ids = excluded.document_ids, source_ids = excluded.source_ids,
      comment = coalesce(excluded.comment, k.comment)
    returning k.gap_id as id`);
  if (!row) return undefined;
  const [shown] = await db.execute<GapRow>(sql`${selectGaps(access)} where g.id = ${row.id}`);
  return shown;
}

/** What was searched for in an answer of the caller's. */
export async function findAskedQuestion(
  db: Queryable,
  { access, answerId }: { access: Access; answerId: string },
): Promise<string | undefined> {
  const [row] = await db.execute<{ question: string }>(sql`
    select a.result->>'searched_for' as question from ${wholeAnswers} a where a.id = ${answerId} and ${ownAnswer(access)}`);
  return row?.question;
}

/**
 * Gaps that a person reported, and questions that the caller asked at least `least` times; reported and frequent
 * ones first.
 */
export async function listGaps(
  db: Queryable,
  { access, state, least, limit }: { access: Access; state: GapRow["state"]; least: number; limit: number },
): Promise<GapRow[]> {
  return await db.execute<GapRow>(sql`
    ${selectGaps(access)}
    where g.state = ${state} and (shown.reports > 0 or shown.times >= ${least})
    order by shown.reports desc, count desc, shown.last_asked_at desc, g.id limit ${limit}`);
}

/** Sets the state of a gap that the caller sees; undefined when there is none. */
export async function updateGap(
  db: Queryable,
  { access, id, state }: { access: Access; id: string; state: GapRow["state"] },
): Promise<GapRow | undefined> {
  const [row] = await db.execute<GapRow>(sql`
    with seen as (${selectGaps(access)} where g.id = ${id}),
    changed as (update gaps set state = ${state} from seen where gaps.id = seen.id)
    select * from seen`);
  return row && { ...row, state };
}

/** Gaps as the caller sees them: from what others reported and the caller asked, about documents the caller may read. */
function selectGaps(access: Access): SQL {
  const own = sql`k.asker = ${asker(access)}`;
  const first = sql`order by (k.reports > 0) desc, k.last_asked_at desc, k.asker`;
  return sql`
    select g.id, g.state, shown.question, shown.own_answer as last_answer_id, shown.comment,
      shown.reports::int as reported_count, ${isoTime(sql`shown.last_asked_at`)} as last_asked_at,
      case when shown.reports > 0 then (select sum(k.times) from gap_askers k where k.gap_id = g.id) else shown.times end::int as count
    from gaps g join lateral (
      select (array_agg(k.question ${first}))[1] as question, max(k.last_asked_at) as last_asked_at,
        (array_agg(k.answer_id ${first}) filter (where ${own}))[1] as own_answer,
        (array_agg(k.comment ${first}) filter (where k.reports > 0 and k.comment is not null))[1] as comment,
        sum(k.times) as times, sum(k.reports) as reports
      from gap_askers k where k.gap_id = g.id and (k.reports > 0 or ${own}) and not ${hasLost(access, sql`k`)}
      having count(*) > 0
    ) shown on true`;
}
