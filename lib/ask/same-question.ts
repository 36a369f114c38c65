// Whether two questions ask the same, by their words: the guard in front of answers to similar questions. It says yes
// only where each difference is one that can't change the answer (articles, auxiliaries, word forms, order that a
// passive or a leading phrase explains). Vectors bring the two together; they see hardly any difference between
// "may" and "may not", 2023 and 2024, or "A pays B" and "B pays A". English; for other languages it says no.
import { findValues } from "@/lib/text/find-values";
import { looksGerman, wordsOf } from "@/lib/text/words";

const set = (words: string) => new Set(words.split(/\s+/).filter(Boolean));

/** May differ freely. */
const empty = set(
  `a an the do does is are am be been being will would i me my mine you your yours we us our ours it its to of for
   at in on into there this that so please also get gets s have has as use used`,
);
/** Ask for the past. */
const past = set("did was were had");
const obliging = set("must should need needs required require has-to");
const permitting = set("may can could might allowed possible able permitted");
/** Turn an answer round: these must be the same, and as many of each. */
const turning = set(
  `not no never none nor neither nobody nothing without cannot except unless before after until till since during-not
   first last next previous former earlier later early late yesterday today tomorrow now still already again
   more less most least fewer fewest maximum minimum max min highest lowest largest smallest longest shortest over
   under above below between at-least at-most only all every each any some both either per off out up down from
   with against instead he she him her his hers they them their who-whom if or and but than too enough always
   often sometimes ever yet only`,
);
const questionWords = set("who whom whose what which where when why how");
const beForms = set("is are am be been being was were");
const irregularParticiples = set(
  `built found kept sold paid bought made met lost left told held taught sent spent done gone seen read put cut set
   brought caught fought thought understood won worn run begun debited known shown grown drawn thrown`,
);
const leading = set("in on at during for from with without by if after before since until to of");

interface Parsed {
  question: string;
  modal: "obliging" | "permitting" | "none";
  isPast: boolean;
  turning: string;
  values: string;
  /** Stems of the words that carry the question, in their order. */
  content: string[];
  isPassive: boolean;
  /** Stems that a leading preposition or "if" opens the question with, before a comma. */
  fronted: string[];
  hasGenitive: boolean;
}

/** True when `one` and `other` can only have the same answer, as far as their words tell. Symmetric; some microseconds. */
export function isSameQuestion(one: string, other: string): boolean {
  if (looksGerman(one) || looksGerman(other)) return false;
  const [a, b] = [parse(one), parse(other)];
  if (a.question !== b.question || a.isPast !== b.isPast || a.turning !== b.turning || a.values !== b.values)
    return false;
  if (a.modal !== b.modal && a.modal !== "none" && b.modal !== "none") return false;
  if (a.content.length === 0 || sorted(a.content) !== sorted(b.content)) return false;
  const isSameOrder = a.content.join(" ") === b.content.join(" ");
  // "Does A pay B" and "Is A paid by B" have one order and two meanings.
  if (a.isPassive !== b.isPassive) return !isSameOrder && isRotation(a.content, b.content);
  if (isSameOrder) return true;
  return isMovedPhrase(a, b) || isMovedPhrase(b, a) || isGenitive(a, b);
}

function parse(text: string): Parsed {
  const plain = text
    .toLowerCase()
    .replaceAll("’", "'")
    .replace(/\bcan(?:'t|not)\b/g, "can not")
    .replace(/\bwon't\b/g, "will not")
    .replace(/n't\b/g, " not")
    .replace(/\b(who|what|where|when|how|it|that|there)'s\b/g, "$1 is")
    .replace(/\b(?:have|has) to\b/g, "must")
    .replace(/\bis it (?:possible|allowed)\b/g, "can")
    .replace(/\b(?:at|from) (?:what|which) time\b|\bfrom when on\b/g, "when")
    .replace(/\b(how long (?:do|does|did|will|is|are)\b.*?)\s(?:last|lasting)\b/g, "$1")
    .replace(/\bwhat(?: do| does| did| will)\b(.*)\bcost\b/g, "how much is$1");
  const words = wordsOf(plain);
  const lower = words.map((word) => word.lower.replace(/'s$/, ""));
  const content: string[] = [];
  const turns: string[] = [];
  for (const [index, word] of words.entries()) {
    const form = lower[index] ?? "";
    if (turning.has(form)) turns.push(form);
    else if (!isFunctionWord(form) && !(form === "by" || questionWords.has(form))) content.push(word.stem);
  }
  const comma = plain.indexOf(",");
  const opens = comma > 0 && leading.has(lower[0] ?? "");
  return {
    question: questionClass(lower),
    modal: lower.some((form) => obliging.has(form))
      ? "obliging"
      : lower.some((form) => permitting.has(form))
        ? "permitting"
        : "none",
    isPast: lower.some((form) => past.has(form)),
    turning: sorted(turns),
    values: sorted(
      findValues(plain)
        .map(({ kind, key, unit }) => `${kind} ${key} ${unit}`)
        .concat(lower.filter((form) => /\d/.test(form))),
    ),
    content,
    isPassive:
      lower.some((form) => beForms.has(form)) &&
      lower.some(
        (form) => !permitting.has(form) && !obliging.has(form) && !empty.has(form) && isParticiple(form),
      ),
    fronted: opens
      ? words.flatMap((word, index) =>
          word.end <= comma && !isFunctionWord(lower[index] ?? "") && !turning.has(lower[index] ?? "")
            ? [word.stem]
            : [],
        )
      : [],
    hasGenitive: /\w's\b|s'(?=\s)/.test(plain),
  };
}

function isFunctionWord(form: string): boolean {
  return empty.has(form) || past.has(form) || obliging.has(form) || permitting.has(form) || form === "during";
}

function isParticiple(form: string): boolean {
  return /(?:ed|en)$/.test(form) || irregularParticiples.has(form);
}

/** What is asked for: a person, a thing, a time, how much of what. */
function questionClass(lower: string[]): string {
  const at = lower.findIndex((form) => questionWords.has(form));
  const word = lower[at];
  if (word === undefined) return "whether";
  if (word === "how") {
    const next = lower[at + 1] ?? "";
    return /^(?:many|much|long|often|far|old|high|thick|deep|big|fast|tall|wide|heavy|late|early)$/.test(next)
      ? `how ${next}`
      : "how";
  }
  if (word === "whom" || word === "whose") return "who";
  return word === "which" ? "what" : word;
}

function isRotation(one: string[], other: string[]): boolean {
  const doubled = ` ${[...one, ...one].join(" ")} `;
  return doubled.includes(` ${other.join(" ")} `);
}

/** "In the evening, when does …": the phrase before the comma stands at the end of the other. */
function isMovedPhrase(one: Parsed, other: Parsed): boolean {
  const { fronted, content } = one;
  if (fronted.length === 0) return false;
  return [...content.slice(fronted.length), ...fronted].join(" ") === other.content.join(" ");
}

/** "The code of the barrier" and "the barrier's code". */
function isGenitive(one: Parsed, other: Parsed): boolean {
  if (one.hasGenitive === other.hasGenitive || one.content.length > 4) return false;
  return isRotation(one.content, other.content);
}

function sorted(values: string[]): string {
  return [...values].sort().join(" ");
}
