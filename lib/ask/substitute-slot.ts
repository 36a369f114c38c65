import { wordsOf } from "@/lib/text/words";

const prepositions =
  "in|for|at|from|on|with|to|of|during|after|before|below|above|under|over|by|without|within|between|als|für|bei|mit|aus|nach|von|vor|im|am|zum|zur";
const withPreposition = new RegExp(`^(${prepositions})\\s+(.+)$`, "i");
const determiner = /^(?:the|a|an|our|my|your|der|die|das|den|dem)\s+/i;

/**
 * The earlier question with `phrase` in the place of what it stands against: "in Hamburg" for "in Bristol",
 * "the TW-310" for "the GW-5 gateway", "grade 7" for "grade 6". Where nothing stands against it, it is added.
 */
export function substituteSlot(previous: string, phrase: string): string {
  const question = previous.replace(/[?!.\s]+$/u, "");
  const [, preposition, object] = withPreposition.exec(phrase) ?? [];
  const head = (object ?? phrase).replace(determiner, "");
  const swapped =
    swapNumbered(question, head) ??
    swapCode(question, head) ??
    swapPlace(question, head, preposition) ??
    swapSameHead(question, object ?? phrase);
  if (swapped) return `${swapped}?`;
  return preposition ? `${question} ${phrase}?` : `${question} for ${phrase}?`;
}

/** "grade 7" for "grade 6". */
function swapNumbered(question: string, head: string): string | undefined {
  const [, word] = /^(\p{L}+)\s+[\d.]+$/u.exec(head) ?? [];
  if (!word) return undefined;
  const slot = new RegExp(`\\b${word}\\s+[\\d.]*\\d`, "iu");
  return slot.test(question) ? question.replace(slot, head) : undefined;
}

/** "TW-310" for "GW-5 gateway": a code, with the small-letter noun that says what it is. */
function swapCode(question: string, head: string): string | undefined {
  const code = /\b\p{Lu}+[\p{L}]*-?\d[\p{L}\p{N}-]*(?:\s+(?:gateway|sensor|probe|device|unit|model))?\b/u;
  if (!new RegExp(`^${code.source}$`, "u").test(head) || !code.test(question)) return undefined;
  return question.replace(code, head);
}

/** "Hamburg" for "Bristol", after the same preposition where one is given. */
function swapPlace(question: string, head: string, preposition: string | undefined): string | undefined {
  if (!/^\p{Lu}[\p{L}-]+(?:\s\p{Lu}[\p{L}-]+)*$/u.test(head)) return undefined;
  const before = preposition ?? "in|at|for|from|bei";
  const slot = new RegExp(
    `\\b(${before})\\s+((?:the\\s+)?\\p{Lu}[\\p{L}-]+(?:\\s\\p{Lu}[\\p{L}-]+)*)(\\s+office)?`,
    "u",
  );
  return slot.test(question)
    ? question.replace(
        slot,
        (_all, word: string, _name, office?: string) => `${word} ${office ? `the ${head}${office}` : head}`,
      )
    : undefined;
}

/** "the security service" for "the cleaning service": another word before the same noun. */
function swapSameHead(question: string, phrase: string): string | undefined {
  const words = wordsOf(phrase.replace(determiner, ""));
  const last = words.at(-1);
  if (!last || words.length < 2) return undefined;
  const inQuestion = wordsOf(question);
  const at = inQuestion.findIndex((word, index) => index > 0 && word.stem === last.stem);
  const modifier = inQuestion[at - 1];
  const noun = inQuestion[at];
  if (!modifier || !noun || modifier.stop) return undefined;
  return `${question.slice(0, modifier.start)}${phrase.replace(determiner, "")}${question.slice(noun.end)}`;
}
