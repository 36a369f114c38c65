// Answers as they were given, with what proves them. Each is read by its owner, as far as its sources still are.
import { type SQL, sql } from "drizzle-orm";
import type { Access } from "../access";
import type { Queryable } from "../client";
import { isoTime } from "../iso-time";
import { lostOf, shownResult, shownTrace, unchanged, wholeAnswers } from "./shown-answer";

export interface NewAnswer {
  id: string;
  owner: string | null;
  conversationId: string | null;
  question: string;
  refused: boolean;
  reason: string | null;
  confidence: number | null;
  model: string;
  promptVersion: string;
  result: object;
  trace: object;
  /** Everything that answer and trace show text of, with the source that each was in. */
  documents: { id: string; sourceId: string }[];
  requestId: string;
  traceId: string;
}

export interface NewCitation {
  marker: number;
  chunkId: number;
  documentId: string;
  versionId: string;
  sourceId: string;
  title: string;
  page: number | null;
  section: string[];
  quote: string;
  start: number;
  end: number;
  effectiveDate: string | null;
}

export interface AnswerWithCitations {
  answer: NewAnswer;
  citations: NewCitation[];
  /** What it shares with others, kept once; `result` and `trace` are then what comes on top. */
  body?: AnswerBody | undefined;
}

export interface AnswerBody {
  /** The same for the same content and for no other. */
  id: string;
  result: object;
  trace: object;
}

/** Stores an answer and its citations. */
export async function insertAnswer(db: Queryable, one: AnswerWithCitations): Promise<void> {
  await insertAnswers(db, [one]);
}

/** Keeps bodies that aren't kept yet. */
export async function insertAnswerBodies(db: Queryable, bodies: AnswerBody[]): Promise<void> {
  if (bodies.length === 0) return;
  await db.execute(bodiesInserted(bodies));
}

/** Stores answers and their citations: two statements, however many they are. Their bodies must be there. */
export async function insertAnswers(db: Queryable, all: AnswerWithCitations[]): Promise<void> {
  await db.execute(answersInserted(all));
  if (all.some(({ citations }) => citations.length > 0)) await db.execute(citationsInserted(all));
}

/** The insert of `insertAnswerBodies`, also as part of another statement. */
export function bodiesInserted(bodies: AnswerBody[]): SQL {
  return sql`
    insert into answer_bodies (id, result, trace)
    select id, result, trace from json_to_recordset(${JSON.stringify(bodies)}::json) as b(id text, result jsonb, trace jsonb)
    order by id on conflict (id) do nothing`;
}

/** The insert of answers without their citations. */
export function answersInserted(all: AnswerWithCitations[]): SQL {
  const rows = all.map(({ answer: { documents, ...answer }, body }) => ({
    ...answer,
    bodyId: body?.id ?? null,
    documentIds: documents.map(({ id }) => id),
    sourceIds: documents.map(({ sourceId }) => sourceId),
  }));
  return sql`
    insert into answers (id, owner, conversation_id, question, refused, reason, confidence, model, prompt_version,
      result, trace, document_ids, source_ids, request_id, trace_id, body_id)
    select r.id, r.owner, r."conversationId", r.question, r.refused, r.reason, r.confidence, r.model,
      r."promptVersion", r.result, r.trace, r."documentIds", r."sourceIds", r."requestId", r."traceId", r."bodyId"
    from json_to_recordset(${JSON.stringify(rows)}::json) as r(id text, owner text, "conversationId" text,
      question text, refused boolean, reason text, confidence float8, model text, "promptVersion" text, result jsonb,
      trace jsonb, "documentIds" text[], "sourceIds" text[], "requestId" text, "traceId" text, "bodyId" text)`;
}

/** The insert of the citations of answers. */
export function citationsInserted(all: AnswerWithCitations[]): SQL {
  const cited = all.flatMap(({ answer, citations }) =>
    citations.map((citation) => ({ ...citation, answerId: answer.id })),
  );
  return sql`
    insert into answer_citations (answer_id, marker, chunk_id, document_id, version_id, source_id, title, page,
      section, quote, start, "end", effective_date)
    select r."answerId", r.marker, r."chunkId", r."documentId", r."versionId", r."sourceId", r.title, r.page,
      r.section, r.quote, r.start, r."end", r."effectiveDate"
    from json_to_recordset(${JSON.stringify(cited)}::json) as r("answerId" text, marker int, "chunkId" bigint,
      "documentId" text, "versionId" text, "sourceId" text, title text, page int, section text[], quote text,
      start int, "end" int, "effectiveDate" date)`;
}

export type CitationChange = "no" | "newer-version" | "deleted";

export interface AnswerRow extends Record<string, unknown> {
  id: string;
  result: unknown;
  created_at: string;
  /** For each marker whether its document has changed since. */
  changes: Record<string, CitationChange>;
}

/** Answers `a` that the caller got. */
export function ownAnswer(access: Access): SQL {
  return sql`a.owner is not distinct from ${access.userId}`;
}

/** Marker by marker: is the cited version still the current one of a document that is still there? */
export const citationChanges = sql`coalesce((
  select jsonb_object_agg(c.marker::text, case
    when d.id is null or d.deleted_at is not null then 'deleted'
    when d.current_version_id is distinct from c.version_id then 'newer-version'
    else 'no' end)
  from answer_citations c left join documents d on d.id = c.document_id where c.answer_id = a.id), '{}'::jsonb)`;

/** One answer of the caller's, without what the caller may not read any more. */
export async function findAnswer(
  db: Queryable,
  { access, id }: { access: Access; id: string },
): Promise<AnswerRow | undefined> {
  const [row] = await db.execute<AnswerRow>(sql`
    select a.id, ${shownResult} as result, ${isoTime(sql`a.created_at`)} as created_at, ${citationChanges} as changes
    from ${wholeAnswers} a cross join ${lostOf(access)} where a.id = ${id} and ${ownAnswer(access)}`);
  return row;
}

/** Whether an answer of the caller's may still be shown word for word; undefined when there is no such answer. */
export async function isWholeAnswer(
  db: Queryable,
  { access, id }: { access: Access; id: string },
): Promise<boolean | undefined> {
  const [row] = await db.execute<{ whole: boolean }>(sql`
    select ${unchanged} as whole from ${wholeAnswers} a cross join ${lostOf(access)}
    where a.id = ${id} and ${ownAnswer(access)}`);
  return row?.whole;
}

/** *How this was found* of one answer of the caller's, without passages that the caller may not read any more. */
export async function findAnswerTrace(
  db: Queryable,
  { access, id }: { access: Access; id: string },
): Promise<unknown | undefined> {
  const [row] = await db.execute<{ trace: unknown }>(sql`
    select ${shownTrace} as trace from ${wholeAnswers} a cross join ${lostOf(access)}
    where a.id = ${id} and ${ownAnswer(access)}`);
  return row?.trace;
}

export interface Feedback {
  rating: "up" | "down";
  reason: string | null;
  comment: string | null;
}

/** Sets or replaces what a person thinks of an answer; false when there is no such answer for the caller. */
export async function upsertFeedback(
  db: Queryable,
  { access, answerId, feedback }: { access: Access; answerId: string; feedback: Feedback },
): Promise<boolean> {
  const rows = await db.execute(sql`
    insert into feedback (answer_id, rating, reason, comment)
    select a.id, ${feedback.rating}, ${feedback.reason}, ${feedback.comment} from answers a
    where a.id = ${answerId} and ${ownAnswer(access)}
    on conflict (answer_id) do update set rating = excluded.rating, reason = excluded.reason,
      comment = excluded.comment, created_at = now()
    returning answer_id`);
  return rows.length > 0;
}
