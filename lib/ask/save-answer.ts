import { createHash } from "node:crypto";
import type { Database, Queryable } from "@/db/client";
import { type AnswerBody, type AnswerWithCitations, insertAnswer } from "@/db/queries/answers";
import { appendMessage } from "@/db/queries/conversations";
import { countGaps, type NewGap } from "@/db/queries/gaps";
import { gapFingerprint } from "@/lib/conversations/gap-fingerprint";
import { saveLater } from "@/lib/conversations/save-later";
import { costOf } from "@/lib/models/prices";
import { addLogFields, requestContext } from "@/lib/telemetry/context";
import { logger } from "@/lib/telemetry/logger";
import { withSpan } from "@/lib/telemetry/spans";
import { newId } from "@/lib/text/new-id";
import type { ProduceInput } from "./ask-input";
import type { MadeAnswer } from "./made-answer";
import type { Answer, AnswerTrace } from "./schema";

export interface GivenAnswer {
  input: ProduceInput;
  made: MadeAnswer;
  answer: Answer;
  trace: AnswerTrace;
}

/**
 * Stores an answer with its citations, trace, message and gap in one transaction, and logs what it was. One from the
 * cache is stored a moment later, unless it is part of a conversation.
 */
export async function saveAnswer(db: Database, given: GivenAnswer): Promise<void> {
  const { input, answer } = given;
  log(answer);
  if (input.keep === false) return;
  const isQuick = answer.cache === "hit" || answer.cache === "similar";
  if (isQuick && answer.conversation_id === null)
    await saveLater({ rows: onBody(rowsOf(given), given.made), gap: askedGap(answer) });
  else await withSpan("store answer", {}, () => db.transaction((tx) => store(tx, given)));
}

/** The gap that an answer counts, if it does. */
function gapOf(answer: Answer): NewGap | undefined {
  if (answer.reason !== "not_found") return undefined;
  return { id: newId("gap"), answerId: answer.id, fingerprint: gapFingerprint(answer.searched_for) };
}

function askedGap(answer: Answer) {
  const gap = gapOf(answer);
  return gap && { ...gap, question: answer.searched_for };
}

async function store(tx: Queryable, given: GivenAnswer): Promise<void> {
  const { answer } = given;
  await insertAnswer(tx, rowsOf(given));
  if (answer.conversation_id)
    await appendMessage(tx, {
      id: newId("msg"),
      conversationId: answer.conversation_id,
      role: "assistant",
      text: answer.answer,
      answerId: answer.id,
    });
  const gap = gapOf(answer);
  if (gap) await countGaps(tx, [gap]);
}

/** Ids, times and counts; never what was asked or answered. */
function log(answer: Answer): void {
  const { input_tokens: inputTokens, output_tokens: outputTokens } = answer.usage;
  const { user_id, key_id } = requestContext().fields;
  const fields = {
    answer_id: answer.id,
    model: answer.model,
    prompt_version: answer.prompt_version,
    chunks: answer.chunk_ids,
    chunks_used: answer.chunk_ids.length,
    refused: answer.refused,
    reason: answer.reason,
    confidence: answer.confidence,
    sentences: answer.sentences.length,
    tokens: { input: inputTokens, output: outputTokens },
    cost: costOf(answer.model, { inputTokens, outputTokens }),
    ...(answer.cache && { cache: answer.cache, cache_hit: answer.cache !== "miss" }),
  };
  addLogFields(fields);
  logger().info(
    {
      request_id: answer.request_id,
      trace_id: answer.trace_id,
      user_id,
      key_id,
      ...fields,
      latency_ms: answer.latency_ms,
    },
    "answer",
  );
}

function rowsOf({ input, made, answer, trace }: GivenAnswer): AnswerWithCitations {
  return {
    answer: {
      id: answer.id,
      owner: input.access.userId,
      conversationId: answer.conversation_id,
      question: answer.question,
      refused: answer.refused,
      reason: answer.reason,
      confidence: answer.confidence,
      model: answer.model,
      promptVersion: answer.prompt_version,
      result: answer,
      trace,
      documents: made.documents,
      requestId: answer.request_id,
      traceId: answer.trace_id,
    },
    citations: answer.citations.map((citation) => ({
      marker: citation.marker,
      chunkId: Number(citation.chunk_id),
      documentId: citation.document_id,
      versionId: citation.version_id,
      sourceId: made.citedSources[citation.chunk_id] ?? "",
      title: citation.title,
      page: citation.page,
      section: citation.section,
      quote: citation.quote,
      start: citation.start,
      end: citation.end,
      effectiveDate: citation.effective_date,
    })),
  };
}

const bodies = new WeakMap<MadeAnswer, AnswerBody>();

/** The same rows with what all answers of `made` share taken out of them. */
function onBody(rows: AnswerWithCitations, made: MadeAnswer): AnswerWithCitations {
  const body = bodies.get(made) ?? bodyOf(made);
  bodies.set(made, body);
  const { result, trace } = rows.answer;
  return {
    ...rows,
    body,
    answer: { ...rows.answer, result: ownPart(result, body.result), trace: ownPart(trace, body.trace) },
  };
}

function bodyOf({ answer, trace }: MadeAnswer): AnswerBody {
  const id = createHash("sha256")
    .update(JSON.stringify([answer, trace]))
    .digest("hex");
  return { id, result: answer, trace };
}

/** The fields of `whole` that aren't the very ones of `common`. */
function ownPart(whole: object, common: object): Record<string, unknown> {
  const known = new Map<string, unknown>(Object.entries(common));
  return Object.fromEntries(Object.entries(whole).filter(([name, value]) => known.get(name) !== value));
}
