import { expect, test } from "vitest";
import type { Sentence } from "@/lib/ask/schema";
import { inlineParts } from "./inline-parts";
import { applyEvent, newTurn, toBlocks } from "./thread";

const sentence = (index: number, before: string): Sentence => ({
  index,
  text: `Sentence ${index}.`,
  markers: [],
  status: "proved",
  before,
});

test("sentences come back as the paragraphs and lists that they were", () => {
  const blocks = toBlocks([
    sentence(0, ""),
    sentence(1, " "),
    sentence(2, "\n- "),
    sentence(3, " "),
    sentence(4, "\n- "),
    sentence(5, "\n\n"),
    sentence(6, "\n1. "),
    sentence(7, "\n2. "),
  ]);
  expect(
    blocks.map((block) => [block.kind, block.items.map((item) => item.map(({ index }) => index))]),
  ).toEqual([
    ["paragraph", [[0, 1]]],
    ["list", [[2, 3], [4]]],
    ["paragraph", [[5]]],
    ["numbered", [[6], [7]]],
  ]);
});

test("a list that begins the answer is a list from its first item on", () => {
  const blocks = toBlocks([sentence(0, "- "), sentence(1, "\n- "), sentence(2, "\n\n")]);
  expect(blocks.map(({ kind, items }) => [kind, items.length])).toEqual([
    ["list", 2],
    ["paragraph", 1],
  ]);
});

test("an answer that fails keeps the sentences that were proved before", () => {
  let turn = newTurn("t", "Why?");
  turn = applyEvent(turn, { type: "sentence-added", sentence: sentence(0, "") });
  turn = applyEvent(turn, {
    type: "answer-failed",
    problem: { type: "", title: "Late", status: 504, detail: "", code: "model_timeout", request_id: "req_1" },
  });
  expect(turn.state).toBe("failed");
  expect(turn.sentences).toHaveLength(1);
  expect(turn.problem?.request_id).toBe("req_1");
});

test("strong words and code are split from running text, and nothing is lost", () => {
  expect(inlineParts("Set **two** to `a*b` now")).toEqual([
    { kind: "text", text: "Set " },
    { kind: "strong", text: "two" },
    { kind: "text", text: " to " },
    { kind: "code", text: "a*b" },
    { kind: "text", text: " now" },
  ]);
});
