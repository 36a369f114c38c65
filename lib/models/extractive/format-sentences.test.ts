import { expect, test } from "vitest";
import type { ModelPassage } from "../schema";
import { formatSentences } from "./format-sentences";

/** A passage of one sentence, by the id of its document. */
function passage(documentId: string, text: string, marker: number): ModelPassage {
  return {
    marker,
    chunkId: String(marker),
    documentId,
    title: documentId,
    section: [],
    context: "",
    text,
    start: 0,
    effectiveDate: null,
    score: 1,
  };
}

function format(documents: { id: string; text: string; score: number }[]): string[] {
  const passages = documents.map(({ id, text }, index) => passage(id, text, index + 1));
  const sentences = documents.map(({ text, score }, passageIndex) => ({
    passageIndex,
    start: 0,
    end: text.length,
    text,
    score,
  }));
  return formatSentences({ passages, sentences });
}

const near = { text: "A locked account opens by itself.", score: -1.2 };
const best = { text: "A password has 14 characters.", score: -0.9 };

test("the document with the best sentence comes first, whatever the ids and also below zero", () => {
  const answer = ["A password has 14 characters. [2]", "\n\nA locked account opens by itself. [1]"];
  expect(
    format([
      { id: "a", ...near },
      { id: "b", ...best },
    ]),
  ).toEqual(answer);
  expect(
    format([
      { id: "b", ...near },
      { id: "a", ...best },
    ]),
  ).toEqual(answer);
});

test("of equally good documents the one found first comes first", () => {
  expect(
    format([
      { id: "b", ...near },
      { id: "a", ...best, score: near.score },
    ])[0],
  ).toBe("A locked account opens by itself. [1]");
});
