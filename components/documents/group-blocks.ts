import type { StoredBlock } from "@/lib/documents/schema";

/** Blocks that are shown as one thing: a list, a table, or a block by itself. */
export type BlockGroup =
  | { kind: "block"; block: StoredBlock }
  | { kind: "list"; blocks: StoredBlock[] }
  | { kind: "table"; blocks: StoredBlock[] }
  | { kind: "page"; page: number; start: number };

/** Neighbouring list items and rows of one table together, with a sign wherever a page begins. */
export function groupBlocks(blocks: StoredBlock[], showPages: boolean): BlockGroup[] {
  const groups: BlockGroup[] = [];
  let page: number | undefined;
  for (const block of blocks) {
    if (showPages && block.page !== undefined && block.page !== page) {
      page = block.page;
      groups.push({ kind: "page", page, start: block.start });
    }
    const last = groups.at(-1);
    if (block.kind === "list-item") {
      if (last?.kind === "list") last.blocks.push(block);
      else groups.push({ kind: "list", blocks: [block] });
    } else if (block.kind === "table-row") {
      if (last?.kind === "table" && last.blocks[0]?.table === block.table) last.blocks.push(block);
      else groups.push({ kind: "table", blocks: [block] });
    } else {
      groups.push({ kind: "block", block });
    }
  }
  return groups;
}
