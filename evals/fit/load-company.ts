import { readFile } from "node:fs/promises";
import path from "node:path";
import { z } from "zod";

const companyQuestionSchema = z.object({
  id: z.string(),
  split: z.enum(["fit", "held-back"]),
  question: z.string(),
  /** Text that the answer must hold; null when the corpus doesn't answer. */
  answer: z.string().nullable(),
});
export type CompanyQuestion = z.infer<typeof companyQuestionSchema>;

/** Ordinary questions about the sample corpus, written for fitting; the demo questions are not among them. */
export async function loadCompanyQuestions(root: string): Promise<CompanyQuestion[]> {
  const file = await readFile(path.join(root, "evals/labelled/company-questions.jsonl"), "utf8");
  return file
    .split("\n")
    .filter(Boolean)
    .map((line) => companyQuestionSchema.parse(JSON.parse(line)));
}
