import { sql } from "drizzle-orm";
import type { Database } from "../client";
import { executePrepared } from "../prepared";
import {
  type AnswerBody,
  type AnswerWithCitations,
  answersInserted,
  bodiesInserted,
  citationsInserted,
} from "./answers";
import { askedAgain } from "./gaps";

export interface AskedGap {
  id: string;
  fingerprint: string;
  /** Among the answers of the same call, and of no conversation. */
  answerId: string;
  /** What the gap asks. */
  question: string;
  /** How often it was asked, of which this answer is the last. */
  times: number;
}

/**
 * Stores answers that belong to no conversation with all that they leave behind, or nothing of it: one prepared
 * statement, so that the embedded database, which has one transaction at a time, never waits for this process in the
 * middle of one. Gaps at most one for each fingerprint and asker; bodies that are there already may be left out.
 */
export async function insertGivenAnswers(
  db: Database,
  { answers, bodies, gaps }: { answers: AnswerWithCitations[]; bodies: AnswerBody[]; gaps: AskedGap[] },
): Promise<void> {
  const askedIn = new Map(answers.map(({ answer }) => [answer.id, answer]));
  const asked = gaps.map((gap) => {
    const answer = askedIn.get(gap.answerId);
    return {
      ...gap,
      asker: answer?.owner ?? "",
      documentIds: answer?.documents.map(({ id }) => id) ?? [],
      sourceIds: answer?.documents.map(({ sourceId }) => sourceId) ?? [],
    };
  });
  await executePrepared(
    db,
    sql`
    with body as (${bodiesInserted(bodies)}),
    given as (${answersInserted(answers)}),
    cited as (${citationsInserted(answers)}),
    asked as materialized (
      select * from json_to_recordset(${JSON.stringify(asked)}::json) as g(id text, fingerprint text, "answerId" text,
        question text, times int, asker text, "documentIds" text[], "sourceIds" text[])),
    gap as (
      insert into gaps as g (id, fingerprint)
      select distinct on (fingerprint) id, fingerprint from asked order by fingerprint
      on conflict (fingerprint) do update set state = case when g.state = 'resolved' then 'open' else g.state end
      returning g.id, g.fingerprint)
    insert into gap_askers as k (gap_id, asker, question, answer_id, document_ids, source_ids, times)
    select gap.id, a.asker, a.question, a."answerId", a."documentIds", a."sourceIds", a.times
    from asked a join gap on gap.fingerprint = a.fingerprint
    ${askedAgain}`,
  );
}
