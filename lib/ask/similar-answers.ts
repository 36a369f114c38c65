// Answers to questions that say the same in other words. Off unless CACHE_SIMILAR_QUESTIONS says on. A question is taken
// for another only within one scope (same documents, access, settings), where their vectors are as near as was fitted
// and the guard finds no difference that could matter. The list of questions is this process's own.
import { LRUCache } from "lru-cache";
import { z } from "zod";
import type { Database } from "@/db/client";
import { env } from "@/lib/env/env";
import { searchModel } from "@/lib/retrieval/search-model";
import { answerCache } from "./answer-cache";
import type { MadeAnswer } from "./made-answer";
import { isSameQuestion } from "./same-question";
import fitted from "./similar-questions.json";

const { model: fittedFor, threshold } = z.object({ model: z.string(), threshold: z.number() }).parse(fitted);

interface Known {
  question: string;
  vector: Float32Array;
  key: string;
}

const scopesAtMost = 200;
const questionsAtMost = 300;
const shared = globalThis as { groundworkKnownQuestions?: LRUCache<string, Known[]> };

function knownQuestions(): LRUCache<string, Known[]> {
  shared.groundworkKnownQuestions ??= new LRUCache({ max: scopesAtMost });
  return shared.groundworkKnownQuestions;
}

/** The kept answer of the nearest question that asks the same. Undefined when off, or for a model that it wasn't fitted for. */
export async function findSimilar(
  db: Database,
  { scope, question, signal }: { scope: string; question: string; signal: AbortSignal },
): Promise<{ made: MadeAnswer; question: string } | undefined> {
  const known = env().CACHE_SIMILAR_QUESTIONS === "on" ? knownQuestions().get(scope) : undefined;
  if (!known) return undefined;
  const model = await searchModel(db);
  if (model.id !== fittedFor) return undefined;
  const [vector] = await model.embed([question], { signal });
  if (!vector) return undefined;
  const near = known
    .map((other) => ({ ...other, cosine: dot(vector, other.vector) }))
    .filter(({ cosine }) => cosine >= threshold)
    .sort((one, other) => other.cosine - one.cosine);
  for (const other of near) {
    if (!isSameQuestion(question, other.question)) continue;
    const made = await answerCache().find(other.key);
    if (made) return { made, question: other.question };
  }
  return undefined;
}

/** Lets later questions be answered by the answer under `key`. */
export async function rememberQuestion(
  db: Database,
  { scope, question, key }: { scope: string; question: string; key: string },
): Promise<void> {
  if (env().CACHE_SIMILAR_QUESTIONS === "off") return;
  const [vector] = await (await searchModel(db)).embed([question]);
  if (!vector) return;
  const known = knownQuestions().get(scope) ?? [];
  knownQuestions().set(scope, [...known.slice(1 - questionsAtMost), { question, vector, key }]);
}

function dot(one: Float32Array, other: Float32Array): number {
  let sum = 0;
  for (let at = 0; at < one.length; at++) sum += (one[at] ?? 0) * (other[at] ?? 0);
  return sum;
}
