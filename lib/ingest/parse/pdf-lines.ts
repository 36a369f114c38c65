/** A run of text as pdf.js gives it, turned to the page's top-left corner; lengths in points. */
export interface PdfRun {
  text: string;
  x: number;
  /** Baseline, from the top. */
  y: number;
  width: number;
  size: number;
  font: string;
  /** Share of the size above the baseline. */
  ascent: number;
}

/** Runs on one baseline with no wide gap between them: a line of a column, or a cell. */
export interface PdfSegment {
  text: string;
  left: number;
  right: number;
  y: number;
  size: number;
  /** Font of most of its characters. */
  font: string;
  /** Where each run's text stands in `text`. */
  runs: { run: PdfRun; start: number; end: number }[];
}

/** Segments on one baseline, from left to right. */
export interface PdfRow {
  y: number;
  size: number;
  segments: PdfSegment[];
}

/** A gap this wide, in sizes of the font, parts columns or cells. */
const columnGap = 1;
const wordGap = 0.14;

/** Rows of a page from top to bottom, each parted into segments at wide gaps. */
export function rowsOf(runs: PdfRun[]): PdfRow[] {
  const sorted = runs.filter((run) => run.text.trim() !== "").sort((a, b) => a.y - b.y || a.x - b.x);
  const rows: PdfRun[][] = [];
  let baseline = Number.NEGATIVE_INFINITY;
  for (const run of sorted) {
    const row = rows.at(-1);
    if (row && Math.abs(run.y - baseline) <= Math.min(run.size, row[0]?.size ?? run.size) * 0.35)
      row.push(run);
    else {
      rows.push([run]);
      baseline = run.y;
    }
  }
  return rows.map((row) => {
    const segments = segmentsOf(row.sort((a, b) => a.x - b.x));
    return { y: row[0]?.y ?? 0, size: Math.max(...segments.map((segment) => segment.size)), segments };
  });
}

function segmentsOf(runs: PdfRun[]): PdfSegment[] {
  const groups: PdfRun[][] = [];
  let right = Number.NEGATIVE_INFINITY;
  for (const run of runs) {
    const group = groups.at(-1);
    const size = Math.max(run.size, group?.at(-1)?.size ?? 0);
    // The same text printed twice, a little apart, is how some programs make bold letters.
    if (group?.some((other) => other.text === run.text && Math.abs(other.x - run.x) < size * 0.1)) continue;
    if (group && run.x - right <= size * columnGap) group.push(run);
    else groups.push([run]);
    right =
      group && run.x - right <= size * columnGap ? Math.max(right, run.x + run.width) : run.x + run.width;
  }
  return groups.map(segmentOf);
}

function segmentOf(runs: PdfRun[]): PdfSegment {
  let text = "";
  const placed: PdfSegment["runs"] = [];
  let right = Number.NEGATIVE_INFINITY;
  for (const run of runs) {
    const flat = run.text.replace(/\s+/g, " ");
    const own = flat.trim();
    const apart =
      text !== "" && (run.x - right > run.size * wordGap || flat.startsWith(" ") || endsWithSpace(placed));
    if (apart) text += " ";
    placed.push({ run, start: text.length, end: text.length + own.length });
    text += own;
    right = run.x + run.width;
  }
  return {
    text,
    left: runs[0]?.x ?? 0,
    right: Math.max(...runs.map((run) => run.x + run.width)),
    y: runs[0]?.y ?? 0,
    size: mostText(runs, (run) => run.size),
    font: mostText(runs, (run) => run.font),
    runs: placed,
  };
}

function endsWithSpace(placed: PdfSegment["runs"]): boolean {
  return /\s$/.test(placed.at(-1)?.run.text ?? "");
}

function mostText<T>(runs: PdfRun[], key: (run: PdfRun) => T): T {
  const lengths = new Map<T, number>();
  for (const run of runs) lengths.set(key(run), (lengths.get(key(run)) ?? 0) + run.text.length);
  return [...lengths].sort((a, b) => b[1] - a[1])[0]?.[0] as T;
}
