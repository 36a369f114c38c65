import { readFile } from "node:fs/promises";
import path from "node:path";
import { gunzipSync } from "node:zlib";
import { z } from "zod";

const questionSchema = z.object({
  id: z.string(),
  question: z.string(),
  answerable: z.boolean(),
  answers: z.array(z.string()),
  doc: z.string(),
  paragraph: z.number().int(),
});
export type SquadQuestion = z.infer<typeof questionSchema>;
const documentSchema = z.object({ id: z.string(), title: z.string(), text: z.string() });

export interface Paragraph {
  doc: string;
  title: string;
  index: number;
  text: string;
}

/** Articles that nothing is ever fitted on. */
export const heldBackArticles = new Set([
  "Computational_complexity_theory",
  "Imperialism",
  "Warsaw",
  "European_Union_law",
  "Yuan_dynasty",
]);

/** SQuAD 2 dev questions about 16 articles: all of them, or the 600 that are reported on. */
export async function loadSquad(dataDir: string) {
  const folder = path.join(dataDir, "squad2_dev16");
  const documents = lines(await readFile(path.join(folder, "docs.jsonl"), "utf8"), documentSchema);
  const paragraphs: Paragraph[] = documents.flatMap((document) =>
    document.text
      .split("\n\n")
      .map((text, index) => ({ doc: document.id, title: document.title, index, text })),
  );
  const all = lines(
    gunzipSync(await readFile(path.join(folder, "questions_all.jsonl.gz"))).toString("utf8"),
    questionSchema,
  );
  const reported = lines(await readFile(path.join(folder, "questions_600.jsonl"), "utf8"), questionSchema);
  return { documents, paragraphs, all, reported };
}

function lines<T>(text: string, schema: z.ZodType<T>): T[] {
  return text
    .split("\n")
    .filter(Boolean)
    .map((line) => schema.parse(JSON.parse(line)));
}
