import { type AssembledPart, assemble, type OutlineEntry } from "./assemble";
import { type Chunk, Chunker, type ChunkOptions } from "./chunk";
import type { ParsedBlock } from "./parse/types";

export type DocumentPart = Exclude<AssembledPart, { type: "block" }> | { type: "chunk"; chunk: Chunk };

/**
 * One pass from blocks to everything that is stored: segments, pages and chunks, as they are complete.
 * `outline` and `length()` are complete at the end of `parts`.
 */
export function readDocument(options: ChunkOptions & { blocks: AsyncIterable<ParsedBlock> }): {
  parts: AsyncGenerator<DocumentPart>;
  outline: OutlineEntry[];
  length: () => number;
} {
  const assembly = assemble({ blocks: options.blocks });
  const chunker = new Chunker(options);
  async function* parts(): AsyncGenerator<DocumentPart> {
    for await (const part of assembly.parts) {
      if (part.type !== "block") yield part;
      else for (const chunk of chunker.push(part.placed)) yield { type: "chunk", chunk };
    }
    for (const chunk of chunker.end()) yield { type: "chunk", chunk };
  }
  return { parts: parts(), outline: assembly.outline, length: assembly.length };
}
