import type { StoredBlock } from "@/lib/documents/schema";
import { utf16Index } from "@/lib/text/code-points";

/** A range to show in the text: code points of the whole document, half-open. */
export interface Highlight {
  start: number;
  end: number;
  /** `evidence` proves a sentence, `found` is a hit of a search, `current` the hit that is looked at. */
  kind: "evidence" | "found" | "current";
}

/** A stretch of text that looks the same from end to end. */
export interface Segment {
  start: number;
  text: string;
  marks: NonNullable<StoredBlock["marks"]>;
  highlight: Highlight | null;
  /** First and last segment of its highlight within the range, where its rounded ends go. */
  opens: boolean;
  closes: boolean;
}

interface SegmentInput {
  /** A window of the document's text. */
  text: string;
  /** Where the window begins in the document. */
  offset: number;
  start: number;
  end: number;
  marks?: StoredBlock["marks"];
  highlights: Highlight[];
}

/**
 * Cuts the range `[start, end)` at every border of a mark or highlight. The segments join to exactly the
 * text of the range; where highlights overlap the later one of the list shows.
 */
export function toSegments({ text, offset, start, end, marks = [], highlights }: SegmentInput): Segment[] {
  const from = Math.max(start, offset);
  const inside = highlights.filter((highlight) => highlight.start < end && highlight.end > from);
  const cuts = new Set([from, end]);
  for (const range of [...marks, ...inside]) {
    for (const cut of [range.start, range.end]) if (cut > from && cut < end) cuts.add(cut);
  }
  const borders = [...cuts].sort((a, b) => a - b);
  const segments: Segment[] = [];
  let index = utf16Index(text, from - offset);
  for (const [position, border] of borders.entries()) {
    const next = borders[position + 1];
    if (next === undefined) break;
    const nextIndex = utf16Index(text, next - border, index);
    const highlight =
      inside.findLast((candidate) => candidate.start <= border && candidate.end >= next) ?? null;
    segments.push({
      start: border,
      text: text.slice(index, nextIndex),
      marks: marks.filter((mark) => mark.start <= border && mark.end >= next),
      highlight,
      opens: highlight !== null && Math.max(highlight.start, from) === border,
      closes: highlight !== null && Math.min(highlight.end, end) === next,
    });
    index = nextIndex;
  }
  return segments;
}
