// What a question asks for: its words, how much each says in this corpus, and its terms for text search.
import type { Database } from "@/db/client";
import { type QueryTerm, queryTerms } from "@/db/queries/query-terms";
import { type Word, wordsOf } from "@/lib/text/words";

export interface QuestionWord {
  text: string;
  lower: string;
  stem: string;
  /** Share of the question's whole weight, by how rare the word is in the corpus; they add up to 1. */
  weight: number;
  /** A number, or a name by its capital letter inside the question. */
  name: boolean;
  /** Position among all words of the question, small ones counted. */
  position: number;
}

export interface AnalyzedQuestion {
  /** What goes into the embedding model. */
  text: string;
  /** Words that carry meaning, each once; empty when there is nothing to search for. */
  words: QuestionWord[];
  /** Terms for text search, each as often as its word stands in the question. */
  terms: string[];
  /** Text-search configuration of the question's language, as far as the corpus has it. */
  textConfig: string | undefined;
}

/** So many different words are enough for any question; longer ones are cut. */
const mostWords = 100;
const mostTimes = 5;

/** Looks the words of `question` up in the dictionaries and statistics of the corpus: one statement. */
export async function analyzeQuestion(db: Database, question: string): Promise<AnalyzedQuestion> {
  const text = cleanText(question);
  const all = wordsOf(text);
  const words = distinctWords(all);
  if (words.length === 0) return { text, words: [], terms: [], textConfig: undefined };
  const { terms, textConfigs } = await queryTerms(db, { words: words.map((word) => word.lower) });
  const textConfig = mainConfig(words.length, terms, textConfigs);
  const meant = words.map((_, index) =>
    terms.some((term) => term.word === index && term.textConfig === textConfig),
  );
  const kept = terms.filter((term) => meant[term.word]);
  return {
    text,
    words: weighted(words, meant, kept),
    terms: words.flatMap(({ times }, index) => {
      const own = new Set(kept.filter((term) => term.word === index).map((term) => term.term));
      return [...own].flatMap((term) => Array.from({ length: times }, () => term));
    }),
    textConfig,
  };
}

interface CountedWord extends Word {
  position: number;
  times: number;
}

/** Each word once, with the number of times it stands there: what is said again is what a long question is about. */
function distinctWords(all: Word[]): CountedWord[] {
  const distinct = new Map<string, CountedWord>();
  for (const [position, word] of all.entries()) {
    const known = distinct.get(word.lower);
    if (known) known.times = Math.min(known.times + 1, mostTimes);
    else distinct.set(word.lower, { ...word, position, times: 1 });
  }
  return [...distinct.values()].slice(0, mostWords);
}

/** Without what has no place in UTF-8 or in Postgres: lone surrogates and NUL. */
export function cleanText(text: string): string {
  return text.replace(/[\uD800-\uDFFF\0]/gu, " ").trim();
}

/** The language of the corpus in which most words of the question are stop words: small words give a language away. */
function mainConfig(count: number, terms: QueryTerm[], textConfigs: string[]): string | undefined {
  let best: { config: string; stops: number } | undefined;
  for (const config of textConfigs) {
    const found = new Set(terms.filter((term) => term.textConfig === config).map((term) => term.word));
    const stops = config === "simple" ? -1 : count - found.size;
    const better = !best || stops > best.stops || (stops === best.stops && config === "english");
    if (better) best = { config, stops };
  }
  return best?.config;
}

function weighted(words: CountedWord[], meant: boolean[], terms: QueryTerm[]): QuestionWord[] {
  const weights = words.map((_, index) =>
    terms.filter((term) => term.word === index).reduce((most, term) => Math.max(most, term.weight), 0),
  );
  const heaviest = Math.max(...weights, 0);
  const kept = words.flatMap((word, index) =>
    // A word that the corpus doesn't have says as much as its rarest.
    meant[index] ? [{ word, weight: word.times * (weights[index] || heaviest || 1) }] : [],
  );
  const total = kept.reduce((sum, { weight }) => sum + weight, 0);
  return kept.map(({ word, weight }) => ({
    text: word.text,
    lower: word.lower,
    stem: word.stem,
    weight: weight / total,
    name: /\p{N}/u.test(word.text) || (word.position > 0 && /^\p{Lu}/u.test(word.text)),
    position: word.position,
  }));
}
