// Test collections as suites, by their layout and not by their names: SQuAD 2 (`squad2.json.gz`, and of its questions
// those of a sample where one stands beside it), and documents, queries and judgements as BEIR has them.
import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { gunzipSync } from "node:zlib";
import { z } from "zod";
import type { GoldenCase } from "@/lib/evals/schema";
import { heldBackArticles } from "../fit/load-squad";
import { loadSets } from "../retrieval/load-sets";

export interface ImportedSet {
  kind: "ask" | "retrieval";
  documents: { name: string; title: string; text: string }[];
  cases: GoldenCase[];
}

/** Throws when the folder holds neither layout. */
export async function readSet(dataDir: string, name: string): Promise<ImportedSet> {
  if (existsSync(path.join(dataDir, name, "squad2.json.gz")))
    return readSquad(path.join(dataDir, name), name);
  const set = (await loadSets(dataDir)).find((one) => one.name === name);
  if (!set) throw new Error(`${name} holds neither squad2.json.gz nor documents, queries and judgements`);
  const documents = new Map(set.documents.map((item) => [item.id, item]));
  return {
    kind: "retrieval",
    documents: set.documents.map(({ id, title, text }) => ({ name: fileName(id), title, text })),
    cases: set.queries.flatMap(({ id, text, relevant }, index) => {
      // Any passage of a relevant document counts: the whole text is what is expected.
      const expected = [...relevant.keys()].flatMap((document) => {
        const quote = documents.get(document)?.text.trim();
        return quote ? [{ document: `${name}/${fileName(document)}`, quote }] : [];
      });
      const made = caseOf({ set: name, id: `q-${id}`, question: text, expected, index });
      return expected.length === 0 ? [] : [{ ...made, kind: "several-passages" as const }];
    }),
  };
}

const squadSchema = z.object({
  data: z.array(
    z.object({
      title: z.string(),
      paragraphs: z.array(
        z.object({
          context: z.string(),
          qas: z.array(
            z.object({
              id: z.string(),
              question: z.string(),
              is_impossible: z.boolean().default(false),
              answers: z.array(z.object({ text: z.string(), answer_start: z.number() })).default([]),
            }),
          ),
        }),
      ),
    }),
  ),
});

/** Ids of a sample that stands beside the set as `questions_N.jsonl`; undefined where there is none. */
async function sampleOf(folder: string): Promise<Set<string> | undefined> {
  const file = (await readdir(folder)).find((one) => /^questions_\d+\.jsonl$/.test(one));
  if (!file) return undefined;
  const lines = (await readFile(path.join(folder, file), "utf8")).split("\n").filter(Boolean);
  return new Set(lines.map((line) => z.object({ id: z.string() }).parse(JSON.parse(line)).id));
}

async function readSquad(folder: string, name: string): Promise<ImportedSet> {
  const sample = await sampleOf(folder);
  const { data } = squadSchema.parse(
    JSON.parse(gunzipSync(await readFile(path.join(folder, "squad2.json.gz"))).toString("utf8")),
  );
  const set: ImportedSet = { kind: "ask", documents: [], cases: [] };
  for (const { title, paragraphs } of data) {
    const file = fileName(title);
    set.documents.push({
      name: file,
      title: title.replaceAll("_", " "),
      text: paragraphs.map(({ context }) => context).join("\n\n"),
    });
    for (const { context, qas } of paragraphs)
      for (const { id, question, is_impossible, answers } of qas) {
        const [first] = answers;
        if ((!is_impossible && !first) || sample?.has(id) === false) continue;
        const made = caseOf({
          set: name,
          id,
          question,
          index: 0,
          expected: first
            ? [{ document: `${name}/${file}`, quote: sentenceAround(context, first.answer_start) }]
            : [],
        });
        set.cases.push({
          ...made,
          kind: is_impossible ? "unanswerable" : "single-fact",
          split: heldBackArticles.has(title) ? "held_back" : "tuning",
          key_points: is_impossible ? [] : [[...new Set(answers.map(({ text }) => text))]],
          expect: is_impossible ? "refuse" : "answer",
          expected: is_impossible ? [] : made.expected,
          tags: [file.replace(/\.txt$/, "").slice(0, 60)],
        });
      }
  }
  return set;
}

function caseOf(of: {
  set: string;
  id: string;
  question: string;
  expected: GoldenCase["expected"];
  index: number;
}): GoldenCase {
  return {
    id: of.id.toLowerCase().replace(/[^a-z0-9-]+/g, "-"),
    kind: "single-fact",
    split: of.index % 3 === 2 ? "held_back" : "tuning",
    question: of.question.trim().slice(0, 2000),
    expect: "answer",
    expected: of.expected,
    key_points: [],
    forbidden_claims: [],
    planted: [],
    forbidden_sources: [],
    tags: [],
    must_pass: false,
    provenance: `imported from ${of.set}`,
    reviewer: { kind: "person", name: `authors of ${of.set}` },
    review: false,
  };
}

/** The sentence of `text` that holds the character at `at`. */
export function sentenceAround(text: string, at: number): string {
  for (const { segment, index } of new Intl.Segmenter("en", { granularity: "sentence" }).segment(text))
    if (at < index + segment.length) return segment.trim();
  return text.trim();
}

function fileName(id: string): string {
  return `${id.normalize("NFKD").replace(/[^\w.-]+/g, "_")}.txt`;
}
