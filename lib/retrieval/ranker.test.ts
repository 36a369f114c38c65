import { describe, expect, it } from "vitest";
import type { AnalyzedQuestion } from "./analyze-question";
import type { Candidate } from "./find-candidates";
import { featureNames, rankFeatures } from "./rank-features";
import { openRanker, ranker } from "./ranker";
import file from "./weights/ranker.json";

const question: AnalyzedQuestion = {
  text: "When did the oil crisis begin?",
  words: ["oil", "crisis", "begin"].map((lower, index) => ({
    text: lower,
    lower,
    stem: { oil: "oil", crisis: "crisi", begin: "begin" }[lower] ?? lower,
    weight: [0.4, 0.4, 0.2][index] ?? 0,
    name: false,
    position: index + 3,
  })),
  terms: ["oil", "crisi", "begin"],
  textConfig: "english",
};
let id = 1_000_000;
const candidate = (text: string, similarity: number): Candidate => ({
  chunkId: id++,
  vector: { score: similarity, rank: 1 },
  text: { score: 5, rank: 1 },
  fused: 0.03,
  similarity,
  row: {
    chunkId: id,
    documentId: "d",
    versionId: "v",
    title: "Energy",
    source: "s",
    sourceId: "s",
    uri: "u",
    type: "text",
    page: null,
    section: [],
    start: 0,
    end: text.length,
    text,
    context: "Energy",
    effectiveDate: null,
    ordinal: 0,
    similarity,
  },
});

describe("the reranker", () => {
  it("prefers the chunk whose one sentence says all that was asked to one that scatters it", () => {
    const together = candidate("Prices rose. The oil crisis began in October 1973. Later it ended.", 0.6);
    const scattered = candidate(
      "Oil was cheap. There was a crisis of trust. Talks begin soon. Nothing else was said.",
      0.6,
    );
    const [first = 0, second = 0] = rankFeatures(question, [together, scattered]).map(ranker.sum);
    expect(first).toBeGreaterThan(second);
  });

  it("gives finite numbers between 0 and 1, also for an empty chunk or none", () => {
    const sums = rankFeatures(question, [candidate("", 0), candidate("…", -1)]).map(ranker.sum);
    const scores = sums.map(ranker.probability);
    for (const score of scores) expect(score).toBeGreaterThanOrEqual(0);
    for (const score of scores) expect(score).toBeLessThanOrEqual(1);
    expect(rankFeatures(question, [])).toEqual([]);
  });

  it("measures coverage, sentence and pairs as shares of the question", () => {
    const [row] = rankFeatures(question, [candidate("The oil crisis was long.", 0.5)]);
    const value = (name: (typeof featureNames)[number]) => row?.[featureNames.indexOf(name)];
    expect(value("coverage")).toBeCloseTo(0.8);
    expect(value("bestSentence")).toBeCloseTo(0.8);
    expect(value("pairs")).toBeCloseTo(0.8 / 1.4);
    expect(value("rarestMissing")).toBeCloseTo(0.5);
  });

  it("refuses weights that were fitted for other features", () => {
    const other = { ...file, products: [], features: featureNames.slice(1) };
    expect(() => openRanker(other)).toThrow("npm run fit:ranker");
  });

  it("says where its weights come from", () => {
    expect(file.id).toBe(ranker.id);
    expect(file.command).toBe("npm run fit:ranker");
    expect(file.data).toMatchObject({ embeddingModel: "all-MiniLM-L6-v2/int8" });
  });
});
