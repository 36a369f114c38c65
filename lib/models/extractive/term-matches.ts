import { similarStems } from "@/lib/text/similar-words";
import type { AnalysedQuestion, QuestionTerm } from "./analyse-question";

/** For each term of a question: what a stem of the passages is worth as a form of it, above 0 to 1. */
export type TermMatches = Map<string, Map<string, number>>;

const sharedBeginning = 5;
const derivationWorth = 0.75;
const compoundWorth = 0.7;
/** Words learned to be alike are worth less than the word itself. */
const likenessShare = 0.8;

/**
 * Which stems of `vocabulary` stand for which terms: the same stem, a derived form ("weigh", "weight"), a word of
 * like meaning, and in German a part of a compound ("Auge", "Augenkontakt").
 */
export function termMatches(question: AnalysedQuestion, vocabulary: ReadonlySet<string>): TermMatches {
  const matches: TermMatches = new Map();
  for (const term of question.terms) {
    const own = new Map<string, number>();
    const alike = similarStems(term.stem);
    for (const stem of vocabulary) {
      const worth = worthOf(term, stem, alike.get(stem) ?? 0, question.german);
      if (worth > 0) own.set(stem, worth);
    }
    matches.set(term.stem, own);
  }
  return matches;
}

/** The best match of a term among `stems`, 0 to 1. */
export function matchIn(matches: TermMatches, term: QuestionTerm, stems: ReadonlySet<string>): number {
  const own = matches.get(term.stem);
  if (!own) return stems.has(term.stem) ? 1 : 0;
  let best = 0;
  for (const [stem, worth] of own) if (worth > best && stems.has(stem)) best = worth;
  return best;
}

function worthOf(term: QuestionTerm, stem: string, likeness: number, german: boolean): number {
  if (term.stem === stem) return 1;
  if (term.name || /\d/.test(stem)) return 0;
  const compound = german ? compoundOf(term.stem, stem) : 0;
  return Math.max(likeness * likenessShare, compound, derived(term.stem, stem) ? derivationWorth : 0);
}

/** One begins with the other, or they share nearly all of a long beginning. */
function derived(one: string, other: string): boolean {
  const short = Math.min(one.length, other.length);
  const long = Math.max(one.length, other.length);
  if (short < sharedBeginning || long - short > 4) return false;
  let shared = 0;
  while (shared < short && one[shared] === other[shared]) shared++;
  return shared >= sharedBeginning && shared >= short - 1 && shared / long >= 0.6;
}

function compoundOf(one: string, other: string): number {
  const [short, long] = one.length < other.length ? [one, other] : [other, one];
  if (short.length < 3 || long.length < short.length + 3) return 0;
  if (short.length < 4) return long.startsWith(`${short}e`) ? compoundWorth : 0;
  return long.startsWith(short) || long.endsWith(short) ? compoundWorth : 0;
}
