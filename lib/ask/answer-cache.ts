// The answer cache: its values, its flights, and all that its key holds.
import type { Database } from "@/db/client";
import type { ReadableState } from "@/db/queries/readable-state";
import { cacheKey, codeVersion, normalizeQuestion } from "@/lib/cache/cache-key";
import { namedCache } from "@/lib/cache/caches";
import { Flights } from "@/lib/cache/single-flight";
import { ValueCache } from "@/lib/cache/value-cache";
import { env } from "@/lib/env/env";
import { languageModel } from "@/lib/models/language-model";
import { ranker } from "@/lib/retrieval/ranker";
import type { SearchFilters } from "@/lib/retrieval/schema";
import { searchModel } from "@/lib/retrieval/search-model";
import { type MadeAnswer, madeAnswerSchema } from "./made-answer";
import { instructions, promptVersion } from "./prompts/answer-v1";
import type { AskEvent } from "./schema";

/** What a flight brings: the answer, and whether this process made it. */
export interface FlownAnswer {
  made: MadeAnswer;
  isOwn: boolean;
}

const shared = globalThis as { groundworkAnswerFlights?: Flights<AskEvent, FlownAnswer> };

/** Answers by `keyInScope`. */
export function answerCache(): ValueCache<MadeAnswer> {
  return namedCache(
    "answers",
    () =>
      new ValueCache<MadeAnswer>({
        name: "answers",
        settings: () => ({ on: env().CACHE_ANSWERS === "on", seconds: env().CACHE_ANSWERS_SECONDS }),
        parse: (value) => madeAnswerSchema.parse(value),
      }),
  );
}

/** Answers that this process is making, by `keyInScope`. */
export function answerFlights(): Flights<AskEvent, FlownAnswer> {
  shared.groundworkAnswerFlights ??= new Flights();
  return shared.groundworkAnswerFlights;
}

export interface AnswerScopeInput {
  filters: SearchFilters | undefined;
  topK: number;
  today: string;
  readable: ReadableState;
}

/** Everything that the answer to a question depends on, the question itself left out: who shares it may share answers. */
export async function answerScope(db: Database, input: AnswerScopeInput): Promise<string> {
  const settings = env();
  return cacheKey([
    "answer",
    codeVersion(),
    input.readable.key,
    input.filters ?? {},
    input.topK,
    input.today,
    [(await searchModel(db)).id, settings.EMBEDDING_BASE_URL ?? "", ranker.id],
    [languageModel(settings).id, settings.LLM_BASE_URL ?? "", promptVersion, instructions],
    [settings.LLM_CONTEXT_TOKENS, settings.LLM_MAX_OUTPUT_TOKENS],
    [settings.ASK_UNSUPPORTED, settings.ASK_MIN_CONFIDENCE ?? null],
  ]);
}

/** The key of the answer to `question` among those of one scope. */
export function keyInScope(scope: string, question: string): string {
  return cacheKey([scope, normalizeQuestion(question)]);
}

/** The key of the answer to `input.question`. */
export async function answerKey(
  db: Database,
  input: AnswerScopeInput & { question: string },
): Promise<string> {
  return keyInScope(await answerScope(db, input), input.question);
}
