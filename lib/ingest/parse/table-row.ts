import { InlineText } from "./inline-text";
import type { BlockMark, BlockRange, ParsedBlock } from "./types";

export const cellSeparator = " | ";

/** A cell with marks relative to its own text, which holds no line break. */
export interface Cell {
  text: string;
  marks?: BlockMark[];
}

/** One row as one block: cells joined by ` | `, each with its range; undefined when every cell is empty. */
export function tableRow(row: {
  cells: Cell[];
  table: number;
  header: boolean;
  separator: ParsedBlock["separator"];
  page?: number;
}): ParsedBlock | undefined {
  let text = "";
  const ranges: BlockRange[] = [];
  const marks: BlockMark[] = [];
  for (const [index, cell] of row.cells.entries()) {
    if (index > 0) text += cellSeparator;
    const start = text.length;
    text += cell.text;
    ranges.push({ start, end: text.length });
    for (const mark of cell.marks ?? [])
      marks.push({ ...mark, start: mark.start + start, end: mark.end + start });
  }
  if (row.cells.every((cell) => cell.text === "")) return undefined;
  return {
    kind: "table-row",
    text,
    separator: row.separator,
    table: row.table,
    cells: ranges,
    ...(row.header ? { header: true } : {}),
    ...(marks.length > 0 ? { marks } : {}),
    ...(row.page === undefined ? {} : { page: row.page }),
  };
}

/** A cell of plain text: one line, tidied. */
export function plainCell(raw: string): Cell {
  const inline = new InlineText();
  inline.add(raw);
  return inline.finish();
}

/** Whether a first row reads like names of columns: all filled, no numbers or dates, no long text, none twice. */
export function looksLikeHeader(cells: string[], next: string[] | undefined): boolean {
  const filled = cells.filter((cell) => cell !== "");
  if (filled.length < 2 || filled.length < cells.length * 0.6 || !next) return false;
  if (filled.some((cell) => cell.length > 80 || isValue(cell))) return false;
  return new Set(filled).size === filled.length;
}

function isValue(cell: string): boolean {
  return /^[\s\d.,:/€$£%+–-]*\d[\s\d.,:/€$£%+–-]*$/.test(cell) && !/^(?:19|20)\d\d$/.test(cell);
}
