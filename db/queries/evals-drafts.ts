// What people said and asked as material for cases. Somebody else's answer is told of only to those who may read
// every document that was looked at for it.
import { sql } from "drizzle-orm";
import { type Access, anonymousAccess, readableSources, textArray } from "../access";
import type { Queryable } from "../client";
import { isoTime } from "../iso-time";
import { ownAnswer } from "./answers";
import { hasLost } from "./lost-documents";

export interface DraftOriginRow extends Record<string, unknown> {
  kind: "thumbs-down" | "gap" | "answer";
  answer_id: string;
  question: string;
  refused: boolean;
  reason: string | null;
  comment: string | null;
  at: string;
  case_id: string | null;
}

/**
 * Answers that anybody marked as bad, questions that anybody reported as a gap, and the caller's own answers; the
 * newest first, `limit` of each. Of others' nothing is told that rests on documents the caller may not read.
 */
export async function listDraftOrigins(
  db: Queryable,
  { access, suite, limit }: { access: Access; suite: string; limit: number },
): Promise<DraftOriginRow[]> {
  const caseOf = sql`(select c.id from eval_cases c where c.dataset_id = ${suite} and c.origin = a.id limit 1)`;
  return await db.execute<DraftOriginRow>(sql`
    select * from (
      (select 'thumbs-down' as kind, a.id as answer_id, a.question, a.refused, f.reason, f.comment,
          ${isoTime(sql`f.created_at`)} as at, ${caseOf} as case_id
        from feedback f join answers a on a.id = f.answer_id
        where f.rating = 'down' and not ${hasLost(access, sql`a`)}
        order by f.created_at desc, a.id limit ${limit})
      union all
      (select 'gap', a.id, k.question, a.refused, null, k.comment, ${isoTime(sql`k.last_asked_at`)}, ${caseOf}
        from gaps g join gap_askers k on k.gap_id = g.id join answers a on a.id = k.answer_id
        where g.state = 'open' and k.reports > 0 and not ${hasLost(access, sql`k`)}
        order by k.last_asked_at desc, a.id limit ${limit})
      union all
      (select 'answer', a.id, a.question, a.refused, null, null, ${isoTime(sql`a.created_at`)}, ${caseOf}
        from answers a where ${ownAnswer(access)} and not ${hasLost(access, sql`a`)}
        order by a.created_at desc, a.id limit ${limit})
    ) origins order by at desc, kind, answer_id`);
}

export interface DraftAnswerRow extends Record<string, unknown> {
  id: string;
  question: string;
  refused: boolean;
  result: unknown;
}

/** An answer by its id or the request id of its log line, if the caller may read everything it rests on. */
export async function findDraftAnswer(
  db: Queryable,
  { access, id }: { access: Access; id: string },
): Promise<DraftAnswerRow | undefined> {
  const [row] = await db.execute<DraftAnswerRow>(sql`
    select a.id, a.question, a.refused, a.result from answers a
    where (a.id = ${id} or a.request_id = ${id}) and not ${hasLost(access, sql`a`)}
    order by a.created_at desc limit 1`);
  return row;
}

export interface CitedVersionRow extends Record<string, unknown> {
  version_id: string;
  title: string;
  /** The whole stored text. */
  text: string;
  effective_date: string | null;
  /** Everybody may read it. */
  open: boolean;
}

/** Versions that an answer cited, of documents that the caller may read now. */
export async function readCitedVersions(
  db: Queryable,
  { access, versionIds }: { access: Access; versionIds: string[] },
): Promise<CitedVersionRow[]> {
  return await db.execute<CitedVersionRow>(sql`
    select v.id as version_id, v.title, v.effective_date::text as effective_date,
      coalesce((select string_agg(g.text, '' order by g.ordinal) from document_segments g where g.version_id = v.id), '') as text,
      d.source_id in ${readableSources(anonymousAccess)} as open
    from document_versions v join documents d on d.id = v.document_id
    where d.deleted_at is null and d.source_id in ${readableSources(access)} and v.id = any(${textArray(versionIds)})
    order by v.id`);
}
