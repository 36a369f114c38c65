import type { PdfRow, PdfSegment } from "./pdf-lines";

const minRows = 4;

/**
 * Rows in reading order: where a stretch of the page is set in columns of running text, the left column comes
 * before the right. A table has gaps between its cells too, but its cells don't fill their width with text:
 * it stays in rows. Each part of the result is one column's stretch.
 */
export function readingOrder(rows: PdfRow[], depth = 0): PdfRow[][] {
  if (rows.length === 0) return [];
  const found = depth < 4 ? widestStretch(rows) : undefined;
  if (!found) return [rows];
  const { from, to, gutter } = found;
  const stretch = rows.slice(from, to);
  return [
    ...readingOrder(rows.slice(0, from), depth + 1),
    ...readingOrder(
      side(stretch, (segment) => (segment.left + segment.right) / 2 < gutter),
      depth + 1,
    ),
    ...readingOrder(
      side(stretch, (segment) => (segment.left + segment.right) / 2 >= gutter),
      depth + 1,
    ),
    ...readingOrder(rows.slice(to), depth + 1),
  ];
}

function side(rows: PdfRow[], belongs: (segment: PdfSegment) => boolean): PdfRow[] {
  return rows.flatMap((row) => {
    const segments = row.segments.filter(belongs);
    const first = segments[0];
    return first ? [{ y: row.y, size: Math.max(...segments.map((segment) => segment.size)), segments }] : [];
  });
}

interface Stretch {
  from: number;
  to: number;
  gutter: number;
}

/** The longest stretch of rows that an empty strip parts into two columns of running text. */
function widestStretch(rows: PdfRow[]): Stretch | undefined {
  let best: Stretch | undefined;
  for (const gutter of guttersOf(rows)) {
    for (const stretch of stretchesAlong(rows, gutter)) {
      const length = stretch.to - stretch.from;
      if (best && length <= best.to - best.from) continue;
      if (isColumns(rows.slice(stretch.from, stretch.to), gutter)) best = stretch;
    }
  }
  return best;
}

/** Middles of the gaps between neighbours on a row, alike ones once. */
function guttersOf(rows: PdfRow[]): number[] {
  const counts = new Map<number, number>();
  for (const row of rows) {
    for (const [index, segment] of row.segments.entries()) {
      const next = row.segments[index + 1];
      if (!next) continue;
      // A point close to the right column's edge: text there begins flush, on the left it ends ragged.
      const middle = Math.round((next.left - Math.min(6, (next.left - segment.right) / 2)) / 3) * 3;
      counts.set(middle, (counts.get(middle) ?? 0) + 1);
    }
  }
  return [...counts]
    .filter(([, count]) => count >= 2)
    .sort((a, b) => b[1] - a[1])
    .slice(0, 12)
    .map(([gutter]) => gutter);
}

/** Runs of rows that no segment crosses at `gutter`, trimmed to rows from the first to the last with text on the right. */
function stretchesAlong(rows: PdfRow[], gutter: number): Stretch[] {
  const stretches: Stretch[] = [];
  let from = 0;
  for (let index = 0; index <= rows.length; index++) {
    const row = rows[index];
    const crosses = !row || row.segments.some((segment) => segment.left < gutter && segment.right > gutter);
    if (!crosses) continue;
    if (index - from >= minRows) stretches.push(trimmed(rows, { from, to: index, gutter }));
    from = index + 1;
  }
  return stretches.filter((stretch) => stretch.to - stretch.from >= minRows);
}

/** Headings above the columns and a last line below them belong to what stands around. */
function trimmed(rows: PdfRow[], stretch: Stretch): Stretch {
  const { gutter } = stretch;
  const onRight = (row: PdfRow | undefined) =>
    row?.segments.some((segment) => segment.left >= gutter) ?? false;
  const both = (row: PdfRow | undefined) =>
    onRight(row) && (row?.segments.some((segment) => segment.right <= gutter) ?? false);
  let { from, to } = stretch;
  const first = rows.slice(from, to).findIndex(both);
  if (first < 0) return { from, to: from, gutter };
  const body = rows[from + first]?.size ?? 10;
  // Lines just above, in one column only, are part of it when they follow without a gap.
  let top = from + first;
  while (
    top > from &&
    (rows[top]?.y ?? 0) - (rows[top - 1]?.y ?? 0) < body * 1.8 &&
    (rows[top - 1]?.size ?? 0) <= body * 1.15
  )
    top--;
  from = top;
  while (to > from && !rows.slice(to - 1, to).some(onRight) && !nearEnd(rows, from, to, gutter, body)) to--;
  return { from, to, gutter };
}

/** Whether the last row goes on with the left column above it. */
function nearEnd(rows: PdfRow[], from: number, to: number, gutter: number, body: number): boolean {
  const last = rows[to - 1];
  const before = rows
    .slice(from, to - 1)
    .findLast((row) => row.segments.some((segment) => segment.right <= gutter));
  return (
    last !== undefined && before !== undefined && last.y - before.y < body * 2.2 && last.size <= body * 1.15
  );
}

/** Running text on both sides: a good part of the lines on each are long and have no gap in them. */
function isColumns(rows: PdfRow[], gutter: number): boolean {
  const left = runningLines(side(rows, (segment) => segment.right <= gutter));
  const right = runningLines(side(rows, (segment) => segment.left >= gutter));
  if (isRunningText(left) && isRunningText(right)) return true;
  // The last column of a text is often short: a heading and two lines.
  return (isLong(left) && isShortEnd(right)) || (isLong(right) && isShortEnd(left));
}

interface RunningLines {
  rows: number;
  whole: number;
  long: number;
}

function runningLines(rows: PdfRow[]): RunningLines {
  const whole = rows.flatMap((row) => (row.segments.length === 1 ? row.segments : []));
  const all = rows.flatMap((row) => row.segments);
  const width =
    Math.max(...all.map((segment) => segment.right)) - Math.min(...all.map((segment) => segment.left));
  const long = whole.filter(
    (segment) => segment.text.length >= 22 && segment.right - segment.left > width * 0.6,
  );
  return { rows: rows.length, whole: whole.length, long: long.length };
}

function isRunningText(side: RunningLines): boolean {
  return side.long >= 3 && side.long >= side.rows * 0.4;
}

function isLong(side: RunningLines): boolean {
  return side.long >= 8 && side.long >= side.rows * 0.6;
}

function isShortEnd(side: RunningLines): boolean {
  return side.long >= 2 && side.rows <= 6 && side.whole === side.rows;
}
