import type { StoredBlock } from "../documents/schema";
import { codePointLength, OffsetMap } from "../text/code-points";
import type { ParsedBlock } from "./parse/types";
import { splitBlock } from "./split-block";

/** A block in its place: offsets in `block` are code points of the whole text. */
export interface PlacedBlock {
  block: StoredBlock;
  text: string;
  /** White space between the block before and this one. */
  separator: string;
  /** Pages that begin within the block, by code point of the whole text. */
  pageBreaks?: { page: number; start: number }[];
}

export interface TextSegment {
  ordinal: number;
  start: number;
  end: number;
  text: string;
  blocks: StoredBlock[];
}

export interface TextPage {
  number: number;
  label: string | null;
  start: number;
  end: number;
  /** `[start, end, x, y, width, height]`; x to height as shares of the page from its top left. */
  boxes: number[][];
}

export interface OutlineEntry {
  level: number;
  text: string;
  start: number;
  page?: number;
}

/** What assembling yields, in the order of the text. A page comes when it is complete. */
export type AssembledPart =
  | { type: "block"; placed: PlacedBlock }
  | { type: "segment"; segment: TextSegment }
  | { type: "page"; page: TextPage };

export interface Assembly {
  parts: AsyncGenerator<AssembledPart>;
  /** Complete once `parts` has been read to its end. */
  outline: OutlineEntry[];
  /** Length of the stored text in code points, so far. */
  length: () => number;
}

const segmentLength = 64_000;
const maxOutline = 5_000;

/**
 * Gives each block its place in the stored text and cuts that text into segments of about 64,000 code points,
 * which end between blocks and tile the text without a gap. A block longer than `maxBlockLength` is split.
 * Holds one segment and one page at a time.
 */
export function assemble(options: {
  blocks: AsyncIterable<ParsedBlock>;
  /** Code points in a segment; a segment is longer only by its last block. */
  segmentLength?: number;
  /** UTF-16 units in a block. */
  maxBlockLength?: number;
}): Assembly {
  const outline: OutlineEntry[] = [];
  const state = { length: 0 };
  return { parts: run({ ...options, outline, state }), outline, length: () => state.length };
}

async function* run(options: {
  blocks: AsyncIterable<ParsedBlock>;
  segmentLength?: number;
  maxBlockLength?: number;
  outline: OutlineEntry[];
  state: { length: number };
}): AsyncGenerator<AssembledPart> {
  const limit = options.segmentLength ?? segmentLength;
  const { state, outline } = options;
  let segment = emptySegment(0, 0);
  let pieces: string[] = [];
  let page: TextPage | undefined;
  for await (const whole of options.blocks) {
    for (const parsed of splitBlock(whole, options.maxBlockLength)) {
      const separator = state.length === 0 ? "" : parsed.separator;
      const { block, boxes, pageBreaks } = place(parsed, state.length + separator.length);
      const parts = pagesOf(block, pageBreaks);
      for (const part of parts) {
        if (page && part.page !== page.number) yield { type: "page", page };
        if (part.page === undefined) page = undefined;
        else if (page?.number === part.page) page.end = part.end;
        else
          page = {
            number: part.page,
            label: parsed.pageLabel ?? null,
            start: part.start,
            end: part.end,
            boxes: [],
          };
        page?.boxes.push(...boxes.filter(([start = 0]) => start >= part.start && start < part.end));
      }
      pieces.push(separator, parsed.text);
      segment.blocks.push(block);
      state.length = block.end;
      segment.end = block.end;
      if (block.kind === "heading" && outline.length < maxOutline)
        outline.push(outlineEntry(block, parsed.text));
      const placed = { block, text: parsed.text, separator };
      yield { type: "block", placed: pageBreaks.length > 0 ? { ...placed, pageBreaks } : placed };
      if (segment.end - segment.start >= limit) {
        yield { type: "segment", segment: { ...segment, text: pieces.join("") } };
        segment = emptySegment(segment.ordinal + 1, segment.end);
        pieces = [];
      }
    }
  }
  if (page) yield { type: "page", page };
  if (segment.blocks.length > 0) yield { type: "segment", segment: { ...segment, text: pieces.join("") } };
}

function emptySegment(ordinal: number, start: number): TextSegment {
  return { ordinal, start, end: start, text: "", blocks: [] };
}

function outlineEntry(block: StoredBlock, text: string): OutlineEntry {
  const entry = { level: block.level ?? 1, text: text.slice(0, 300), start: block.start };
  return block.page === undefined ? entry : { ...entry, page: block.page };
}

/** The block with its ranges as code points of the whole text, which it joins at `start`. */
function place(
  parsed: ParsedBlock,
  start: number,
): { block: StoredBlock; boxes: number[][]; pageBreaks: { page: number; start: number }[] } {
  const length = codePointLength(parsed.text);
  const offsets = length === parsed.text.length ? undefined : new OffsetMap(parsed.text);
  const at = (index: number) => start + (offsets ? offsets.toCodePoint(index) : index);
  const ranged = <T extends { start: number; end: number }>(range: T): T => ({
    ...range,
    start: at(range.start),
    end: at(range.end),
  });
  const cells = parsed.cells?.map(ranged);
  const marks = parsed.marks?.map(ranged);
  const boxes = (parsed.boxes ?? []).map((box) => [
    at(box.start),
    at(box.end),
    box.x,
    box.y,
    box.width,
    box.height,
  ]);
  const block: StoredBlock = { kind: parsed.kind, start, end: start + length };
  if (parsed.level !== undefined) block.level = parsed.level;
  if (parsed.page !== undefined) block.page = parsed.page;
  if (parsed.table !== undefined) block.table = parsed.table;
  if (parsed.header) block.header = true;
  if (cells) block.cells = cells;
  if (marks && marks.length > 0) block.marks = marks;
  if (parsed.language !== undefined) block.language = parsed.language;
  if (parsed.number !== undefined) block.number = parsed.number;
  const pageBreaks = (parsed.pageBreaks ?? []).map((change) => ({
    page: change.page,
    start: at(change.start),
  }));
  return { block, boxes, pageBreaks };
}

/** The stretches of a block by page; one that runs over the end of a page has several. */
function pagesOf(
  block: StoredBlock,
  breaks: { page: number; start: number }[],
): { page: number | undefined; start: number; end: number }[] {
  const starts = [{ page: block.page, start: block.start }, ...breaks];
  return starts.map((part, index) => ({ ...part, end: starts[index + 1]?.start ?? block.end }));
}
