import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isSameQuestion } from "./same-question";

const names = fc.constantFrom(
  "the buyer",
  "the seller",
  "an admin",
  "a member",
  "Anna",
  "Bert",
  "the bank",
  "GW-5",
);
const verbs = fc.constantFrom(
  ["invite", "invited"],
  ["pay", "paid"],
  ["inform", "informed"],
  ["remove", "removed"],
  ["replace", "replaced"],
  ["sue", "sued"],
);
const frames = fc.constantFrom("Can", "Must", "Does", "Will", "May");

test("swapped roles never pass, active or passive", () => {
  fc.assert(
    fc.property(names, names, verbs, frames, (a, b, [verb, participle], frame) => {
      fc.pre(a !== b);
      const active = `${frame} ${a} ${verb} ${b}?`;
      expect(isSameQuestion(active, `${frame} ${b} ${verb} ${a}?`), active).toBe(false);
      const be = frame === "Does" ? `Is ${a}` : `${frame} ${a} be`;
      // "Can A invite B" and "Can A be invited by B"
      expect(isSameQuestion(active, `${be} ${participle} by ${b}?`), active).toBe(false);
    }),
  );
});

test("another number, a negation or another name never passes", () => {
  fc.assert(
    fc.property(fc.nat(5000), fc.nat(5000), (one, other) => {
      fc.pre(one !== other);
      expect(isSameQuestion(`What is the fee in ${one}?`, `What is the fee in ${other}?`)).toBe(false);
    }),
  );
  for (const [one, other] of [
    ["Can a guest invite members?", "Can a guest not invite members?"],
    ["Can a guest invite members?", "Can't a guest invite members?"],
    ["Who may enter with a badge?", "Who may enter without a badge?"],
    ["When did rent rise?", "When will rent rise?"],
    ["How many people live in Rome?", "How many people live in Ghent?"],
  ] as const)
    expect(isSameQuestion(one, other), `${one} | ${other}`).toBe(false);
});

test("it doesn't matter which of the two was asked first", () => {
  const pairs = readFileSync("evals/labelled/near-duplicates.jsonl", "utf8").trim().split("\n");
  for (const line of pairs) {
    const { question, other } = JSON.parse(line) as { question: string; other: string };
    expect(isSameQuestion(question, other), question).toBe(isSameQuestion(other, question));
    expect(isSameQuestion(question, question)).toBe(true);
  }
});

describe("of the labelled near-duplicates", () => {
  const pairs = readFileSync("evals/labelled/near-duplicates.jsonl", "utf8")
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as { question: string; other: string; same: boolean; split: string });

  test("there are at least 200, half of them traps", () => {
    expect(pairs.length).toBeGreaterThanOrEqual(200);
    expect(pairs.filter(({ same }) => !same).length).toBe(pairs.length / 2);
  });

  test("no trap of the held-back half passes, and most that ask the same do", () => {
    const heldBack = pairs.filter(({ split }) => split === "held-back");
    const passed = heldBack.filter(({ question, other }) => isSameQuestion(question, other));
    expect(passed.filter(({ same }) => !same)).toEqual([]);
    expect(passed.length).toBeGreaterThan(heldBack.length / 4);
  });
});
