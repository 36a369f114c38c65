import { findValues, type TextValue } from "@/lib/text/find-values";
import { type Word, wordsOf } from "@/lib/text/words";
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
  terms: QuestionTerm[];
  values: TextValue[];
  type: AnswerType;
  /** Asks for several things: "which documents", "what are the steps", or two questions in one. */
  several: boolean;
  /** Stems of neighbouring content words. */
  pairs: [string, string][];
}

// Words that ask rather than tell what is asked about.
const askingWords = new Set(
  "name type kind sort many much long often far old amount number term mean definition define called known explain describe happen happens say says viel viele lange oft heißt".split(
    " ",
  ),
);

/** What a question looks for. */
export function analyseQuestion(question: string): AnalysedQuestion {
  const words = wordsOf(question);
  const content = words.filter((word) => !word.stop && !askingWords.has(word.lower));
  const chosen = content.length > 0 ? content : words;
  const seen = new Set<string>();
  const terms: QuestionTerm[] = [];
  for (const word of chosen) {
    if (seen.has(word.stem)) continue;
    seen.add(word.stem);
    terms.push({
      stem: word.stem,
      lower: word.lower,
      weight: wordWeight(word.lower),
      name: isName(question, word),
    });
  }
  const pairs = chosen
    .slice(1)
    .map((word, index): [string, string] => [chosen[index]?.stem ?? "", word.stem]);
  return {
    text: question,
    terms,
    values: findValues(question),
    type: answerTypeOf(question.toLowerCase()),
    several: asksSeveral(question.toLowerCase()),
    pairs,
  };
}

function isName(question: string, word: Word): boolean {
  if (/\d/.test(word.text)) return true;
  return word.start > 0 && /^\p{Lu}/u.test(word.text) && !/[.?!]\s*$/.test(question.slice(0, word.start));
}

function answerTypeOf(question: string): AnswerType {
  const has = (pattern: RegExp) => pattern.test(question);
  if (
    has(
      /\bhow (?:much|high)\b.*\b(?:cost|pay|paid|price|fee|charge|budget|spend|spent|worth|refund|allowance|salary|limit|cap|money|earn)|\b(?:what|which) (?:is|was|are|were)? ?(?:the )?(?:price|cost|fee|budget|salary|amount of money)\b|\bwas kostet|\bwie teuer/,
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
      /\bwhen\b|\b(?:what|which|in what|in which) (?:year|date|day|month|decade|century)\b|\bwann\b|\bseit wann|\bby what date|\bdeadline/,
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
