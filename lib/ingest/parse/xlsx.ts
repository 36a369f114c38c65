import { AppError } from "../../errors/app-error";
import { Breather } from "./breather";
import { builtInFormats, formatNumber } from "./number-format";
import { officeTitle } from "./office-properties";
import { looksLikeHeader, plainCell, tableRow } from "./table-row";
import type { ParsedBlock, ParseInput, RawParse } from "./types";
import { at, descendants, parseXml, relationsOf, textOf, type XmlNode } from "./xml";
import { elementsOf } from "./xml-stream";
import { ZipParts } from "./zip";

const maxSharedLength = 64 * 1024 * 1024;
const maxColumns = 1024;
const maxMerges = 50_000;

interface Workbook {
  parts: ZipParts;
  sheets: { name: string; part: string }[];
  strings: string[];
  /** Number format of each cell style. */
  formats: string[];
  date1904: boolean;
  signal: AbortSignal | undefined;
}

/** A workbook: each sheet a page, its rows table rows; dates and numbers as they are shown. */
export async function parseXlsx({ bytes, signal }: ParseInput): Promise<RawParse> {
  const parts = await ZipParts.open(bytes, signal);
  if (!parts.has("xl/workbook.xml"))
    throw new AppError("file_corrupt", { internal: "workbook.xml is missing" });
  const title = await officeTitle(parts, signal);
  const workbook = parseXml(await parts.text("xl/workbook.xml", signal));
  const relations = relationsOf(await parts.text("xl/_rels/workbook.xml.rels", signal), "xl");
  const warnings: string[] = [];
  const sheets: Workbook["sheets"] = [];
  for (const sheet of descendants(workbook, "sheet")) {
    const { name = "", state = "visible" } = sheet.attributes;
    const part = Object.values(sheet.attributes)
      .map((value) => relations.get(value)?.target)
      .find((target) => target !== undefined && parts.has(target));
    if (state !== "visible") warnings.push(`The hidden sheet “${name}” was left out.`);
    else if (part?.includes("worksheets/")) sheets.push({ name, part });
  }
  const strings = await sharedStrings(parts, signal);
  const formats = cellFormats(await parts.text("xl/styles.xml", signal));
  const date1904 = at(workbook, "workbookPr")?.attributes.date1904 === "1";
  return {
    ...(title ? { title } : {}),
    pageCount: sheets.length,
    warnings,
    blocks: blocksOf({ parts, sheets, strings, formats, date1904, signal }),
  };
}

async function sharedStrings(parts: ZipParts, signal?: AbortSignal): Promise<string[]> {
  const strings: string[] = [];
  let length = 0;
  if (!parts.has("xl/sharedStrings.xml")) return strings;
  for await (const xml of elementsOf(parts.stream("xl/sharedStrings.xml", signal), "si")) {
    const text = richText(parseXml(xml));
    length += text.length;
    if (length > maxSharedLength)
      throw new AppError("file_too_complex", {
        public:
          "This workbook holds more text than can be read at once. Split it into smaller workbooks or save its sheets as CSV.",
      });
    strings.push(text);
  }
  return strings;
}

/** Text of a string item, without the phonetic readings of East Asian text. */
function richText(item: XmlNode): string {
  return item.children
    .map((child) => (child.name === "t" ? textOf(child) : child.name === "r" ? textOf(at(child, "t")) : ""))
    .join("");
}

function cellFormats(xml: string): string[] {
  if (!xml) return [];
  const styles = parseXml(xml);
  const own = new Map<number, string>();
  for (const format of descendants(at(styles, "numFmts") ?? styles, "numFmt"))
    own.set(Number(format.attributes.numFmtId), format.attributes.formatCode ?? "General");
  return (at(styles, "cellXfs")?.children ?? [])
    .filter((style) => style.name === "xf")
    .map((style) => {
      const id = Number(style.attributes.numFmtId ?? 0);
      return own.get(id) ?? builtInFormats[id] ?? "General";
    });
}

async function* blocksOf(workbook: Workbook): AsyncGenerator<ParsedBlock> {
  const breather = new Breather(workbook.signal);
  const tables = { count: 0 };
  let first = true;
  for (const [index, sheet] of workbook.sheets.entries()) {
    let begun = false;
    for await (const block of sheetBlocks(workbook, sheet.part, tables)) {
      await breather.breathe();
      const placed = { page: index + 1, pageLabel: sheet.name };
      if (!begun) {
        begun = true;
        if (!isDefaultName(sheet.name) || workbook.sheets.length > 1) {
          yield { kind: "heading", level: 2, text: sheet.name, separator: first ? "" : "\n\n", ...placed };
          first = false;
        }
      }
      yield { ...block, separator: first ? "" : block.separator, ...placed };
      first = false;
    }
  }
}

function isDefaultName(name: string): boolean {
  return /^(?:sheet|tabelle|feuille?|hoja|foglio|blad)\s*\d*$/i.test(name);
}

/**
 * Rows of a sheet as they stream. An empty row ends a table. A row with a single value before a table is a
 * heading line of it, and the first row that reads like names of columns is its header.
 */
async function* sheetBlocks(
  workbook: Workbook,
  part: string,
  tables: { count: number },
): AsyncGenerator<ParsedBlock> {
  const merges = await mergedRanges(workbook, part);
  const cursor: RowCursor = { row: 0, merges: 0, carried: new Map() };
  let waiting: string[][] = [];
  let inTable = false;
  let lastRow = 0;
  for await (const xml of elementsOf(workbook.parts.stream(part, workbook.signal), "row")) {
    const values = rowValues({ workbook, row: parseXml(xml), merges, cursor });
    const gap = cursor.row > lastRow + 1;
    if (values.every((value) => value === "")) continue;
    lastRow = cursor.row;
    if (gap) {
      yield* flush();
      inTable = false;
    }
    waiting.push(values);
    if (waiting.length > (inTable ? 1 : 12)) yield* flush();
  }
  yield* flush();

  function* flush(): Generator<ParsedBlock> {
    const rows = waiting;
    waiting = [];
    let start = 0;
    if (!inTable) {
      // Lines above the table: a title, a note, one value each.
      for (; start < rows.length && filled(rows[start]) === 1 && rows.length > start + 1; start++)
        yield {
          kind: "paragraph",
          text: plainCell(rows[start]?.find((value) => value !== "") ?? "").text,
          separator: "\n\n",
        };
      if (rows.length === start) return;
      if (rows.length - start === 1 && filled(rows[start]) === 1) {
        yield {
          kind: "paragraph",
          text: plainCell(rows[start]?.find((value) => value !== "") ?? "").text,
          separator: "\n\n",
        };
        return;
      }
      tables.count++;
    }
    for (let index = start; index < rows.length; index++) {
      const cells = rows[index] ?? [];
      const begins = !inTable && index === start;
      const block = tableRow({
        cells: cells.map(plainCell),
        table: tables.count,
        header: begins && looksLikeHeader(trimmedRow(cells), rows[index + 1]),
        separator: begins ? "\n\n" : "\n",
      });
      if (block) yield block;
      inTable = true;
    }
  }
}

interface RowCursor {
  /** Number of the row that was read last. */
  row: number;
  /** How many of the merged ranges have begun. */
  merges: number;
  /** Values of merged ranges that reach into later rows, by column: each has one at most. */
  carried: Map<number, { text: string; toRow: number }>;
}

/** A range over several rows. */
interface Merge {
  fromRow: number;
  toRow: number;
  fromColumn: number;
}

function rowValues(options: {
  workbook: Workbook;
  row: XmlNode;
  merges: Merge[];
  cursor: RowCursor;
}): string[] {
  const { workbook, row, merges, cursor } = options;
  cursor.row = Number(row.attributes.r) || cursor.row + 1;
  const values: string[] = [];
  let column = -1;
  for (const cell of row.children) {
    if (cell.name !== "c") continue;
    const text = cellText(cell, workbook).replace(/\s+/g, " ").trim();
    column = columnOf(cell.attributes.r) ?? column + 1;
    if (text === "") continue;
    // A cell far to the right stands behind the others: the empty ones between could be thousands, in each row.
    const place = column < maxColumns ? column : values.length;
    while (values.length < place) values.push("");
    values[place] = text;
  }
  carryDown(values, merges, cursor);
  return trimmedRow(values);
}

/** A value over several rows is repeated, so that each row can be read alone. */
function carryDown(values: string[], merges: Merge[], cursor: RowCursor): void {
  for (const [column, { text, toRow }] of cursor.carried) {
    if (toRow < cursor.row) cursor.carried.delete(column);
    else {
      while (values.length <= column) values.push("");
      values[column] ||= text;
    }
  }
  for (let merge = merges[cursor.merges]; merge && merge.fromRow <= cursor.row; ) {
    const text = merge.fromRow === cursor.row ? values[merge.fromColumn] : undefined;
    if (text) cursor.carried.set(merge.fromColumn, { text, toRow: merge.toRow });
    merge = merges[++cursor.merges];
  }
}

function trimmedRow(values: string[]): string[] {
  return values.slice(0, values.findLastIndex((value) => value !== "") + 1);
}

function filled(values: string[] | undefined): number {
  return values?.filter((value) => value !== "").length ?? 0;
}

function cellText(cell: XmlNode, workbook: Workbook): string {
  const value = textOf(at(cell, "v"));
  switch (cell.attributes.t) {
    case "s":
      return workbook.strings[Number(value)] ?? "";
    case "inlineStr": {
      const inline = at(cell, "is");
      return inline ? richText(inline) : "";
    }
    case "b":
      return value === "1" ? "TRUE" : "FALSE";
    case "str":
    case "e":
    case "d":
      return value;
    default:
      return value === ""
        ? ""
        : formatNumber(
            Number(value),
            workbook.formats[Number(cell.attributes.s ?? 0)] ?? "General",
            workbook.date1904,
          );
  }
}

/** Merged ranges stand behind the rows: the sheet is unpacked once for them before it is read. */
async function mergedRanges(workbook: Workbook, part: string): Promise<Merge[]> {
  const merges: Merge[] = [];
  for await (const xml of elementsOf(workbook.parts.stream(part, workbook.signal), "mergeCell")) {
    const range = /ref="([A-Z]+)(\d+):[A-Z]+(\d+)"/.exec(xml);
    if (!range || merges.length >= maxMerges) continue;
    const [, letters = "", fromRow, toRow] = range;
    const fromColumn = columnNumber(letters);
    if (fromRow === toRow || fromColumn >= maxColumns) continue;
    merges.push({ fromRow: Number(fromRow), toRow: Number(toRow), fromColumn });
  }
  return merges.sort((a, b) => a.fromRow - b.fromRow);
}

function columnOf(reference: string | undefined): number | undefined {
  const letters = /^[A-Z]+/.exec(reference ?? "")?.[0];
  return letters ? columnNumber(letters) : undefined;
}

function columnNumber(letters: string): number {
  let number = 0;
  for (const letter of letters) number = number * 26 + letter.charCodeAt(0) - 64;
  return number - 1;
}
