import { safeCut } from "./parse/text";
import type { BlockRange, ParsedBlock } from "./parse/types";

const defaultMax = 32_000;

/** A block that is too long for one piece, as several with nothing between them; others as they are. */
export function* splitBlock(block: ParsedBlock, maxLength = defaultMax): Generator<ParsedBlock> {
  let start = 0;
  while (block.text.length - start > maxLength) {
    const end = start + cutWithin(block, start, maxLength);
    yield piece(block, start, end);
    start = end;
  }
  yield start === 0 ? block : piece(block, start, block.text.length);
}

function cutWithin(block: ParsedBlock, start: number, maxLength: number): number {
  const window = block.text.slice(start, start + maxLength + 2);
  const line = block.kind === "code" ? window.lastIndexOf("\n", maxLength - 1) : -1;
  return line > 0 ? line + 1 : safeCut(window, maxLength);
}

function piece(block: ParsedBlock, start: number, end: number): ParsedBlock {
  const text = block.text.slice(start, end);
  const within = <T extends BlockRange>(ranges: T[] | undefined): T[] | undefined =>
    ranges
      ?.filter((range) => range.end > start && range.start < end)
      .map((range) => ({
        ...range,
        start: Math.max(range.start, start) - start,
        end: Math.min(range.end, end) - start,
      }));
  const { cells, marks, boxes, pageBreaks, ...rest } = block;
  const result: ParsedBlock = { ...rest, text, separator: start === 0 ? block.separator : "" };
  const parts = { cells: within(cells), marks: within(marks), boxes: within(boxes) };
  const page = pageBreaks?.findLast((change) => change.start <= start)?.page;
  if (page !== undefined) result.page = page;
  const breaks = pageBreaks?.filter((change) => change.start > start && change.start < end);
  if (breaks?.length)
    result.pageBreaks = breaks.map((change) => ({ ...change, start: change.start - start }));
  if (parts.cells?.length) result.cells = parts.cells;
  if (parts.marks?.length) result.marks = parts.marks;
  if (parts.boxes?.length) result.boxes = parts.boxes;
  return result;
}
