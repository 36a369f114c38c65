import { execFileSync } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { z } from "zod";
import { type FilePassage, loadFolder } from "./load-folder";

const ordinaryQuestionSchema = z.object({
  id: z.string(),
  /** Halves by document: no document is in both. */
  split: z.enum(["fit", "held-back"]),
  corpus: z.enum(["examples", "fastify", "traefik"]),
  document: z.string(),
  question: z.string(),
  /** Text that the answer must hold; null when the corpus doesn't answer. */
  answer: z.string().nullable(),
});
export type OrdinaryQuestion = z.infer<typeof ordinaryQuestionSchema>;
export type OrdinaryCorpus = OrdinaryQuestion["corpus"];

/** Questions as people ask them, in other words than the text's, and near misses of them. */
export async function loadOrdinaryQuestions(
  root: string,
  name: "ordinary-questions.jsonl" | "ordinary-employees.jsonl" = "ordinary-questions.jsonl",
): Promise<OrdinaryQuestion[]> {
  const file = await readFile(path.join(root, "evals/labelled", name), "utf8");
  return file
    .split("\n")
    .filter(Boolean)
    .map((line) => ordinaryQuestionSchema.parse(JSON.parse(line)));
}

/** Of the documents that no question is about, every sixth is kept: enough to be mistaken for an answer. */
const othersKept = 6;

/** Chunks of a corpus: the sample documents, or those of `docs_NAME.tar.gz` in the folder of test data. */
export async function loadOrdinaryCorpus(options: {
  root: string;
  dataDir: string;
  corpus: OrdinaryCorpus;
  questions: OrdinaryQuestion[];
  countTokens: (text: string) => number;
}): Promise<FilePassage[]> {
  const { root, dataDir, corpus, questions, countTokens } = options;
  if (corpus === "examples") return loadFolder(path.join(root, "examples"), countTokens);
  const folder = await mkdtemp(path.join(tmpdir(), "groundwork-docs-"));
  try {
    execFileSync("tar", ["xzf", path.join(dataDir, `docs_${corpus}.tar.gz`), "-C", folder]);
    const asked = new Set(questions.map(({ document }) => document));
    const passages = await loadFolder(path.join(folder, corpus), countTokens);
    const files = [...new Set(passages.map(({ file }) => file))];
    const kept = new Set(files.filter((file, index) => asked.has(file) || index % othersKept === 0));
    return passages.filter(({ file }) => kept.has(file));
  } finally {
    await rm(folder, { recursive: true });
  }
}
