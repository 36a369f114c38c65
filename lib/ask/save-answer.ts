import type { Database } from "@/db/client";
import { insertAnswer } from "@/db/queries/answers";
import { appendMessage } from "@/db/queries/conversations";
import { countGap } from "@/db/queries/gaps";
import { gapFingerprint } from "@/lib/conversations/gap-fingerprint";
import { addLogFields } from "@/lib/telemetry/context";
import { logger } from "@/lib/telemetry/logger";
import { newId } from "@/lib/text/new-id";
import type { AnswerDraft } from "./answer-draft";
import type { ProduceInput } from "./ask-input";
import type { Answer } from "./schema";

/** Stores an answer with its citations, trace, message and gap in one transaction, and logs what it was. */
export async function saveAnswer(
  db: Database,
  { input, draft }: { input: ProduceInput; draft: AnswerDraft },
): Promise<void> {
  const answer = draft.toAnswer();
  log(answer);
  if (input.keep === false) return;
  await db.transaction(async (tx) => {
    await insertAnswer(tx, {
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
        trace: draft.toTrace(),
        documents: draft.documents(),
        requestId: answer.request_id,
        traceId: answer.trace_id,
      },
      citations: answer.citations.map((citation) => ({
        marker: citation.marker,
        chunkId: Number(citation.chunk_id),
        documentId: citation.document_id,
        versionId: citation.version_id,
        sourceId: draft.sourceIdOf(citation.chunk_id),
        title: citation.title,
        page: citation.page,
        section: citation.section,
        quote: citation.quote,
        start: citation.start,
        end: citation.end,
        effectiveDate: citation.effective_date,
      })),
    });
    if (answer.conversation_id)
      await appendMessage(tx, {
        id: newId("msg"),
        conversationId: answer.conversation_id,
        role: "assistant",
        text: answer.answer,
        answerId: answer.id,
      });
    if (answer.reason === "not_found")
      await countGap(tx, {
        id: newId("gap"),
        answerId: answer.id,
        fingerprint: gapFingerprint(answer.searched_for),
      });
  });
}

/** Ids, times and counts; never what was asked or answered. */
function log(answer: Answer): void {
  const fields = {
    answer_id: answer.id,
    model: answer.model,
    prompt_version: answer.prompt_version,
    chunks: answer.chunk_ids,
    refused: answer.refused,
    reason: answer.reason,
    confidence: answer.confidence,
    sentences: answer.sentences.length,
    usage: answer.usage,
  };
  addLogFields(fields);
  logger().info(
    { request_id: answer.request_id, trace_id: answer.trace_id, ...fields, latency_ms: answer.latency_ms },
    "answer",
  );
}
