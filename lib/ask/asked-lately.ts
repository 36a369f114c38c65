// Which questions this process has an answer to, or is making one to, for whomever: a glance that needs no database.
import { LRUCache } from "lru-cache";

const shared = globalThis as { groundworkAskedLately?: LRUCache<string, true> };

function asked(): LRUCache<string, true> {
  shared.groundworkAskedLately ??= new LRUCache({ max: 20_000 });
  return shared.groundworkAskedLately;
}

/** `question` normalised, as the answer cache has it. */
export function noteAsked(question: string): void {
  asked().set(question, true);
}

/** False when no answer to it can be at hand in this process. */
export function wasAskedLately(question: string): boolean {
  return asked().has(question);
}
