import type { Database } from "@/db/client";
import { readableState } from "@/db/queries/readable-state";
import { env } from "@/lib/env/env";
import { requireRoom } from "@/lib/limits/admission";
import { answerCache, answerFlights, answerKey } from "./answer-cache";
import type { AskInput } from "./ask-input";
import { turnsOf } from "./standalone-question";
import { understandQuestion } from "./understand-question";

/**
 * Throws `overloaded` when no more answers are made at present, unless this one needs no work: it is in the cache, or
 * being made for somebody else. To be asked before anything is stored.
 */
export async function requireRoomToAnswer(db: Database, input: AskInput): Promise<void> {
  try {
    requireRoom("ask");
  } catch (error) {
    if (!(await isAtHand(db, input))) throw error;
  }
}

async function isAtHand(
  db: Database,
  { access, readableNow, request, cache, today }: AskInput,
): Promise<boolean> {
  const settings = env();
  const goesOn = request.conversation_id !== undefined && request.conversation_id !== "new";
  // What a follow-up asks stands in turns that would have to be read first.
  if (goesOn || cache === false || settings.CACHE_ANSWERS !== "on") return false;
  const understood = understandQuestion(request.question, turnsOf(request.history ?? []));
  if (understood.kind === "refused") return true;
  const key = await answerKey(db, {
    question: understood.question,
    filters: request.filters,
    topK: request.top_k ?? settings.ASK_TOP_K,
    today: today ?? new Date().toISOString().slice(0, 10),
    readable: readableNow?.() ?? (await readableState(db, { access })),
  });
  return answerFlights().has(key) || (await answerCache().find(key)) !== undefined;
}
