import { InlineText, safeHref } from "./inline-text";
import { type Cell, cellSeparator } from "./table-row";

interface TableRowCells {
  cells: Cell[];
  header: boolean;
}

const maxSpan = 100;
/** Cells over several columns make no row wider than this. */
const maxColumns = 1024;

/** What cells over several rows and columns may add to a document: without it they could fill any memory. */
export class SpanBudget {
  private left = 200_000;

  /** A document may grow to about three times the letters that it holds. */
  earn(letters: number): void {
    this.left += 2 * letters;
  }

  /** Whether so many letters more may be added. */
  spend(letters: number): boolean {
    if (letters > this.left) return false;
    this.left -= letters;
    return true;
  }
}

/** Tables that hold another: those only lay out a page. One pass over `root`, since asking each would be one a table. */
export function tablesAround(root: Element): Set<Element> {
  const around = new Set<Element>();
  for (const table of root.querySelectorAll("table")) {
    const outer = table.parentElement?.closest("table");
    if (outer) around.add(outer);
  }
  return around;
}

/** The cells of a table that lays out a page, without those of the tables within it. */
export function* layoutCells(element: Element): Generator<Element> {
  for (let node = element.firstChild; node; node = node.nextSibling) {
    if (node.nodeType !== 1) continue;
    const child = node as Element;
    if (/^t[dh]$/.test(child.localName)) yield child;
    else if (child.localName !== "table") yield* layoutCells(child);
  }
}

/**
 * The cells of a table, row by row. A cell over several rows is repeated in each, so that a row can be read
 * alone; one over several columns stands in the first of them. Undefined for a table that only lays out a page.
 */
export function cellsOf(table: Element, budget: SpanBudget): TableRowCells[] | undefined {
  if (/^(?:presentation|none)$/.test(table.getAttribute("role") ?? "")) return undefined;
  const rows: TableRowCells[] = [];
  let hanging = new Map<number, { cell: Cell; left: number }>();
  for (const element of table.querySelectorAll("tr")) {
    const next = new Map<number, { cell: Cell; left: number }>();
    const cells: Cell[] = [];
    const own = [...element.children].filter((child) => /^t[dh]$/.test(child.localName));
    const placeHanging = () => {
      for (let above = hanging.get(cells.length); above; above = hanging.get(cells.length)) {
        if (!budget.spend(above.cell.text.length + cellSeparator.length)) return;
        if (above.left > 1) next.set(cells.length, { cell: above.cell, left: above.left - 1 });
        cells.push(above.cell);
      }
    };
    for (const child of own) {
      placeHanging();
      const cell = cellOf(child);
      budget.earn(cell.text.length);
      const down = span(child, "rowspan");
      const across = span(child, "colspan");
      for (let column = 0; column < across; column++) {
        if (column > 0 && (cells.length >= maxColumns || !budget.spend(cellSeparator.length))) break;
        const placed = column === 0 ? cell : { text: "" };
        if (down > 1) next.set(cells.length, { cell: placed, left: down - 1 });
        cells.push(placed);
      }
    }
    placeHanging();
    hanging = next;
    const header =
      own.length > 0 &&
      (element.parentElement?.localName === "thead" || own.every((child) => child.localName === "th"));
    if (cells.length > 0) rows.push({ cells, header });
  }
  // Word's own "repeat as header" may be set on every row, and means none of them.
  if (rows.length > 1 && rows.every((row) => row.header)) for (const row of rows.slice(1)) row.header = false;
  const single = rows.every((row) => row.cells.length < 2);
  return rows.length === 0 || single ? undefined : rows;
}

function span(element: Element, name: string): number {
  const value = Number.parseInt(element.getAttribute(name) ?? "1", 10);
  return Number.isNaN(value) ? 1 : Math.max(1, Math.min(maxSpan, value));
}

function cellOf(element: Element): Cell {
  const inline = new InlineText();
  fill(element, inline, 0);
  return inline.finish();
}

function fill(element: Element, inline: InlineText, depth: number): void {
  for (let node = element.firstChild; node; node = node.nextSibling) {
    if (node.nodeType === 3) inline.add(node.textContent ?? "");
    if (node.nodeType !== 1) continue;
    const child = node as Element;
    const tag = child.localName;
    if (tag === "script" || tag === "style") continue;
    const start = inline.text.length;
    if (/^(?:br|p|div|li|ul|ol)$/.test(tag) && inline.text && !/[\s]$/.test(inline.text))
      inline.add(tag === "li" ? "; " : " ");
    if (depth > 50) inline.add(child.textContent ?? "");
    else fill(child, inline, depth + 1);
    if (tag === "strong" || tag === "b") inline.mark("strong", start);
    else if (tag === "em" || tag === "i") inline.mark("emphasis", start);
    else if (tag === "code") inline.mark("code", start);
    else if (tag === "a") {
      const href = safeHref(child.getAttribute("href"));
      if (href && !href.startsWith("#")) inline.mark("link", start, href);
    }
  }
}
