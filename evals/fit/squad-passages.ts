import { parseFile } from "@/lib/ingest/parse/parse-file";
import { readDocument } from "@/lib/ingest/read-document";
import type { MemoryPassage } from "./memory-search";

/** The articles as chunks, cut as ingestion cuts a plain text. */
export async function squadPassages(
  documents: { id: string; title: string; text: string }[],
  countTokens: (text: string) => number,
): Promise<(MemoryPassage & { doc: string })[]> {
  const passages: (MemoryPassage & { doc: string })[] = [];
  for (const document of documents) {
    const parsed = await parseFile({ bytes: Buffer.from(document.text), filename: `${document.id}.txt` });
    const { parts } = readDocument({ title: document.title, countTokens, blocks: parsed.blocks });
    for await (const part of parts) {
      if (part.type !== "chunk") continue;
      const { text, context, section } = part.chunk;
      passages.push({ doc: document.id, title: document.title, text, context, section });
    }
  }
  return passages;
}
