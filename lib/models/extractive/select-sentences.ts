// Chooses the sentences that answer a question, word for word, from passages that a search found.
// units → lexical features → embeddings for the most promising → ranker → few sentences, with what they lean on.
import { codePointLength } from "@/lib/text/code-points";
import { type AnalysedQuestion, analyseQuestion } from "./analyse-question";
import { type AnswerUnit, answerUnits, canAnswer, type SourcePassage } from "./answer-units";
import { committedReader, readerEmbeddingModel } from "./committed-reader";
import type { Reader } from "./reader";
import { type ScoredUnit, sentenceFeatures, startsWithPronoun } from "./sentence-features";
import { type SentenceRanker, sentenceRanker } from "./sentence-ranker";
import { embeddedText, readingOf, type SentenceVectors, similaritiesTo } from "./sentence-similarities";
import { lackOfValue, valueTypes } from "./weigh-values";

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
/** A list is given whole up to this length, whatever the limit of sentences. */
const listAtMost = 12;

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
  const chosen = choose({ ranked, question: analysed, limit });
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

export interface RankedUnit extends ScoredUnit {
  /** Log-odds that the unit holds the answer. */
  score: number;
  /** The same without the reader. */
  linear: number;
  /** What the reader alone says; null for a unit that it didn't read. */
  reader: number | null;
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
}: {
  question: AnalysedQuestion;
  passages: SourcePassage[];
  embeddingModel: SentenceVectors | null;
  ranker?: SentenceRanker;
  reader?: Reader | null;
  /** At most this many are read together with the question. */
  readMost?: number;
}): Promise<RankedUnit[]> {
  const units = answerUnits(passages);
  const blind = sentenceFeatures({
    question,
    units,
    passages,
    similarities: units.map(() => Number.NaN),
  });
  const unread = (scored: ScoredUnit): RankedUnit => {
    const linear = ranker.linear(scored.features);
    return { ...scored, linear, reader: null, score: ranker.together(linear, null) };
  };
  if (!embeddingModel || question.german) return weighValues(question, blind.map(unread));
  const wanted = topOf(blind.map(unread), embeddedAtMost);
  const { similarities, meetings } = await similaritiesTo({
    question: question.text,
    units,
    passages,
    wanted,
    embeddingModel,
  });
  const seen = sentenceFeatures({ question, units, passages, similarities, meetings }).map(unread);
  if (!reader || !embeddingModel.readTokens || embeddingModel.id !== readerEmbeddingModel)
    return weighValues(question, seen);
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
  }
  return weighValues(question, ranked);
}

function weighValues(question: AnalysedQuestion, ranked: RankedUnit[]): RankedUnit[] {
  if (!valueTypes.has(question.type)) return ranked;
  if (!ranked.some(({ unit, features }) => canAnswer(unit) && features.type >= 0.8)) return ranked;
  return ranked.map((item) =>
    item.features.type < 0.3 ? { ...item, score: item.score - lackOfValue } : item,
  );
}

/** Indexes of the `count` highest scores. */
function topOf(items: RankedUnit[], count: number): Set<number> {
  const order = items
    .map((item, index) => ({ index, score: item.score, able: canAnswer(item.unit) }))
    .filter(({ able }) => able)
    .sort((a, b) => b.score - a.score);
  return new Set(order.slice(0, count).map(({ index }) => index));
}

function choose({
  ranked,
  question,
  limit,
}: {
  ranked: RankedUnit[];
  question: AnalysedQuestion;
  limit: number;
}): RankedUnit[] {
  const order = ranked.filter((item) => canAnswer(item.unit)).sort((a, b) => b.score - a.score);
  const best = order[0] ?? [...ranked].sort((a, b) => b.score - a.score)[0];
  if (!best) return [];
  const chosen = new Map<AnswerUnit, RankedUnit>();
  const seen = new Set<string>();
  const add = (item: RankedUnit, most = limit) => {
    if (chosen.size >= most || chosen.has(item.unit)) return;
    const folded = fold(item.unit.text);
    if (seen.has(folded)) return;
    seen.add(folded);
    chosen.set(item.unit, item);
  };
  add(best);
  addList(ranked, best, add);
  lean(ranked, best, add);
  for (const item of order.slice(1, 12)) {
    if (item.score < best.score - (question.several ? 1.6 : 0.9)) break;
    if (item.features.otherName > best.features.otherName) continue;
    add(item);
  }
  return [...chosen.values()].sort(
    (a, b) => a.unit.passageIndex - b.unit.passageIndex || a.unit.start - b.unit.start,
  );
}

/** A line that introduces a list brings the list; an item brings its introduction. */
function addList(
  ranked: RankedUnit[],
  best: RankedUnit,
  add: (item: RankedUnit, most?: number) => void,
): void {
  const same = ranked.filter((item) => item.unit.passageIndex === best.unit.passageIndex);
  if (best.unit.leadIn !== null) {
    const leadIn = same.find((item) => item.unit.order === best.unit.leadIn);
    if (leadIn) add(leadIn);
  }
  for (const item of same) if (item.unit.leadIn === best.unit.order) add(item, listAtMost);
}

/** The sentence before one that begins with "This" or "They". */
function lean(ranked: RankedUnit[], best: RankedUnit, add: (item: RankedUnit) => void): void {
  if (!startsWithPronoun(best.unit)) return;
  const before = ranked.find(
    (item) => item.unit.passageIndex === best.unit.passageIndex && item.unit.order === best.unit.order - 1,
  );
  if (before && before.unit.kind === "sentence") add(before);
}

function fold(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}
