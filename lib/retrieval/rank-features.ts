// What the reranker looks at. Each feature says something of any text in any domain; none knows a certain word
// but the question words that ask for a number, a person or a place.
import type { AnalyzedQuestion, QuestionWord } from "./analyze-question";
import { type ChunkTokens, chunkTokens } from "./chunk-tokens";
import type { Candidate } from "./find-candidates";

export const featureNames = [
  "similarity",
  "similarityBelowBest",
  "vectorRank",
  "textScore",
  "textRank",
  "fused",
  "coverage",
  "coverageWithContext",
  "saturation",
  "bestSentence",
  "bestTwoSentences",
  "bestWindow",
  "pairs",
  "context",
  "rarestMissing",
  "namesMissing",
  "numberWanted",
  "nameWanted",
  "length",
] as const;
export type FeatureName = (typeof featureNames)[number];

const windowWords = 15;
const wantsNumber =
  /^(?:.*\b)?(?:how (?:many|much|long|old|far|often|large|big|high|tall|fast)|when|(?:what|which|in what|in which) (?:year|years|date|day|month|century|decade|percent\w*|number|amount|age|time)|wie ?(?:viele?|lange?|oft|hoch|alt|weit)|wann|bis wann)\b/i;
const wantsName =
  /^(?:.*\b)?(?:who|whom|whose|where|which (?:person|company|city|country|team)|wer|wem|wen|wo|wohin|woher)\b/i;

/** One row of features for each candidate, in the order of `featureNames`; most lie between 0 and 1. */
export function rankFeatures(question: AnalyzedQuestion, candidates: Candidate[]): Float64Array[] {
  const similarities = candidates.map(({ similarity }) => similarity ?? 0);
  const bestSimilarity = Math.max(...similarities, 0);
  const bestText = Math.max(...candidates.map(({ text }) => text?.score ?? 0), Number.EPSILON);
  const bestFused = Math.max(...candidates.map(({ fused }) => fused), Number.EPSILON);
  const asks = { number: wantsNumber.test(question.text), name: wantsName.test(question.text) };
  const tokens = candidates.map(({ row }) => chunkTokens(row));
  const averageLength = tokens.reduce((sum, { stems }) => sum + stems.length, 0) / Math.max(1, tokens.length);
  const byStem = new Map<string, number[]>();
  for (const [index, word] of question.words.entries())
    byStem.set(word.stem, [...(byStem.get(word.stem) ?? []), index]);
  return candidates.map((candidate, index) => {
    const similarity = similarities[index] ?? 0;
    const chunk = tokens[index] ?? chunkTokens(candidate.row);
    const words = wordFeatures({ question: question.words, byStem, chunk, averageLength, asks });
    return Float64Array.of(
      similarity,
      similarity - bestSimilarity,
      candidate.vector ? 1 / (1 + candidate.vector.rank) : 0,
      (candidate.text?.score ?? 0) / bestText,
      candidate.text ? 1 / (1 + candidate.text.rank) : 0,
      candidate.fused / bestFused,
      ...words,
      Math.log(1 + chunk.stems.length / 100),
    );
  });
}

interface WordInput {
  question: QuestionWord[];
  byStem: Map<string, number[]>;
  chunk: ChunkTokens;
  averageLength: number;
  asks: { number: boolean; name: boolean };
}

interface Match {
  position: number;
  word: number;
}

function wordFeatures({ question, byStem, chunk, averageLength, asks }: WordInput): number[] {
  const matches: Match[] = [];
  for (const [position, stem] of chunk.stems.entries()) {
    const words = byStem.get(stem);
    if (words) for (const word of words) matches.push({ position, word });
  }
  const times = new Float64Array(question.length);
  for (const { word } of matches) times[word] = (times[word] ?? 0) + 1;
  const weightOf = (test: (word: QuestionWord, index: number) => boolean) =>
    question.reduce((sum, word, index) => sum + (test(word, index) ? word.weight : 0), 0);
  const inText = (index: number) => (times[index] ?? 0) > 0;
  const inContext = (word: QuestionWord) => chunk.contextStems.has(word.stem);
  const missing = question.filter((word, index) => !inText(index) && !inContext(word));
  const heaviest = Math.max(...question.map(({ weight }) => weight), Number.EPSILON);
  const k = 1.2 * (0.25 + (0.75 * chunk.stems.length) / Math.max(1, averageLength));
  const saturation = question.reduce((sum, { weight }, index) => {
    const count = times[index] ?? 0;
    return sum + (weight * count) / (count + k);
  }, 0);
  const sentences = bestSentences(question, matches, chunk);
  return [
    weightOf((_, index) => inText(index)),
    weightOf((word, index) => inText(index) || inContext(word)),
    saturation,
    sentences.one,
    sentences.two,
    bestWindow(question, matches),
    pairs(question, matches),
    weightOf(inContext),
    missing.reduce((most, { weight }) => Math.max(most, weight), 0) / heaviest,
    missing.filter(({ name }) => name).reduce((sum, { weight }) => sum + weight, 0),
    asks.number ? holds(chunk, byStem, sentences.at, 1) : 0,
    asks.name ? holds(chunk, byStem, sentences.at, 2) : 0,
  ];
}

/** Largest share of the question in one sentence and in two that follow one another, and where that is. */
function bestSentences(question: QuestionWord[], matches: Match[], chunk: ChunkTokens) {
  const shares = new Map<number, Set<number>>();
  for (const { position, word } of matches) {
    const sentence = chunk.sentences[position] ?? 0;
    const words = shares.get(sentence) ?? new Set<number>();
    words.add(word);
    shares.set(sentence, words);
  }
  const share = (words: Iterable<number>) => {
    let sum = 0;
    for (const word of words) sum += question[word]?.weight ?? 0;
    return sum;
  };
  const best = { one: 0, two: 0, at: -1 };
  for (const [sentence, words] of shares) {
    const own = share(words);
    if (own > best.one) Object.assign(best, { one: own, at: sentence });
    const next = shares.get(sentence + 1);
    best.two = Math.max(best.two, next ? share(new Set([...words, ...next])) : own);
  }
  return best;
}

/** Largest share of the question within a few words' distance. */
function bestWindow(question: QuestionWord[], matches: Match[]): number {
  const counts = new Uint16Array(question.length);
  let share = 0;
  let best = 0;
  let first = 0;
  for (const match of matches) {
    const before = counts[match.word] ?? 0;
    counts[match.word] = before + 1;
    if (before === 0) share += question[match.word]?.weight ?? 0;
    for (
      let left = matches[first];
      left && match.position - left.position >= windowWords;
      left = matches[++first]
    ) {
      const others = (counts[left.word] ?? 1) - 1;
      counts[left.word] = others;
      if (others === 0) share -= question[left.word]?.weight ?? 0;
    }
    best = Math.max(best, share);
  }
  return best;
}

/** Share of the question's neighbouring words that stand as near to each other and in the same order. */
function pairs(question: QuestionWord[], matches: Match[]): number {
  const near = new Set<number>();
  for (const [index, match] of matches.entries()) {
    for (let next = index + 1; next < matches.length; next++) {
      const other = matches[next];
      if (!other || other.position - match.position > 3) break;
      if (other.word === match.word + 1) near.add(match.word);
    }
  }
  let found = 0;
  let all = 0;
  for (let index = 0; index + 1 < question.length; index++) {
    const [one, two] = [question[index], question[index + 1]];
    if (!one || !two || two.position - one.position > 3) continue;
    all += one.weight + two.weight;
    if (near.has(index)) found += one.weight + two.weight;
  }
  return all > 0 ? found / all : 0;
}

/** 1 when the best sentence or a neighbour holds a word of that kind that isn't the question's own, else -1. */
function holds(chunk: ChunkTokens, byStem: Map<string, number[]>, sentence: number, kind: number): number {
  if (sentence < 0) return -1;
  for (const [position, own] of chunk.sentences.entries()) {
    if (own < sentence || own > sentence + 1) continue;
    if (((chunk.kinds[position] ?? 0) & kind) !== 0 && !byStem.has(chunk.stems[position] ?? "")) return 1;
  }
  return -1;
}
