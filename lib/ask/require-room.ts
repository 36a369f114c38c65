import type { Database } from "@/db/client";
import { readableState } from "@/db/queries/readable-state";
import { env } from "@/lib/env/env";
import { hasRoom, isBounded, keepPlace, requireRoom } from "@/lib/limits/admission";
import { redisState } from "@/lib/redis/redis";
import { answerCache, answerFlights, answerKey } from "./answer-cache";
import type { AskInput } from "./ask-input";
import { wasAskedLately } from "./asked-lately";
import type { AskRequest } from "./schema";
import { turnsOf } from "./standalone-question";
import { understandQuestion } from "./understand-question";

/**
 * Throws `overloaded` when no more answers are made at present and this one can't be at hand, whoever asks: without
 * the database, which may be what is busy. What it lets through is for `requireRoomToAnswer` to look at. With `keep` an
 * answer that has to be made gets a place until the returned function is called, and counts for those that come after.
 */
export function refuseEarly(request: AskRequest, { keep }: { keep: boolean }): () => void {
  if (!hasRoom("ask") && !mayBeAtHand(request)) requireRoom("ask");
  return keep && isBounded("ask") && !mayBeAtHand(request) ? keepPlace("ask") : () => {};
}

function mayBeAtHand(request: AskRequest): boolean {
  if (goesOn(request) || env().CACHE_ANSWERS !== "on") return false;
  const understood = understandQuestion(request.question, turnsOf(request.history ?? []));
  // Another replica may have made it.
  return understood.kind === "refused" || redisState() === "ok" || wasAskedLately(understood.question);
}

/** What a follow-up asks stands in turns that would have to be read first. */
function goesOn({ conversation_id }: AskRequest): boolean {
  return conversation_id !== undefined && conversation_id !== "new";
}

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
  if (goesOn(request) || cache === false || settings.CACHE_ANSWERS !== "on") return false;
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
