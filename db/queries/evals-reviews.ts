// What people say of cases and of answers.
import { type SQL, sql } from "drizzle-orm";
import type { Queryable } from "../client";
import { isoTime } from "../iso-time";

export interface ReviewRow extends Record<string, unknown> {
  id: string;
  case_id: string;
  result_id: number | null;
  reviewer: string;
  reviewer_name: string;
  verdict: "right" | "wrong" | "unclear";
  comment: string;
  stale: boolean;
  updated_at: string;
}

const columns = sql`v.id, v.case_id, v.result_id::float8 as result_id, v.reviewer, v.reviewer_name, v.verdict, v.comment,
  v.content_hash <> c.content_hash as stale, ${isoTime(sql`v.updated_at`)} as updated_at`;

/** Stores a reviewer's word on a case, or on one result; a second word replaces the first. */
export async function saveReview(
  db: Queryable,
  review: {
    id: string;
    caseId: string;
    resultId: number | null;
    contentHash: string;
    reviewer: string;
    reviewerName: string;
    verdict: ReviewRow["verdict"];
    comment: string;
  },
): Promise<void> {
  await db.execute(sql`
    insert into eval_reviews (id, case_id, result_id, content_hash, reviewer, reviewer_name, verdict, comment)
    values (${review.id}, ${review.caseId}, ${review.resultId}::bigint, ${review.contentHash}, ${review.reviewer},
      ${review.reviewerName}, ${review.verdict}, ${review.comment})
    on conflict (case_id, coalesce(result_id, 0), reviewer) do update set verdict = excluded.verdict,
      comment = excluded.comment, content_hash = excluded.content_hash, reviewer_name = excluded.reviewer_name,
      updated_at = now()`);
}

/** Reviews of cases, the oldest first. */
export async function listReviews(db: Queryable, { caseIds }: { caseIds: string[] }): Promise<ReviewRow[]> {
  if (caseIds.length === 0) return [];
  return await select(
    db,
    sql`v.case_id in (select jsonb_array_elements_text(${JSON.stringify(caseIds)}::jsonb))`,
  );
}

export interface JudgedLabelRow extends Record<string, unknown> {
  result_id: number;
  /** What the judge said. */
  said: "right" | "wrong";
  /** What a person said of the same answer. */
  label: "right" | "wrong";
}

/** People's words on answers of a suite that a judge graded as well: what it is held against. */
export async function listJudgedLabels(
  db: Queryable,
  of: { datasetId: string; model: string; rubric: string },
): Promise<JudgedLabelRow[]> {
  return await db.execute<JudgedLabelRow>(sql`
    select e.id::float8 as result_id, e.got->'judgement'->>'verdict' as said, v.verdict as label
    from eval_reviews v join eval_cases c on c.id = v.case_id join eval_results e on e.id = v.result_id
    where c.dataset_id = ${of.datasetId} and v.verdict in ('right', 'wrong')
      and e.got->'judgement'->>'verdict' in ('right', 'wrong')
      and e.got->'judgement'->>'model' = ${of.model} and e.got->'judgement'->>'rubric' = ${of.rubric}
    order by e.id, v.id`);
}

/** Reviews of the cases of a suite themselves, for the agreement between reviewers. */
export async function listCaseReviews(
  db: Queryable,
  { datasetId }: { datasetId: string },
): Promise<ReviewRow[]> {
  return await select(db, sql`c.dataset_id = ${datasetId} and v.result_id is null`);
}

async function select(db: Queryable, where: SQL): Promise<ReviewRow[]> {
  return await db.execute<ReviewRow>(sql`
    select ${columns} from eval_reviews v join eval_cases c on c.id = v.case_id
    where ${where} order by v.created_at, v.id`);
}
