import { readFile } from "node:fs/promises";
import path from "node:path";
import { z } from "zod";

const passageSchema = z.object({
  text: z.string(),
  context: z.string(),
  title: z.string(),
  section: z.array(z.string()),
  document: z.string(),
});
export type CollectedPassage = z.infer<typeof passageSchema>;

const questionSchema = z.object({
  /** Which collection of questions it is of. */
  set: z.string(),
  question: z.string(),
  /** Texts of which the answer holds one. */
  answers: z.array(z.string()),
  /** The paragraph that a SQuAD question was written for. */
  paragraph: z.string().optional(),
  /** What is left out together in cross-validation. */
  group: z.string(),
  heldBack: z.boolean(),
  answerable: z.boolean(),
  /** How it came about: as asked, or with what answers it taken away. */
  kind: z.enum([
    "squad",
    "squad-near",
    "squad-paragraph-gone",
    "squad-article-gone",
    "company",
    "company-gone",
    "swapped",
  ]),
  /** Numbers of the passages that the search found, best first. */
  passages: z.array(z.number().int()),
});
export type CollectedQuestion = z.infer<typeof questionSchema>;

/** What `evals/fit/collect-questions.ts` wrote. */
export async function readCollected(
  folder: string,
): Promise<(CollectedQuestion & { found: CollectedPassage[] })[]> {
  const passages = await lines(path.join(folder, "passages.jsonl"), passageSchema);
  const questions = await lines(path.join(folder, "questions.jsonl"), questionSchema);
  return questions.map((item) => ({
    ...item,
    found: item.passages.flatMap((index) => passages[index] ?? []),
  }));
}

async function lines<T>(file: string, schema: z.ZodType<T>): Promise<T[]> {
  const text = await readFile(file, "utf8");
  return text
    .split("\n")
    .filter(Boolean)
    .map((line) => schema.parse(JSON.parse(line)));
}
