// The rules of docs/agent-safety.md for the agent: every row of every table is run.
import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import type { StepRow } from "@/db/queries/agent-runs";
import { injectionSignals } from "@/lib/guard/injection-signals";
import { argumentOrigins } from "./argument-origins";
import { ownWords } from "./own-words";
import { proveMessage } from "./prove-message";

const page = readFileSync(path.resolve(import.meta.dirname, "../../../docs/agent-safety.md"), "utf8");
const rules = (/## The agent\n([\s\S]*?)\n## /.exec(page)?.[1] ?? "").split(/^### /m).slice(1);

function rowsOf(rule: string): string[][] {
  const [, , ...rows] = rule.split("\n").filter((line) => line.startsWith("| "));
  return rows.map((line) => line.slice(2, -2).split(" | "));
}

function stepThatRead(quote: string): StepRow {
  const passage = {
    document_id: "doc_1",
    version_id: "ver_1",
    source_id: "src_1",
    source: "General",
    title: "Gate",
    section: [],
    page: null,
    quote,
    start: 0,
    end: [...quote].length,
    flags: injectionSignals(quote).length > 0 ? ["contains_instructions"] : [],
  };
  return { kind: "tool", state: "done", tool: "open_document", output: { passages: [passage] } } as StepRow;
}

const outcomes: Record<string, (first: string, second: string) => string> = {
  "B-01": (quote, text) => {
    const { sentences } = proveMessage(text, { steps: [stepThatRead(quote)], said: "What does it say?" });
    return sentences.every(({ status }) => status === "proved") ? "proved" : "own words";
  },
  "B-02": (said, text) => {
    const shown = ownWords(text, [said]);
    expect(shown).not.toContain("collector.example");
    return shown === "" ? "left out" : shown === text ? "stays" : "changed";
  },
  "B-03": (words, value) => {
    const [origin] = argumentOrigins({ input: { text: value }, words, steps: [] });
    return origin?.flags.join(", ") || "nothing";
  },
};

describe.each(rules.map((rule) => [rule.slice(0, 4), rule] as const))("%s", (_, rule) => {
  it.each(rowsOf(rule))("%s | %s | %s", (first, second, wanted) => {
    expect(outcomes[rule.slice(0, 4)]?.(first, second)).toBe(wanted);
  });
});

it("has all its rules on the page", () => {
  expect(rules.map((rule) => rule.slice(0, 4))).toEqual(Object.keys(outcomes));
});
