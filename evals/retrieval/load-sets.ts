// Test collections under BENCH_DATA_DIR, by their layout and not by their names.
import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { gunzipSync } from "node:zlib";
import { z } from "zod";

export interface BenchQuery {
  id: string;
  text: string;
  /** Relevant documents and how relevant each is. */
  relevant: Map<string, number>;
  /** What is held back together: the article that a question is about. */
  group: string;
}

export interface BenchSet {
  name: string;
  /** `one-right`: one document answers. `many-right`: judged by how many of the relevant ones are on top. */
  kind: "one-right" | "many-right";
  documents: { id: string; title: string; text: string }[];
  queries: BenchQuery[];
}

/** Every folder that holds a SQuAD file or documents, queries and judgements. */
export async function loadSets(dataDir: string): Promise<BenchSet[]> {
  const sets: BenchSet[] = [];
  for (const entry of (await readdir(dataDir, { withFileTypes: true })).sort((a, b) =>
    a.name.localeCompare(b.name),
  )) {
    if (!entry.isDirectory()) continue;
    const folder = path.join(dataDir, entry.name);
    if (existsSync(path.join(folder, "squad2.json.gz"))) sets.push(await loadSquad(folder, entry.name));
    else if (firstOf(folder, judgements) && firstOf(folder, documents))
      sets.push(await loadJudged(folder, entry.name));
  }
  return sets;
}

const documents = ["docs.jsonl", "corpus.jsonl"];
const judgements = ["qrels.tsv", "qrels/test.tsv"];
const idSchema = z.union([z.string(), z.number()]).transform(String);
const lineSchema = z.object({
  id: idSchema.optional(),
  _id: idSchema.optional(),
  title: z.string().nullish(),
  text: z.string(),
});

async function loadJudged(folder: string, name: string): Promise<BenchSet> {
  const relevant = new Map<string, Map<string, number>>();
  const table = await readFile(path.join(folder, firstOf(folder, judgements) ?? ""), "utf8");
  for (const line of table.split("\n")) {
    const [query = "", document = "", grade = ""] = line.trim().split("\t");
    if (!document || !(Number(grade) > 0)) continue;
    const row = relevant.get(query) ?? new Map<string, number>();
    relevant.set(query, row.set(document, Number(grade)));
  }
  const queries = (await readLines(path.join(folder, "queries.jsonl"))).map(({ id, text }) => ({
    id,
    text,
    relevant: relevant.get(id) ?? new Map<string, number>(),
    group: id,
  }));
  return {
    name,
    kind: "many-right",
    documents: await readLines(path.join(folder, firstOf(folder, documents) ?? "")),
    queries: queries.filter((query) => query.relevant.size > 0),
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
            z.object({ id: z.string(), question: z.string(), is_impossible: z.boolean().default(false) }),
          ),
        }),
      ),
    }),
  ),
});

/** Each paragraph a document, titled like its article; the questions that have an answer. */
async function loadSquad(folder: string, name: string): Promise<BenchSet> {
  const file = squadSchema.parse(
    JSON.parse(gunzipSync(await readFile(path.join(folder, "squad2.json.gz"))).toString("utf8")),
  );
  const set: BenchSet = { name, kind: "one-right", documents: [], queries: [] };
  for (const article of file.data) {
    for (const [index, { context, qas }] of article.paragraphs.entries()) {
      const id = `${article.title}-${index}`;
      set.documents.push({ id, title: article.title.replaceAll("_", " "), text: context });
      for (const { id: query, question, is_impossible } of qas) {
        if (is_impossible) continue;
        set.queries.push({ id: query, text: question, relevant: new Map([[id, 1]]), group: article.title });
      }
    }
  }
  return set;
}

async function readLines(file: string) {
  const lines = (await readFile(file, "utf8")).split("\n").filter(Boolean);
  return lines.map((line) => {
    const { id, _id, title, text } = lineSchema.parse(JSON.parse(line));
    return { id: id ?? _id ?? "", title: title ?? "", text };
  });
}

function firstOf(folder: string, names: string[]): string | undefined {
  return names.find((name) => existsSync(path.join(folder, name)));
}
