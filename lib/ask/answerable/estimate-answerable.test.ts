import { beforeAll, describe, expect, test } from "vitest";
import type { EmbeddingModel } from "@/lib/models/embedding-model";
import { loadLocalEmbedding } from "@/lib/models/local-embedding";
import { ranker } from "@/lib/retrieval/ranker";
import { estimateAnswerable } from "./estimate-answerable";

let embeddingModel: EmbeddingModel;
beforeAll(async () => {
  embeddingModel = await loadLocalEmbedding();
});

const passages = [
  {
    title: "Parking",
    section: ["Visitors"],
    context: "Parking > Visitors",
    text: "Visitors park on level 2. The barrier code changes every Monday. A visitor's permit costs £4 a day.",
    score: 0.9,
  },
  {
    title: "Canteen",
    section: ["Hours"],
    context: "Canteen > Hours",
    text: "The canteen is open from 11:30 to 14:00 on working days. Breakfast is not served.",
    score: 0.4,
  },
];

describe("the estimate", () => {
  test("is higher for a question that the passages answer than for one that they don't", async () => {
    const estimate = (question: string) =>
      estimateAnswerable({ question, passages, embeddingModel, ranker: ranker.id });
    const answered = await estimate("On which level do visitors park?");
    const unanswered = await estimate("How many employees work in the Lisbon office?");
    expect(answered.probability).toBeGreaterThan(unanswered.probability ?? 1);
    expect(answered.answerable).toBe(true);
    expect(unanswered.answerable).toBe(false);
    expect(answered.fittedFor).toContain(embeddingModel.id);
  });

  test("is a probability of zero for no passages at all", async () => {
    const none = await estimateAnswerable({
      question: "Who parks?",
      passages: [],
      embeddingModel,
      ranker: ranker.id,
    });
    expect(none).toMatchObject({ probability: 0, answerable: false });
  });

  test("says that it is unfitted for another ranker or embedding model, and decides with caution", async () => {
    const other = { id: "another", embed: embeddingModel.embed };
    for (const options of [
      { embeddingModel, ranker: "another" },
      { embeddingModel: other, ranker: ranker.id },
    ]) {
      const said = await estimateAnswerable({
        question: "On which level do visitors park?",
        passages,
        ...options,
      });
      expect(said).toMatchObject({ probability: null, threshold: null, fittedFor: null, answerable: true });
      const far = await estimateAnswerable({ question: "Who painted the Mona Lisa?", passages, ...options });
      expect(far).toMatchObject({ probability: null, answerable: false });
    }
  });

  test("does not read the question's negation words", async () => {
    const estimate = (question: string) =>
      estimateAnswerable({
        question,
        passages,
        embeddingModel: { id: "another", embed: embeddingModel.embed },
        ranker: "none",
      });
    const plain = await estimate("On which level do visitors park?");
    const denied = await estimate("On which level do visitors not park?");
    const lexical = ({ features }: { features: Record<string, number> }) => [
      features.sentenceCoverage,
      features.passageCoverage,
      features.terms,
      features.unmatchedNames,
    ];
    expect(lexical(denied)).toEqual(lexical(plain));
  });
});
