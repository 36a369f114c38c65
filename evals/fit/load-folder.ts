import { readFile } from "node:fs/promises";
import { findFiles } from "@/lib/ingest/find-files";
import { parseFile } from "@/lib/ingest/parse/parse-file";
import { readDocument } from "@/lib/ingest/read-document";
import type { MemoryPassage } from "./memory-search";

export type FilePassage = MemoryPassage & { file: string };

/** Chunks of every file below a folder, cut as ingestion cuts them. */
export async function loadFolder(
  folder: string,
  countTokens: (text: string) => number,
): Promise<FilePassage[]> {
  const passages: FilePassage[] = [];
  for await (const found of findFiles({ paths: [folder], exclude: ["*.json", "client", "agent"] })) {
    const parsed = await parseFile({ bytes: await readFile(found.file), filename: found.inside });
    const { parts } = readDocument({ title: parsed.title, countTokens, blocks: parsed.blocks });
    for await (const part of parts) {
      if (part.type !== "chunk") continue;
      const { text, context, section } = part.chunk;
      passages.push({ file: found.inside, title: parsed.title, text, context, section });
    }
  }
  return passages;
}
