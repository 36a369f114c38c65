import { findValues, type TextValue } from "@/lib/text/find-values";
import { splitSentences } from "@/lib/text/split-sentences";
import { looksGerman, type Word, wordsOf } from "@/lib/text/words";
import { wordWeight } from "./word-weight";

export type AnswerType =
  | "person"
  | "date"
  | "place"
  | "number"
  | "duration"
  | "money"
  | "percent"
  | "time"
  | "reason"
  | "name"
  | "yes-no"
  | "any";

export interface QuestionTerm {
  stem: string;
  lower: string;
  /** How telling the word is, from 0 (everywhere) to 1 (rare). */
  weight: number;
  /** Written with a capital inside the question, or holds a digit. */
  name: boolean;
}

export interface AnalysedQuestion {
  text: string;
  /** Reads as German, where nouns have capitals and words are put together. */
  german: boolean;
  terms: QuestionTerm[];
  values: TextValue[];
  type: AnswerType;
  /** Asks for several things: "which documents", "what are the steps", or two questions in one. */
  several: boolean;
  /** Stem of the thing that is asked for: "which hotel", "how many seats", "what is the price". */
  focus: string | null;
  /** Stems of neighbouring content words. */
  pairs: [string, string][];
}

// Words that ask rather than tell what is asked about.
const askingWords = new Set(
  "name type kind sort many much long often far old amount number term mean definition define called known explain describe happen happens say says viel viele lange oft heißt".split(
    " ",
  ),
);

/** How much a word of what is said before the question counts, beside one of the question. */
const backgroundShare = 0.4;
/** Superlatives single out one of many: an answer without it is about another. */
const superlative =
  /^(?!(?:interest|request|guest|test|rest|best|forest|harvest|invest|west|nest|chest|latest)$)\p{L}{3,}est$/u;

/** What a question looks for. Sentences before the one that asks are background. */
export function analyseQuestion(question: string): AnalysedQuestion {
  const words = wordsOf(question);
  const german = looksGerman(question);
  const asksFrom = startOfAsking(question);
  const content = words.filter((word) => !word.stop && !askingWords.has(word.lower));
  const chosen = content.length > 0 ? content : words;
  const seen = new Map<string, QuestionTerm>();
  for (const word of chosen) {
    const name = isName(question, word, german);
    const single = superlative.test(word.lower) ? 0.8 : 0;
    const share = word.start < asksFrom && !name ? backgroundShare : 1;
    const weight = share * Math.max(single, wordWeight(word.lower));
    const known = seen.get(word.stem);
    if (known) known.weight = Math.max(known.weight, weight);
    else seen.set(word.stem, { stem: word.stem, lower: word.lower, weight, name });
  }
  const pairs = chosen
    .slice(1)
    .map((word, index): [string, string] => [chosen[index]?.stem ?? "", word.stem]);
  const asking = question.slice(asksFrom).trim().toLowerCase();
  return {
    text: question,
    german,
    terms: [...seen.values()],
    values: findValues(question).filter((value) => value.start >= asksFrom),
    type: answerTypeOf(asking),
    several: asksSeveral(asking),
    focus: focusOf(chosen, question, asksFrom),
    pairs,
  };
}

const focusPattern =
  /\b(?:which|whose|how many|how much|what(?: kind of| type of| sort of)?(?: (?:is|are|was|were))?(?: the| our| my)?|welche[rsnm]?|wie ?viele?)\s+$/i;

/** The word that follows "which" or "how many". */
function focusOf(content: Word[], question: string, asksFrom: number): string | null {
  const first = content.findIndex(
    (word) => word.start >= asksFrom && focusPattern.test(question.slice(asksFrom, word.start)),
  );
  if (first < 0) return null;
  return content[first]?.stem ?? null;
}

/** Index of the first sentence that ends in a question mark; 0 when none does. */
function startOfAsking(question: string): number {
  const sentences = splitSentences(question);
  const asking = sentences.find(({ start, end }) => /\?["”’)]*$/.test(question.slice(start, end)));
  return asking?.start ?? 0;
}

function isName(question: string, word: Word, german: boolean): boolean {
  if (/\d/.test(word.text)) return /\p{L}/u.test(word.text);
  if (german) return false;
  return word.start > 0 && /^\p{Lu}/u.test(word.text) && !/[.?!]\s*$/.test(question.slice(0, word.start));
}

function answerTypeOf(question: string): AnswerType {
  const has = (pattern: RegExp) => pattern.test(question);
  if (
    has(
      /\bhow (?:much|high)\b.*\b(?:cost|pay|paid|price|fee|charge|budget|spend|spent|worth|refund|allowance|salary|limit|cap|money|earn)|\b(?:what|which) (?:is|was|are|were)? ?(?:the )?(?:price|cost|fee|budget|salary|amount of money)\b|\bwhat (?:do|does|did|will|can) .*\b(?:cost|get per|get for|earn|get paid)\b|\bwhat .* cost(?:s)?\b|\bwas kostet|\bwie teuer/,
    )
  )
    return "money";
  if (has(/\bwhat (?:percent|percentage|proportion|share)|\bhow many percent|\bprozent/)) return "percent";
  if (has(/\b(?:at )?what time\b|\bum wie viel uhr|\bopening hours|\bwhat are the hours/)) return "time";
  if (
    has(
      /\bhow (?:long|often|frequently|soon|quickly|far in advance)\b|\bwie (?:lange|oft)\b|\bwithin how\b|\b(?:notice|warranty|retention|probation(?:ary)?|waiting) period\b/,
    )
  )
    return "duration";
  if (
    has(
      /\bhow (?:many|much|old|far|tall|high|deep|wide|big|large|fast|heavy|few)\b|\bwie ?viele?\b|\bwhat (?:is|was|were) the (?:number|amount|size|population|height|length|distance|temperature|maximum|minimum|limit)\b/,
    )
  )
    return "number";
  if (
    has(
      /\b(?:until|till|by|since) when\b|\bwhen\b|\bbis wann\b|\b(?:what|which|in what|in which) (?:year|date|day|month|decade|century)\b|\bwann\b|\bseit wann|\bby what date|\bdeadline/,
    )
  )
    return "date";
  if (
    has(
      /\bwho\b|\bwhom\b|\bwhose\b|\bwer\b|\bwem\b|\bwen\b|\b(?:what|which) (?:person|man|woman|king|president|scientist|author|emperor)\b/,
    )
  )
    return "person";
  if (
    has(
      /\bwhere\b|\b(?:what|which) (?:city|country|state|place|location|town|region|continent|room|building|floor)\b|\bwo\b|\bwohin\b/,
    )
  )
    return "place";
  if (
    has(
      /\bwhich (?!of\b|one\b|kinds?\b|types?\b|sorts?\b|are\b|do\b)(?:[a-z-]*[^s\s]|[a-z-]*(?:ss|us|is))(?= )/,
    )
  )
    return "name";
  if (has(/\bwhy\b|\bwarum\b|\bwhat (?:is|was) the reason|\bfor what reason/)) return "reason";
  if (
    has(
      /^(?:is|are|was|were|do|does|did|can|could|may|must|should|shall|will|would|has|have|had|am|darf|dürfen|kann|können|muss|müssen|ist|sind|gibt)\b/,
    )
  )
    return "yes-no";
  return "any";
}

function asksSeveral(question: string): boolean {
  return (
    /\b(?:which|what) (?:are|were)\b|\b(?:list|steps|documents|items|requirements|reasons|types|kinds|ways|all the)\b|\bwelche\b/.test(
      question,
    ) || /\b(?:and|und) (?:how|what|who|when|where|why|which|wie|was|wer|wann|wo)\b/.test(question)
  );
}
