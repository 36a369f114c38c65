import type { ParsedBlock } from "./types";

type ColumnBlock = ParsedBlock & { beginsColumn: boolean };

/** Joins paragraphs that go on in the next column or on the next page, so that no sentence is cut in two. */
export async function* joinParagraphs(blocks: AsyncIterable<ColumnBlock>): AsyncGenerator<ParsedBlock> {
  let held: ParsedBlock | undefined;
  for await (const { beginsColumn, ...block } of blocks) {
    if (held && beginsColumn && goesOn(held, block)) {
      held = joined(held, block);
      continue;
    }
    if (held) yield held;
    held = block;
  }
  if (held) yield held;
}

function goesOn(before: ParsedBlock, block: ParsedBlock): boolean {
  if (block.kind !== "paragraph" || (before.kind !== "paragraph" && before.kind !== "list-item"))
    return false;
  if (before.text.length > 8000 || /[.!?:;…。][\])"'”’»]*$/.test(before.text)) return false;
  if (/^\p{Ll}/u.test(block.text)) return true;
  // Before a capital letter or a number: only when the line before was full and ends within a clause.
  return before.text.length >= 60 && block.text.length >= 20 && /(?:^|\s)\p{Ll}+,?$/u.test(before.text);
}

function joined(before: ParsedBlock, block: ParsedBlock): ParsedBlock {
  const parted = /\p{L}-$/u.test(before.text) && /^\p{Ll}/u.test(block.text);
  const text = parted ? before.text.slice(0, -1) : `${before.text} `;
  const page = block.page !== undefined && block.page !== before.page ? block.page : undefined;
  const boxes = (block.boxes ?? []).map((box) => ({
    ...box,
    start: box.start + text.length,
    end: box.end + text.length,
    ...(page === undefined ? {} : { page }),
  }));
  const own = (before.boxes ?? []).map((box) => ({ ...box, end: Math.min(box.end, text.length) }));
  const breaks = page === undefined ? [] : [{ page, start: text.length }];
  const pageBreaks = [...(before.pageBreaks ?? []), ...breaks];
  return {
    ...before,
    text: text + block.text,
    boxes: [...own, ...boxes],
    ...(pageBreaks.length > 0 ? { pageBreaks } : {}),
  };
}
