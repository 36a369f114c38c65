import { parseFile } from "../parse-file";
import type { ParsedBlock, ParsedFile } from "../types";

/** Parses `content` under that name and reads all its blocks. */
export async function parse(
  filename: string,
  content: string | Uint8Array,
  signal?: AbortSignal,
): Promise<{ file: ParsedFile; blocks: ParsedBlock[]; lines: string[] }> {
  const bytes = typeof content === "string" ? Buffer.from(content) : content;
  const file = await parseFile({ bytes, filename, ...(signal ? { signal } : {}) });
  const blocks: ParsedBlock[] = [];
  for await (const block of file.blocks) blocks.push(block);
  return { file, blocks, lines: blocks.map(shown) };
}

/** A block in one line: kind, level or number, and text. */
export function shown(block: ParsedBlock): string {
  const number = block.number === undefined ? "" : ` #${block.number}`;
  return `${block.kind}${block.header ? " header" : ""}${block.level ? ` ${block.level}` : ""}${number}: ${block.text}`;
}
