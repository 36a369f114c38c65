// Chooses the sentences that answer a question, word for word, from passages that a search found.
// units → lexical features → embeddings for the most promising → ranker → few sentences, with what they lean on.
import { codePointLength } from "@/lib/text/code-points";
import { letOthersIn } from "@/lib/text/let-others-in";
import { type AnalysedQuestion, analyseQuestion } from "./analyse-question";
import { answerUnits, canAnswer, type SourcePassage } from "./answer-units";
import { chooseSentences } from "./choose-sentences";
import { committedReader, readerEmbeddingModel } from "./committed-reader";
import type { RankedUnit } from "./ranked-unit";
import type { Reader } from "./reader";
import { type ScoredUnit, sentenceFeatures } from "./sentence-features";
import { type SentenceRanker, sentenceRanker } from "./sentence-ranker";
import { embeddedText, readingOf, type SentenceVectors, similaritiesTo } from "./sentence-similarities";
import { weighByTrees } from "./sentence-trees";
import { rangeFit } from "./value-ranges";
import { lackOfValue, outsideOfRange, valueTypes } from "./weigh-values";

export interface SelectedSentence {
  passageIndex: number;
  /** Code points of the passage's text, half-open. */
  start: number;
  end: number;
  text: string;
  score: number;
}

/** At most this many sentences are embedded for one question. */
const embeddedAtMost = 18;
/** At most this many are read together with the question. */
const readAtMost = 5;

/**
 * One to three whole sentences, list items or table rows that answer the question best, more for a list or a
 * question of several parts; in reading order, passages by rank, nothing twice. Without an embedding model the
 * choice rests on words alone. Always chooses something when there is a sentence: whether the passages answer
 * at all is `estimateAnswerable`'s to say.
 */
export async function selectSentences({
  question,
  passages,
  embeddingModel = null,
  maxSentences,
}: {
  question: string;
  passages: SourcePassage[];
  embeddingModel?: SentenceVectors | null;
  maxSentences?: number | undefined;
}): Promise<{ sentences: SelectedSentence[] }> {
  const analysed = analyseQuestion(question);
  const ranked = await rankedSentences({ question: analysed, passages, embeddingModel });
  const limit = maxSentences ?? (analysed.several ? 8 : 3);
  const chosen = chooseSentences({ ranked, passages, question: analysed, limit });
  return {
    sentences: chosen.map(({ unit, score }) => {
      const text = passages[unit.passageIndex]?.text ?? "";
      const start = codePointLength(text.slice(0, unit.start));
      return {
        passageIndex: unit.passageIndex,
        start,
        end: start + codePointLength(unit.text),
        text: unit.text,
        score,
      };
    }),
  };
}

/** What was ranked lately: the decision to answer and the choice of sentences look at the same. */
const rankings = new Map<string, Promise<RankedUnit[]>>();
const rankingsAtMost = 16;

/** `rankSentences` with the committed weights, remembered for a while. */
export function rankedSentences(input: {
  question: AnalysedQuestion;
  passages: SourcePassage[];
  embeddingModel: SentenceVectors | null;
}): Promise<RankedUnit[]> {
  const { question, passages, embeddingModel } = input;
  const key = JSON.stringify([
    embeddingModel?.id,
    question.text,
    passages.map(({ text, context, title, section, score }) => [text, context, title, section, score]),
  ]);
  const known = rankings.get(key);
  if (known) return known;
  const made = rankSentences(input);
  made.catch(() => rankings.delete(key));
  if (rankings.size >= rankingsAtMost) rankings.delete(rankings.keys().next().value ?? "");
  rankings.set(key, made);
  return made;
}

/**
 * All units with their features and scores, in reading order. A question in a language that the embedding model
 * doesn't cover is ranked by words alone.
 */
export async function rankSentences({
  question,
  passages,
  embeddingModel,
  ranker = sentenceRanker,
  reader = committedReader(),
  readMost = readAtMost,
  useTrees = true,
}: {
  question: AnalysedQuestion;
  passages: SourcePassage[];
  embeddingModel: SentenceVectors | null;
  ranker?: SentenceRanker;
  reader?: Reader | null;
  /** At most this many are read together with the question. */
  readMost?: number;
  /** Whether the most promising are ordered by the trees; not for what the trees themselves are trained on. */
  useTrees?: boolean;
}): Promise<RankedUnit[]> {
  const units = answerUnits(passages);
  await letOthersIn();
  const blind = sentenceFeatures({
    question,
    units,
    passages,
    similarities: units.map(() => Number.NaN),
  });
  const unread = (scored: ScoredUnit): RankedUnit => {
    const linear = ranker.linear(scored.features);
    const score = ranker.together(linear, null);
    return { ...scored, linear, reader: null, score, plain: score, byTrees: false };
  };
  if (!embeddingModel || question.german) return byWeights(question, blind.map(unread));
  const wanted = topOf(blind.map(unread), embeddedAtMost);
  const { similarities, meetings } = await similaritiesTo({
    question: question.text,
    units,
    passages,
    wanted,
    embeddingModel,
  });
  await letOthersIn();
  const seen = sentenceFeatures({ question, units, passages, similarities, meetings }).map(unread);
  if (!reader || !embeddingModel.readTokens || embeddingModel.id !== readerEmbeddingModel)
    return byWeights(question, seen);
  const asked = reader.question(await readingOf(embeddingModel, question.text));
  const read = topOf(seen, readMost);
  const ranked: RankedUnit[] = [];
  for (const [index, item] of seen.entries()) {
    if (!read.has(index)) {
      ranked.push(item);
      continue;
    }
    const text = embeddedText(item.unit, passages[item.unit.passageIndex]);
    const said = reader.score(asked, reader.sentence(await readingOf(embeddingModel, text)));
    ranked.push({ ...item, reader: said, score: ranker.together(item.linear, said) });
    await letOthersIn();
  }
  if (!useTrees) return byWeights(question, ranked);
  const trees = weighByTrees(weighedSum(question, ranked));
  return weighRanges(question, weighValues(question, trees, 2 * lackOfValue));
}

/** Ordered by the weighted sum alone. */
function byWeights(question: AnalysedQuestion, ranked: RankedUnit[]): RankedUnit[] {
  return weighRanges(question, weighedSum(question, ranked));
}

function weighedSum(question: AnalysedQuestion, ranked: RankedUnit[]): RankedUnit[] {
  return weighValues(question, ranked).map((item) => ({ ...item, plain: item.score }));
}

function weighValues(
  question: AnalysedQuestion,
  ranked: RankedUnit[],
  lack: number = lackOfValue,
): RankedUnit[] {
  if (!valueTypes.has(question.type)) return ranked;
  if (!ranked.some(({ unit, features }) => canAnswer(unit) && features.type >= 0.8)) return ranked;
  return ranked.map((item) => (item.features.type < 0.3 ? { ...item, score: item.score - lack } : item));
}

/** "An order of £2,000" is decided by the row "£1,001 to £5,000", not by its neighbours. */
function weighRanges(question: AnalysedQuestion, ranked: RankedUnit[]): RankedUnit[] {
  if (question.values.length === 0) return ranked;
  const fits = ranked.map(({ unit }) => (canAnswer(unit) ? rangeFit(question.values, unit) : null));
  const holding = new Set(
    ranked.flatMap(({ unit }, index) => (fits[index] === "inside" ? [unit.passageIndex] : [])),
  );
  return ranked.map((item, index) => {
    if (!holding.has(item.unit.passageIndex) || fits[index] === null) return item;
    const change = fits[index] === "inside" ? outsideOfRange : -outsideOfRange;
    return { ...item, score: item.score + change };
  });
}

/** Indexes of the `count` highest scores. */
function topOf(items: RankedUnit[], count: number): Set<number> {
  const order = items
    .map((item, index) => ({ index, score: item.score, able: canAnswer(item.unit) }))
    .filter(({ able }) => able)
    .sort((a, b) => b.score - a.score);
  return new Set(order.slice(0, count).map(({ index }) => index));
}
