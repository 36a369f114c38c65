import { tidyText } from "./clean-text";
import { readingOrder } from "./pdf-columns";
import type { PdfRow, PdfSegment } from "./pdf-lines";
import { findTables, type PdfTable } from "./pdf-table";
import { cellSeparator, looksLikeHeader } from "./table-row";
import type { BlockBox, BlockRange, ParsedBlock } from "./types";

/** What the whole document tells of its type: the size of running text, and the sizes of its headings. */
export interface PdfStyle {
  bodySize: number;
  bodyFont: string;
  /** Sizes above the body's, the largest first. */
  headingSizes: number[];
}

export interface PdfPageSize {
  width: number;
  height: number;
}

const bulletSign = /^(?:[•◦▪–—·●○■□‣∙-]|\uf0b7)\s*/;
const numberSign = /^\(?(\d{1,3}|[a-z])[.)]\s+/;

/** Turns the rows of pages into blocks. Keeps what goes on from page to page: tables, and known words for hyphens. */
export class PdfBlockBuilder {
  private table = 0;
  private lastTable: { columns: number; header: string; page: number; table: number } | undefined;
  private readonly words = new Set<string>();

  constructor(private readonly style: PdfStyle) {}

  /** Blocks of a page; `beginsColumn` is set on the first of each column, where a paragraph may go on. */
  *page(rows: PdfRow[], page: number, size: PdfPageSize): Generator<ParsedBlock & { beginsColumn: boolean }> {
    for (const row of rows) for (const segment of row.segments) this.learn(segment.text);
    let lastWasTable = false;
    for (const stretch of readingOrder(rows)) {
      let beginsColumn = true;
      for (const block of this.stretch(stretch, page, size)) {
        yield { ...block, beginsColumn };
        beginsColumn = false;
        lastWasTable = block.kind === "table-row";
      }
    }
    if (!lastWasTable) this.lastTable = undefined;
  }

  private *stretch(stretch: PdfRow[], page: number, size: PdfPageSize): Generator<ParsedBlock> {
    let from = 0;
    for (const table of findTables(stretch)) {
      yield* this.text(stretch.slice(from, table.from), page, size);
      yield* this.tableRows(table, page, size);
      from = table.to;
    }
    yield* this.text(stretch.slice(from), page, size);
  }

  private *tableRows(found: PdfTable, page: number, size: PdfPageSize): Generator<ParsedBlock> {
    const rows = found.rows.map((cells) => this.row(cells, page, size));
    const texts = found.rows.map((cells) => cells.map((lines) => lines.map((line) => line.text).join(" ")));
    const header = looksLikeHeader(texts[0] ?? [], texts[1]) || differsInFont(found);
    const before = this.lastTable;
    const goesOn =
      before &&
      before.page === page - 1 &&
      before.columns === found.columns.length &&
      (!header || before.header === rows[0]?.text);
    const table = goesOn ? before.table : ++this.table;
    for (const [index, row] of rows.entries()) {
      if (row.text.replace(/[\s|]/g, "") === "") continue;
      // The header of a table that goes on from the page before is printed again: it says nothing new.
      if (goesOn && index === 0 && row.text === before.header) continue;
      const isHeader = index === 0 && header && !goesOn;
      yield {
        ...row,
        table,
        separator: index === 0 && !goesOn ? "\n\n" : "\n",
        ...(isHeader ? { header: true } : {}),
      };
    }
    this.lastTable = {
      columns: found.columns.length,
      header: goesOn ? before.header : header ? (rows[0]?.text ?? "") : "",
      page,
      table,
    };
  }

  private row(cells: PdfSegment[][], page: number, size: PdfPageSize): ParsedBlock {
    const text = new PdfText(size, this.words);
    const ranges: BlockRange[] = [];
    for (const [index, lines] of cells.entries()) {
      if (index > 0) text.add(cellSeparator);
      const start = text.length;
      for (const line of lines) text.addLine(line, start);
      ranges.push({ start, end: text.length });
    }
    return { kind: "table-row", text: text.value, separator: "\n", page, cells: ranges, boxes: text.boxes };
  }

  private *text(rows: PdfRow[], page: number, size: PdfPageSize): Generator<ParsedBlock> {
    const lines = rows.map(lineOf);
    const right = Math.max(
      0,
      ...lines.filter((line) => line.size <= this.style.bodySize * 1.15).map((line) => line.right),
    );
    const leading = usualLeading(lines, this.style.bodySize);
    let open: { lines: PdfSegment[]; level: number | undefined; item: boolean } | undefined;
    for (const [index, line] of lines.entries()) {
      const before = lines[index - 1];
      const level = this.headingLevel(line, before, lines[index + 1], leading);
      const item = level === undefined && beginsItem(line.text, open?.lines);
      if (open && before && this.goesOn({ open, before, line, level, item, right, leading })) {
        open.lines.push(line);
        continue;
      }
      if (open) yield* this.block(open, page, size);
      open = { lines: [line], level, item };
    }
    if (open) yield* this.block(open, page, size);
  }

  private goesOn(at: {
    open: { lines: PdfSegment[]; level: number | undefined; item: boolean };
    before: PdfSegment;
    line: PdfSegment;
    level: number | undefined;
    item: boolean;
    right: number;
    leading: number;
  }): boolean {
    const { open, before, line, level, item, right, leading } = at;
    const gap = line.y - before.y;
    const most = open.level === undefined ? Math.max(leading * 1.35, line.size * 1.25) : line.size * 1.6;
    if (gap <= 0 || gap > most) return false;
    if (Math.abs(line.size - before.size) > 0.6) return false;
    if (level !== undefined || open.level !== undefined)
      return level === open.level && open.lines.length < 3 && level !== undefined;
    if (item) return false;
    if (open.item) return line.left > (open.lines[0]?.left ?? 0) + 2 || /^\p{Ll}/u.test(line.text);
    // Had the next word found room on the line before, the break was meant.
    const word = /^\S+/.exec(line.text)?.[0] ?? "";
    const width = ((line.right - line.left) / Math.max(1, line.text.length)) * (word.length + 1);
    const room = right - before.right;
    if (room > width * 1.3 + line.size && !/^\p{Ll}/u.test(line.text)) return false;
    const indented = line.left - before.left > line.size * 0.8 && /[.!?:]["”’)]?$/.test(before.text);
    return !indented;
  }

  private *block(
    open: { lines: PdfSegment[]; level: number | undefined; item: boolean },
    page: number,
    size: PdfPageSize,
  ): Generator<ParsedBlock> {
    const text = new PdfText(size, this.words);
    for (const line of open.lines) text.addLine(line, 0);
    if (open.level !== undefined) {
      yield {
        kind: "heading",
        level: open.level,
        text: text.value,
        separator: "\n\n",
        page,
        boxes: text.boxes,
      };
      return;
    }
    const sign = open.item ? (bulletSign.exec(text.value) ?? numberSign.exec(text.value)) : null;
    if (!sign) {
      yield { kind: "paragraph", text: text.value, separator: "\n\n", page, boxes: text.boxes };
      return;
    }
    const cut = sign[0].length;
    const own = text.value.slice(cut);
    if (own.trim() === "") return;
    const boxes = text.boxes
      .filter((box) => box.end > cut)
      .map((box) => ({ ...box, start: Math.max(0, box.start - cut), end: box.end - cut }));
    const number = /^\d+$/.test(sign[1] ?? "") ? { number: Number(sign[1]) } : {};
    yield { kind: "list-item", level: 1, ...number, text: own, separator: "\n", page, boxes };
  }

  /** Larger type is a heading; so is a short line that stands alone in another font than running text. */
  private headingLevel(
    line: PdfSegment,
    before: PdfSegment | undefined,
    after: PdfSegment | undefined,
    leading: number,
  ): number | undefined {
    const { bodySize, bodyFont, headingSizes } = this.style;
    if (!/\p{L}/u.test(line.text) || line.text.length > 200) return undefined;
    if (line.size > bodySize * 1.12) {
      const rank = headingSizes.findIndex((size) => line.size >= size - 0.3);
      return Math.min(6, (rank < 0 ? headingSizes.length : rank) + 1);
    }
    const below = Math.min(6, headingSizes.length + 1);
    const short = line.text.length <= 90 && !/[.,;:!?]$/.test(line.text);
    if (!short || line.size < bodySize * 0.95 || /^(?:fig|table|abb|tab)\b/i.test(line.text))
      return undefined;
    const apart = !before || line.y - before.y > leading * 1.25;
    const followed = after !== undefined && after.y > line.y;
    const otherFont = line.font !== bodyFont && line.runs.every(({ run }) => run.font === line.font);
    const numbered = /^(\d{1,2}(?:\.\d{1,2}){0,3})\.?\s+\p{Lu}/u.test(line.text);
    if (apart && followed && otherFont && after.font !== line.font && !bulletSign.test(line.text))
      return below;
    if (apart && followed && otherFont && numbered) return below;
    return undefined;
  }

  private learn(text: string): void {
    if (this.words.size > 50_000) this.words.clear();
    for (const word of text.match(/[\p{L}\p{M}]+(?:-[\p{L}\p{M}]+)+(?=[^\p{L}-]|$)/gu) ?? [])
      this.words.add(word.toLowerCase());
  }
}

/** A bullet, or a number that follows on; "grades 5 to / 8. The bonus" is a sentence that was parted. */
function beginsItem(text: string, before: PdfSegment[] | undefined): boolean {
  if (bulletSign.test(text)) return true;
  const sign = numberSign.exec(text)?.[1];
  if (sign === undefined) return false;
  const last = before?.at(-1)?.text ?? "";
  const previous = numberSign.exec(before?.[0]?.text ?? "")?.[1];
  return (
    !last ||
    /[.:;!?]["”’)]?$/.test(last) ||
    sign === "1" ||
    sign === "a" ||
    (previous !== undefined && Number(sign) === Number(previous) + 1)
  );
}

/** Text of a block as its lines are added, with a box for each run. */
class PdfText {
  value = "";
  readonly boxes: BlockBox[] = [];

  constructor(
    private readonly page: PdfPageSize,
    private readonly words: Set<string>,
  ) {}

  get length(): number {
    return this.value.length;
  }

  add(text: string): void {
    this.value += text;
  }

  /** Adds a line after what stands since `from`: a word that was parted at the line's end is joined. */
  addLine(line: PdfSegment, from: number): void {
    if (this.value.length > from) this.joinTo(line.text, from);
    for (const { run, start, end } of line.runs) {
      const between = line.text.slice(previousEnd(line, start), start);
      const text = tidyText(line.text.slice(start, end)).trim();
      if (text === "") continue;
      if (between && this.value.length > from && !/\s$/.test(this.value)) this.value += between;
      this.box(run, this.value.length, this.value.length + text.length);
      this.value += text;
    }
  }

  private joinTo(next: string, from: number): void {
    const parted = /([\p{L}\p{M}]+)[-\u00ad\u2010]$/u.exec(this.value.slice(from));
    const word = /^[\p{L}\p{M}]+/u.exec(next)?.[0] ?? "";
    if (!parted || !/^\p{Ll}/u.test(word)) {
      if (!/(?:\p{L}[-–/]|\/)$/u.test(this.value) || parted || /\s$/.test(this.value)) this.value += " ";
      return;
    }
    if (/^(?:und|oder|bzw|and|or|to|bis|sowie)$/.test(word)) this.value += " ";
    else if (!this.words.has(`${parted[1]}-${word}`.toLowerCase())) {
      this.value = this.value.slice(0, -1);
      const last = this.boxes.at(-1);
      if (last && last.end > this.value.length) last.end = this.value.length;
    }
  }

  private box(
    run: { x: number; y: number; width: number; size: number; ascent: number },
    start: number,
    end: number,
  ): void {
    const { width, height } = this.page;
    const top = run.y - run.ascent * run.size;
    const bottom = run.y + 0.24 * run.size;
    const box = {
      start,
      end,
      x: share(run.x, width),
      y: share(top, height),
      width: share(run.width, width),
      height: share(bottom - top, height),
    };
    const last = this.boxes.at(-1);
    // Programs that place each letter by itself would give a box for each.
    if (
      last &&
      last.y === box.y &&
      last.height === box.height &&
      (end - start < 4 || last.end - last.start < 4) &&
      box.x >= last.x &&
      start - last.end <= 1
    ) {
      last.width = round(Math.max(last.width, box.x + box.width - last.x));
      last.end = end;
    } else this.boxes.push(box);
  }
}

function share(value: number, whole: number): number {
  return round(Math.min(1, Math.max(0, value / whole)));
}

function round(value: number): number {
  return Math.round(value * 10_000) / 10_000;
}

function previousEnd(line: PdfSegment, start: number): number {
  return line.runs.findLast((placed) => placed.end <= start)?.end ?? 0;
}

/** A row of running text as one line; gaps in it are spaces. */
function lineOf(row: PdfRow): PdfSegment {
  const [first, ...rest] = row.segments;
  if (!first) throw new Error("A row has at least one segment.");
  const line: PdfSegment = { ...first, runs: [...first.runs] };
  for (const segment of rest) {
    const shift = line.text.length + 1;
    line.text = `${line.text} ${segment.text}`;
    line.right = Math.max(line.right, segment.right);
    for (const placed of segment.runs) {
      line.runs.push({ ...placed, start: placed.start + shift, end: placed.end + shift });
    }
  }
  return line;
}

/** The distance of most lines of running text. */
function usualLeading(lines: PdfSegment[], bodySize: number): number {
  const gaps = lines
    .slice(1)
    .map((line, index) => line.y - (lines[index]?.y ?? 0))
    .filter((gap) => gap > bodySize * 0.8 && gap < bodySize * 2.2)
    .sort((a, b) => a - b);
  return gaps[Math.floor(gaps.length * 0.3)] ?? bodySize * 1.25;
}

/** A first row in another font than the rows below. */
function differsInFont(table: PdfTable): boolean {
  if (table.rows.length < 2) return false;
  const fonts = (row: PdfSegment[][] | undefined) => new Set(row?.flat().map((segment) => segment.font));
  const first = fonts(table.rows[0]);
  const second = fonts(table.rows[1]);
  return (
    first.size === 1 &&
    ![...first].some((font) => second.has(font)) &&
    (table.rows[0]?.filter((cell) => cell.length > 0).length ?? 0) > 1
  );
}
