// Where an answer comes from: the cache, a twin that is being made at this moment, or the work itself.
import type { Access } from "@/db/access";
import type { Database } from "@/db/client";
import { readableState } from "@/db/queries/readable-state";
import { cacheMetrics } from "@/lib/cache/cache-metrics";
import { leadOrWait } from "@/lib/cache/lead-or-wait";
import type { FlightWork } from "@/lib/cache/single-flight";
import type { SearchFilters } from "@/lib/retrieval/schema";
import { answerCache, answerFlights, answerScope, type FlownAnswer, keyInScope } from "./answer-cache";
import type { AskInput } from "./ask-input";
import { noteAsked } from "./asked-lately";
import type { MadeAnswer } from "./made-answer";
import { produceAnswer } from "./produce-answer";
import type { AskEvent, CacheUse } from "./schema";
import { findSimilar, rememberQuestion } from "./similar-answers";

export interface ObtainInput {
  access: Access;
  readableNow?: AskInput["readableNow"];
  /** Stands on its own and has passed the policy. */
  question: string;
  filters: SearchFilters | undefined;
  topK: number;
  today: string;
  signal: AbortSignal;
  emit: (event: AskEvent) => void;
  /** Is given what to call for what was proved when the work breaks off. */
  show: (partial: () => MadeAnswer | undefined) => void;
}

export interface ObtainedAnswer {
  made: MadeAnswer;
  cache: CacheUse;
  similarTo?: string;
}

/** So often does one question wait for others that fail before it fails itself. */
const leadersAtMost = 3;

/** Throws what ends the work, or the signal's reason. */
export async function obtainAnswer(db: Database, input: ObtainInput): Promise<ObtainedAnswer> {
  const { access, emit } = input;
  const readable = input.readableNow?.() ?? (await readableState(db, { access }));
  const scope = await answerScope(db, { ...input, readable });
  const key = keyInScope(scope, input.question);
  const known = await answerCache().get(key);
  input.signal.throwIfAborted();
  if (known) {
    for (const event of known.events) emit(event);
    return { made: known, cache: "hit" };
  }
  const similar = await findSimilar(db, { scope, question: input.question, signal: input.signal });
  if (similar) {
    for (const event of similar.made.events) emit(event);
    return { made: similar.made, cache: "similar", similarTo: similar.question };
  }
  const work = (flight: FlightWork<AskEvent, FlownAnswer>) =>
    fly(db, { input, scope, key, readable, flight });
  noteAsked(input.question);
  for (let leader = 1; ; leader++) {
    const { flight, leads } = answerFlights().join(key, work);
    input.show(() => flight.soFar()?.made);
    const waiting: AskEvent[] = [];
    let shown = false;
    try {
      for await (const event of flight.read(input.signal)) {
        // A twin shows nothing until there is something to say: until then it can wait for another leader.
        if (!leads && !shown && event.type === "passages-found") {
          waiting.push(event);
          continue;
        }
        for (const held of waiting.splice(0)) emit(held);
        shown = true;
        emit(event);
      }
      for (const held of waiting) emit(held);
      const { made, isOwn } = await flight.result;
      if (leads && isOwn) return { made, cache: "miss" };
      cacheMetrics().shared.inc();
      return { made, cache: "shared" };
    } catch (error) {
      if (input.signal.aborted || leads || shown || leader === leadersAtMost) throw error;
    }
  }
}

async function fly(
  db: Database,
  context: {
    input: ObtainInput;
    scope: string;
    key: string;
    readable: Awaited<ReturnType<typeof readableState>>;
    flight: FlightWork<AskEvent, FlownAnswer>;
  },
): Promise<FlownAnswer> {
  const { input, scope, key, readable, flight } = context;
  const { signal, emit } = flight;
  const cache = answerCache();
  const { value: made, led } = await leadOrWait(key, {
    signal,
    find: () => cache.find(key),
    work: async () => {
      const made = await produceAnswer(db, {
        ...input,
        sourceIds: new Set(readable.sourceIds),
        signal,
        emit,
        show: (partial) =>
          flight.show(() => {
            const made = partial();
            return made && { made, isOwn: true };
          }),
      });
      // Kept only under a state that still holds: what was read in between belongs to no other.
      const { key: stateNow } = await readableState(db, input);
      if (stateNow === readable.key) {
        await cache.set(key, made);
        await rememberQuestion(db, { scope, question: input.question, key });
      }
      return made;
    },
  });
  if (!led) for (const event of made.events) emit(event);
  return { made, isOwn: led };
}
