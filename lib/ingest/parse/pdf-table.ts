import type { PdfRow, PdfSegment } from "./pdf-lines";

/** A table found in rows `from` to `to` (half-open): logical rows, each a list of cells, each a list of lines. */
export interface PdfTable {
  from: number;
  to: number;
  /** Left edges of its columns. */
  columns: { left: number; right: number }[];
  rows: PdfSegment[][][];
}

/**
 * Finds tables in the rows of one column of text: neighbouring rows whose segments stand under one another.
 * Lines of a wrapped cell are joined to their row.
 */
export function findTables(rows: PdfRow[]): PdfTable[] {
  const tables: PdfTable[] = [];
  for (let from = 0; from < rows.length; from++) {
    if ((rows[from]?.segments.length ?? 0) < 2) continue;
    const to = endOfTable(rows, from);
    const table = tableOf(rows, from, to);
    if (table) {
      tables.push(table);
      from = table.to - 1;
    }
  }
  return tables;
}

/** Rows go on while they have several segments, or one that continues a cell right above it. */
function endOfTable(rows: PdfRow[], from: number): number {
  let end = from + 1;
  for (let index = from + 1; index < rows.length; index++) {
    const row = rows[index];
    const before = rows[index - 1];
    if (!row || !before) break;
    const gap = row.y - before.y;
    if (gap > Math.max(row.size, before.size) * 4.5) break;
    if (row.segments.length >= 2) end = index + 1;
    else if (!isWithinCell(row, rows.slice(from, index), gap)) break;
    else if (gap <= row.size * 1.6) end = index + 1;
  }
  return end;
}

/** A single segment that stands under a segment of the rows above and is no wider than its column. */
function isWithinCell(row: PdfRow, above: PdfRow[], gap: number): boolean {
  const segment = row.segments[0];
  if (!segment || gap > row.size * 3) return false;
  const wide = above.filter((other) => other.segments.length >= 2).slice(-4);
  return wide.some((other) =>
    other.segments.some((cell, index) => {
      const limit = other.segments[index + 1]?.left ?? Number.POSITIVE_INFINITY;
      return (
        Math.abs(cell.left - segment.left) < segment.size * 0.6 &&
        segment.right < limit &&
        segment.size <= cell.size * 1.1
      );
    }),
  );
}

function tableOf(rows: PdfRow[], from: number, to: number): PdfTable | undefined {
  const own = rows.slice(from, to);
  const wide = own.filter((row) => row.segments.length >= 2);
  if (wide.length < 2) return undefined;
  const columns = columnsOf(wide);
  if (columns.length < 2 || (wide.length < 3 && columns.length < 3 && own.length < 3)) return undefined;
  const aligned = wide.filter((row) => distinctColumns(row, columns) === row.segments.length).length;
  if (aligned < wide.length * 0.7) return undefined;
  // A list has a column of signs only; that is no table.
  const first = wide.map((row) => row.segments[0]?.text ?? "");
  if (columns.length === 2 && first.every((text) => /^(?:[-–•*◦▪·o]|\(?\w{1,3}[.)])$/.test(text)))
    return undefined;
  return { from, to, columns, rows: logicalRows(own, columns) };
}

/** Strips of the page that segments cover, parted by strips that all but a few leave empty. */
function columnsOf(rows: PdfRow[]): { left: number; right: number }[] {
  const segments = rows.flatMap((row) => row.segments).sort((a, b) => a.left - b.left);
  const columns = mergeOverlapping(segments);
  const most = Math.max(...rows.map((row) => row.segments.length));
  if (columns.length >= Math.min(most, 2) && columns.length >= most - 1) return columns;
  // A cell that reaches over others hides the gaps: the rows with the most cells show them.
  return mergeOverlapping(
    rows
      .filter((row) => row.segments.length === most)
      .flatMap((row) => row.segments)
      .sort((a, b) => a.left - b.left),
  );
}

function mergeOverlapping(segments: PdfSegment[]): { left: number; right: number }[] {
  const columns: { left: number; right: number }[] = [];
  for (const segment of segments) {
    const last = columns.at(-1);
    if (last && segment.left < last.right + 1) last.right = Math.max(last.right, segment.right);
    else columns.push({ left: segment.left, right: segment.right });
  }
  return columns;
}

function columnOf(segment: PdfSegment, columns: { left: number; right: number }[]): number {
  let best = 0;
  let bestOverlap = Number.NEGATIVE_INFINITY;
  for (const [index, column] of columns.entries()) {
    const overlap = Math.min(segment.right, column.right) - Math.max(segment.left, column.left);
    if (overlap > bestOverlap) {
      best = index;
      bestOverlap = overlap;
    }
  }
  return best;
}

function distinctColumns(row: PdfRow, columns: { left: number; right: number }[]): number {
  return new Set(row.segments.map((segment) => columnOf(segment, columns))).size;
}

/**
 * Lines that belong to one row of the table. Rows stand further apart than the lines within a cell; where the
 * distances don't differ, a line with an empty first column continues the row above it.
 */
function logicalRows(rows: PdfRow[], columns: { left: number; right: number }[]): PdfSegment[][][] {
  const gaps = rows.slice(1).map((row, index) => row.y - (rows[index]?.y ?? 0));
  const threshold = gapThreshold(gaps);
  const result: PdfSegment[][][] = [];
  for (const [index, row] of rows.entries()) {
    const gap = index === 0 ? Number.POSITIVE_INFINITY : (gaps[index - 1] ?? 0);
    const inFirst = row.segments.some((segment) => columnOf(segment, columns) === 0);
    const continues =
      index > 0 && (threshold === undefined ? !inFirst && gap < row.size * 1.7 : gap < threshold);
    const cells = continues ? result.at(-1) : undefined;
    const target = cells ?? columns.map(() => []);
    for (const segment of row.segments) target[columnOf(segment, columns)]?.push(segment);
    if (!cells) result.push(target);
  }
  return result;
}

/** Between the distances of lines and those of rows, when there are two kinds; undefined when there is one. */
function gapThreshold(gaps: number[]): number | undefined {
  const sorted = [...gaps].sort((a, b) => a - b);
  let best = { ratio: 1, value: 0 };
  for (let index = 1; index < sorted.length; index++) {
    const low = sorted[index - 1] ?? 0;
    const high = sorted[index] ?? 0;
    if (low > 0 && high / low > best.ratio) best = { ratio: high / low, value: (low + high) / 2 };
  }
  return best.ratio > 1.22 ? best.value : undefined;
}
