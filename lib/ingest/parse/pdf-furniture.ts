import type { PdfRow } from "./pdf-lines";

/** Rows at the top and bottom of a page that may be running headers, footers or page numbers. */
export interface Margins {
  keys: Map<PdfRow, string>;
}

const zone = 0.12;

/** The first and last three rows within an eighth of the page's height of its edges. */
export function marginsOf(rows: PdfRow[], height: number): Margins {
  const top = rows.slice(0, 3).filter((row) => row.y < height * zone);
  const bottom = rows.slice(-3).filter((row) => row.y > height * (1 - zone));
  const keys = new Map<PdfRow, string>();
  for (const row of [...top, ...bottom]) keys.set(row, keyOf(row, height));
  return { keys };
}

/**
 * The page's rows without its running headers, footers and page numbers: what stands at the same height with the
 * same words (numbers aside) on two of the pages around it, or is a page number by its looks.
 */
export function withoutFurniture(options: {
  rows: PdfRow[];
  margins: Margins;
  around: Margins[];
  bodySize: number;
}): PdfRow[] {
  const { rows, margins, around, bodySize } = options;
  const needed = around.length >= 2 ? 2 : 1;
  return rows.filter((row) => {
    const key = margins.keys.get(row);
    if (key === undefined) return true;
    if (isPageNumber(row)) return false;
    // A title may have the words of the running header; its size tells them apart.
    if (row.size > bodySize * 1.3) return true;
    const same = around.filter((other) => [...other.keys.values()].includes(key)).length;
    return around.length === 0 || same < needed;
  });
}

function keyOf(row: PdfRow, height: number): string {
  const text = row.segments.map((segment) => segment.text).join(" ");
  const place = Math.round((row.y / height) * 60);
  return `${place}:${text
    .toLowerCase()
    .replace(/\d+|\b[ivxlc]{1,6}\b/g, "#")
    .replace(/\s+/g, " ")}`;
}

function isPageNumber(row: PdfRow): boolean {
  const text = row.segments
    .map((segment) => segment.text)
    .join(" ")
    .trim();
  return /^(?:[-–—|]\s*)?(?:page|seite|p\.|s\.|página|pagina)?\s*(?:\d{1,4}|[ivxlc]{1,6})(?:\s*(?:of|von|de|\/|\|)\s*\d{1,4})?(?:\s*[-–—|])?$/i.test(
    text,
  );
}
