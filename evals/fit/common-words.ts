// Writes the list of English words by falling frequency from the vocabulary of the vendored embedding model,
// which is ordered by frequency: `npx tsx evals/fit/common-words.ts`.
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { z } from "zod";

const root = path.resolve(import.meta.dirname, "../..");
/** Entries before this one are single characters and marks. */
const firstWord = 1996;

const file = await readFile(path.join(root, "models/all-MiniLM-L6-v2/tokenizer.json"), "utf8");
const { model } = z
  .object({ model: z.object({ vocab: z.record(z.string(), z.number()) }) })
  .parse(JSON.parse(file));
const words = Object.entries(model.vocab)
  .filter(([word, index]) => index >= firstWord && /^[a-z]{2,}$/.test(word))
  .sort((a, b) => a[1] - b[1])
  .map(([word]) => word);
await writeFile(
  path.join(root, "lib/models/extractive/weights/common-words.json"),
  `${JSON.stringify({ words: words.join(" ") })}\n`,
);
console.log(`${words.length} words`);
