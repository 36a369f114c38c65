// The rules of docs/agent-safety.md for answers: every row of every table is run.
import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { CitationBook } from "@/lib/ask/citations";
import { evidenceForQuestion } from "@/lib/ask/evidence-for-question";
import type { FoundPassage } from "@/lib/ask/find-passages";
import { guardText } from "@/lib/ask/guard-passages";
import { echoesPrompt } from "@/lib/ask/prompts/answer-v1";
import { SentenceStream } from "@/lib/ask/sentence-stream";
import { turnsOf } from "@/lib/ask/standalone-question";
import { understandQuestion } from "@/lib/ask/understand-question";
import { embeddingModel } from "@/lib/models/embedding-model";
import type { SearchResult } from "@/lib/retrieval/schema";

type Row = Record<string, string>;

const page = readFileSync(path.resolve(import.meta.dirname, "../../docs/agent-safety.md"), "utf8");
const answers = /## Answers\n([\s\S]*?)\n## /.exec(page)?.[1] ?? "";
const rules = answers
  .split(/^### /m)
  .slice(1)
  .map((text) => ({ id: text.slice(0, 4), title: text.split("\n")[0] ?? "", rows: rowsOf(text) }));

/** Every row of the tables of a rule, by the names of its columns. */
function rowsOf(text: string): Row[] {
  return text.split(/\n\n+/).flatMap((block) => {
    const [head, , ...body] = block.split("\n").filter((line) => line.startsWith("| "));
    const cells = (line: string) => line.slice(2, -2).split(" | ");
    const names = cells(head ?? "");
    return body.map((line) =>
      Object.fromEntries(cells(line).map((cell, index) => [names[index] ?? "", cell])),
    );
  });
}

async function outcomeOf(row: Row): Promise<string> {
  const { asked = "", passage, "the model says": says, "the model writes": writes } = row;
  const document = row["stands in a document"];
  if (document !== undefined)
    return isSetAside(asked || "When is the canteen open?", document) ? "set aside" : "stays";
  if (writes !== undefined) return shownAs(writes);
  if (passage !== undefined && says !== undefined)
    return (await isShown(asked, passage, says)) ? "shown" : "stays out";
  return policyOf(asked, row["asked before"]);
}

function isSetAside(question: string, sentence: string): boolean {
  const text = `The hall has two doors.\n\n${sentence}\n\nThe floor is green.`;
  const kept = guardText({ question, text }).text;
  expect([...kept]).toHaveLength([...text].length);
  expect(kept).toContain("The floor is green.");
  return !kept.includes(sentence);
}

function policyOf(question: string, before: string | undefined): string {
  const history = before ? [{ role: "user" as const, content: before }] : [];
  const understood = understandQuestion(question, turnsOf(history));
  if (understood.kind === "question") return "answered";
  const { reason, sentences } = understood.made.answer;
  if (reason !== "policy") return "answered";
  return `declined: ${sentences[0]?.text ?? ""}`;
}

const declinedWith: Record<string, RegExp> = {
  "own-instructions": /how I am set up/,
  override: /can't set that aside/,
  credentials: /don't hand out passwords/,
  harm: /can't help with that/,
  action: /change nothing/,
};

function shownAs(text: string): string {
  const stream = new SentenceStream({ everyMarkerEnds: false });
  const said = [...stream.push(text), ...stream.end()].filter((sentence) => !echoesPrompt(sentence.text));
  return said.map((sentence) => sentence.text).join(" ") || "nothing";
}

async function isShown(question: string, passage: string, says: string): Promise<boolean> {
  const result = {
    text: passage,
    title: "Page",
    section: [],
    context: "",
    score: 0.5,
    start: 0,
  } as unknown as SearchResult;
  const { text } = guardText({ question, text: passage });
  const found = {
    result,
    readText: text,
    label: { title: "Page", section: [], context: "" },
  } as unknown as FoundPassage;
  const evidence = await evidenceForQuestion({
    parts: [{ question, passages: [found] }],
    embeddingModel: await embeddingModel(),
  });
  const book = new CitationBook(
    [{ marker: 1, result, evidence: { text: evidence.get(result) ?? "", context: "" }, flags: [] }],
    question,
  );
  const stream = new SentenceStream({ everyMarkerEnds: false });
  return [...stream.push(`${says} [1]`), ...stream.end()].every(
    (sentence) => book.check(sentence).status === "proved",
  );
}

describe.each(rules)("$title", ({ rows }) => {
  it.each(rows.length > 0 ? rows : [{ asked: "" }])("%o", async (row) => {
    const expected = row["what happens"] ?? row["shown as"];
    if (expected === undefined) return;
    const outcome = await outcomeOf(row);
    const rule = /^declined: ([\w-]+)$/.exec(expected)?.[1];
    if (rule) expect(outcome).toMatch(declinedWith[rule] ?? /^$/);
    else expect(outcome).toBe(expected);
  });
});

it("every rule has an id of its own, in order", () => {
  expect(rules.map(({ id }) => id)).toEqual(
    rules.map((_, index) => `A-${String(index + 1).padStart(2, "0")}`),
  );
  expect(rules.filter(({ rows }) => rows.length === 0).map(({ id }) => id)).toEqual(["A-11"]);
});
