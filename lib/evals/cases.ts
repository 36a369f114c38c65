// Cases as the review page sees them, and what people say of them.

import type { z } from "zod";
import { type Database, database } from "@/db/client";
import { type CaseRow, findCase, findDataset, listCases as readCases, setVerified } from "@/db/queries/evals";
import { findResult } from "@/db/queries/evals-results";
import { listCaseReviews, listReviews, saveReview } from "@/db/queries/evals-reviews";
import { AppError } from "@/lib/errors/app-error";
import { newId } from "@/lib/text/new-id";
import { resolveQuotes } from "./resolve-quotes";
import {
  type CaseListQuery,
  type EvalCase,
  evalCaseSchema,
  goldenCaseSchema,
  type reviewRequestSchema,
  reviewSchema,
} from "./schema";
import { cohensKappa } from "./statistics/kappa";
import { suiteDocuments } from "./sync-suite";

export async function listCases({
  query,
}: {
  query: CaseListQuery;
}): Promise<{ data: EvalCase[]; total: number }> {
  const db = await database();
  const { rows, total } = await readCases(db, {
    datasetId: query.suite,
    state: query.state,
    kind: query.kind,
    tag: query.tag,
    queued: query.queued,
    q: query.q,
    limit: query.limit,
    offset: query.offset,
  });
  return { data: await withReviews(rows), total };
}

/** Throws `not_found`. */
export async function getCase({ id }: { id: string }): Promise<EvalCase> {
  const row = await findCase(await database(), { id });
  const [item] = row ? await withReviews([row]) : [];
  if (!item) throw new AppError("not_found");
  return item;
}

/**
 * A person's word on a case, or on one result of it. A case is verified while at least one person says that it is
 * right as it stands and none says otherwise; a draft that is verified joins the set and the gate. Throws `not_found`,
 * and `conflict` for a case made here whose passages don't stand in the suite's documents, or not yet.
 */
export async function reviewCase(review: {
  id: string;
  reviewer: { id: string; name: string };
  word: z.infer<typeof reviewRequestSchema>;
}): Promise<EvalCase> {
  const db = await database();
  const { id, reviewer, word } = review;
  const row = await findCase(db, { id });
  if (!row) throw new AppError("not_found");
  if (word.result_id !== undefined && (await findResult(db, { id: word.result_id }))?.case_id !== id)
    throw new AppError("not_found");
  const madeHere = row.origin !== "file" && row.origin !== "import";
  if (word.verdict === "right" && word.result_id === undefined && madeHere) await requirePassages(db, row);
  await db.transaction(async (tx) => {
    await saveReview(tx, {
      id: newId("rvw"),
      caseId: id,
      resultId: word.result_id ?? null,
      contentHash: row.content_hash,
      reviewer: reviewer.id,
      reviewerName: reviewer.name,
      verdict: word.verdict,
      comment: word.comment,
    });
    const words = (await listReviews(tx, { caseIds: [id] })).filter(
      (one) => one.result_id === null && !one.stale,
    );
    const verified = words.length > 0 && words.every(({ verdict }) => verdict === "right");
    await setVerified(tx, { id, verified });
  });
  return getCase({ id });
}

async function requirePassages(db: Database, row: CaseRow): Promise<void> {
  const dataset = await findDataset(db, { id: row.dataset_id });
  const documents = await suiteDocuments(db, dataset?.source_ids ?? []);
  if (resolveQuotes(goldenCaseSchema.parse(row.content), documents).problems.length > 0)
    throw new AppError("conflict", {
      public:
        "A passage of this case is not found in the suite’s documents. A copy that was just made is read within a minute; otherwise take the passage out of the case.",
    });
}

/** How far reviewers of the same cases agree: Cohen's kappa over the first two of each. */
export async function reviewAgreement({ suite }: { suite: string }) {
  const words = (await listCaseReviews(await database(), { datasetId: suite })).filter(({ stale }) => !stale);
  const byCase = new Map<string, string[]>();
  for (const { case_id, verdict } of words) byCase.set(case_id, [...(byCase.get(case_id) ?? []), verdict]);
  const pairs = [...byCase.values()].flatMap(([one, other]): [string, string][] =>
    one && other ? [[one, other]] : [],
  );
  return pairs.length === 0 ? null : cohensKappa(pairs);
}

async function withReviews(rows: CaseRow[]): Promise<EvalCase[]> {
  const reviews = await listReviews(await database(), { caseIds: rows.map(({ id }) => id) });
  return rows.map((row) =>
    evalCaseSchema.parse({
      ...row,
      suite: row.dataset_id,
      reviews: reviews
        .filter((review) => review.case_id === row.id)
        .map((review) => reviewSchema.parse(review)),
    }),
  );
}
