import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, describe, expect, it } from "vitest";
import { goldenCaseSchema } from "@/lib/evals/schema";
import { readSet, sentenceAround } from "./read-sets";

const folder = mkdtempSync(path.join(tmpdir(), "gw-sets-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("Imported sets", () => {
  it("SQuAD 2: an article is a document, an answer's sentence the quote, the impossible a refusal", async () => {
    mkdirSync(path.join(folder, "squad"));
    const context = "Oxygen is a gas. It was named in 1777 by Lavoisier.";
    const answers = [
      { text: "1777", answer_start: context.indexOf("1777") },
      { text: "in 1777", answer_start: context.indexOf("in 1777") },
    ];
    const qas = [
      { id: "a1", question: "When was oxygen named?", is_impossible: false, answers },
      { id: "a2", question: "When was neon named?", is_impossible: true, answers: [] },
    ];
    const file = { data: [{ title: "Imperialism", paragraphs: [{ context, qas }] }] };
    writeFileSync(path.join(folder, "squad/squad2.json.gz"), gzipSync(JSON.stringify(file)));
    const { kind, documents, cases } = await readSet(folder, "squad");
    expect(kind).toBe("ask");
    expect(documents).toEqual([{ name: "Imperialism.txt", title: "Imperialism", text: context }]);
    expect(cases.map((item) => goldenCaseSchema.parse(item))).toEqual(cases);
    expect(cases).toMatchObject([
      {
        id: "a1",
        expect: "answer",
        split: "held_back",
        expected: [{ document: "squad/Imperialism.txt", quote: "It was named in 1777 by Lavoisier." }],
        key_points: [["1777", "in 1777"]],
      },
      { id: "a2", expect: "refuse", expected: [], kind: "unanswerable" },
    ]);
  });

  it("BEIR: each relevant document is to be found, judged irrelevant ones are not", async () => {
    mkdirSync(path.join(folder, "beir/qrels"), { recursive: true });
    const lines = (items: unknown[]) => items.map((item) => JSON.stringify(item)).join("\n");
    writeFileSync(
      path.join(folder, "beir/corpus.jsonl"),
      lines([
        { _id: "d1", title: "One", text: "The first text." },
        { _id: "d2", title: "Two", text: "The second text." },
      ]),
    );
    writeFileSync(path.join(folder, "beir/queries.jsonl"), lines([{ _id: "7", text: "Which is first?" }]));
    writeFileSync(
      path.join(folder, "beir/qrels/test.tsv"),
      "query-id\tcorpus-id\tscore\n7\td1\t2\n7\td2\t0\n",
    );
    const { kind, cases } = await readSet(folder, "beir");
    expect(kind).toBe("retrieval");
    expect(cases.map((item) => goldenCaseSchema.parse(item))).toMatchObject([
      { id: "q-7", expect: "answer", expected: [{ document: "beir/d1.txt", quote: "The first text." }] },
    ]);
  });

  it("another layout is refused by name", async () => {
    mkdirSync(path.join(folder, "other"));
    await expect(readSet(folder, "other")).rejects.toThrow(/^other holds neither/);
  });

  it("a sentence is found around any of its characters", () => {
    const text = "One. Two is here. Three.";
    expect(sentenceAround(text, 0)).toBe("One.");
    expect(sentenceAround(text, text.indexOf("here"))).toBe("Two is here.");
    expect(sentenceAround(text, text.length - 1)).toBe("Three.");
  });
});
