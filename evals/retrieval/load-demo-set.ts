// Our own questions about the sample corpus, read by the product's own parsers.
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { z } from "zod";
import { parseFile } from "@/lib/ingest/parse/parse-file";
import type { BenchSet } from "./load-sets";

const questionsSchema = z.array(
  z.object({ question: z.string(), expected: z.array(z.object({ document: z.string() })).nullable() }),
);

/** The demo questions that the corpus answers; the right document of each is what counts. */
export async function loadDemoSet(folder = "examples"): Promise<BenchSet> {
  const questions = questionsSchema.parse(
    JSON.parse(await readFile(path.join(folder, "demo_questions.json"), "utf8")),
  );
  const set: BenchSet = { name: "demo", kind: "one-right", documents: [], queries: [] };
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    const file = path.join(entry.parentPath, entry.name);
    if (!entry.isFile() || path.dirname(file) === folder) continue;
    const parsed = await parseFile({ bytes: await readFile(file), filename: entry.name });
    const blocks: string[] = [];
    for await (const block of parsed.blocks) blocks.push(block.separator + block.text);
    set.documents.push({ id: path.relative(folder, file), title: parsed.title, text: blocks.join("") });
  }
  for (const [index, { question, expected }] of questions.entries()) {
    if (!expected) continue;
    const relevant = new Map(expected.map(({ document }) => [document, 1]));
    set.queries.push({ id: String(index), text: question, relevant, group: "demo" });
  }
  return set;
}
