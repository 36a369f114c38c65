import { parseBoundedHtml } from "./bounded-html";
import { cellsOf, layoutCells, SpanBudget, tablesAround } from "./html-table";
import { InlineText, safeHref } from "./inline-text";
import { looksLikeHeader, tableRow } from "./table-row";
import type { ParsedBlock } from "./types";

const skipped = new Set(
  "script style template svg canvas iframe object embed noscript button input select textarea datalist nav map audio video head title meta link".split(
    " ",
  ),
);
const blockTags = new Set(
  "address article aside blockquote center dd details dialog div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr li main ol p pre section summary table tbody td tfoot th thead tr ul body html".split(
    " ",
  ),
);
const maxDepth = 200;

/** Blocks of a piece of HTML within another format. Tables are numbered after `tablesBefore`. */
export function blocksOfFragment(html: string, tablesBefore: number): ParsedBlock[] {
  const document = parseBoundedHtml(`<!doctype html><html><body>${html}</body></html>`);
  return [...new HtmlWalker({ tablesBefore }).walk(document.body)];
}

interface Context {
  depth: number;
  listLevel: number;
  quote: boolean;
  /** Set within an `ol`: counts its items. */
  counter?: { next: number };
}

/** Turns elements into blocks, in reading order: headings, paragraphs, lists, quotes, code, tables. */
export class HtmlWalker {
  private table: number;
  private pending = new InlineText();
  private pendingKind: Pick<ParsedBlock, "kind" | "level" | "number"> = { kind: "paragraph" };
  /** What the first paragraph of a list item becomes, however deep it stands in the item. */
  private claim: Pick<ParsedBlock, "kind" | "level" | "number"> | undefined;
  private tight = false;
  private first = true;
  private layouts = new Set<Element>();
  private readonly spans = new SpanBudget();

  constructor(private readonly options: { tablesBefore?: number; page?: number } = {}) {
    this.table = options.tablesBefore ?? 0;
  }

  *walk(root: Element): Generator<ParsedBlock> {
    this.layouts = tablesAround(root);
    yield* this.children(root, { depth: 0, listLevel: 0, quote: false });
    yield* this.flush();
  }

  private *children(parent: Element, at: Context): Generator<ParsedBlock> {
    for (let node = parent.firstChild; node; node = node.nextSibling) {
      if (node.nodeType === 3) this.pending.add(node.textContent ?? "");
      else if (node.nodeType === 1) yield* this.element(node as Element, { ...at, depth: at.depth + 1 });
    }
  }

  private *element(element: Element, at: Context): Generator<ParsedBlock> {
    const tag = element.localName;
    if (skipped.has(tag) || isHidden(element)) return;
    if (at.depth > maxDepth) {
      this.pending.add(` ${element.textContent ?? ""} `);
      return;
    }
    if (!blockTags.has(tag)) {
      yield* this.inline(element, at);
      return;
    }
    yield* this.flush();
    if (/^h[1-6]$/.test(tag)) yield* this.as({ kind: "heading", level: Number(tag[1]) }, element, at);
    else if (tag === "pre") yield* this.code(element);
    else if (tag === "table") yield* this.tableRows(element, at);
    else if (tag === "ul" || tag === "ol") yield* this.list(element, at);
    else if (tag === "li") yield* this.item(element, at);
    else if (tag === "blockquote") yield* this.children(element, { ...at, quote: true });
    else if (tag === "dt") yield* this.term(element, at);
    else if (tag === "dd") yield* this.definition(element, at);
    else yield* this.as({ kind: at.quote ? "quote" : "paragraph" }, element, at);
    yield* this.flush();
  }

  /** The content of `element` as one block of that kind, unless blocks within it make their own. */
  private *as(
    kind: Pick<ParsedBlock, "kind" | "level" | "number">,
    element: Element,
    at: Context,
  ): Generator<ParsedBlock> {
    this.pendingKind = kind;
    yield* this.children(element, at);
    yield* this.flush();
  }

  private *inline(element: Element, at: Context): Generator<ParsedBlock> {
    const tag = element.localName;
    if (tag === "br") {
      this.pending.breakLine();
      return;
    }
    if (tag === "img") {
      const alt = element.getAttribute("alt") ?? "";
      if (alt.length > 3) this.pending.add(` ${alt} `);
      return;
    }
    const before = this.pending;
    const start = before.text.length;
    yield* this.children(element, at);
    // A block within this element ended the paragraph: there is nothing left to mark.
    if (this.pending !== before) return;
    if (tag === "strong" || tag === "b") this.pending.mark("strong", start);
    else if (tag === "em" || tag === "i") this.pending.mark("emphasis", start);
    else if (tag === "code" || tag === "kbd" || tag === "samp") this.pending.mark("code", start);
    else if (tag === "a") {
      const href = safeHref(element.getAttribute("href"));
      if (href && !href.startsWith("#")) this.pending.mark("link", start, href);
    }
  }

  private *list(element: Element, at: Context): Generator<ParsedBlock> {
    const begin = Number.parseInt(element.getAttribute("start") ?? "1", 10);
    const counter = element.localName === "ol" ? { next: Number.isNaN(begin) ? 1 : begin } : undefined;
    const inner: Context = { ...at, listLevel: Math.min(6, at.listLevel + 1) };
    delete inner.counter;
    if (at.listLevel === 0) this.tight = false;
    yield* this.children(element, counter ? { ...inner, counter } : inner);
    if (at.listLevel === 0) this.tight = false;
  }

  private *item(element: Element, at: Context): Generator<ParsedBlock> {
    const level = Math.max(1, at.listLevel);
    const number = at.counter?.next;
    if (at.counter) at.counter.next++;
    this.claim = { kind: "list-item", level, ...(number === undefined ? {} : { number }) };
    yield* this.children(element, at);
    yield* this.flush();
    this.claim = undefined;
    this.tight = true;
  }

  private *term(element: Element, at: Context): Generator<ParsedBlock> {
    this.pendingKind = { kind: "paragraph" };
    yield* this.children(element, at);
    this.pending.mark("strong", 0);
    yield* this.flush();
    this.tight = true;
  }

  private *definition(element: Element, at: Context): Generator<ParsedBlock> {
    this.tight = true;
    yield* this.as({ kind: "paragraph" }, element, at);
    this.tight = false;
  }

  private *code(element: Element): Generator<ParsedBlock> {
    const text = (element.textContent ?? "").replace(/\r\n?/g, "\n").replace(/^\n+|\s+$/g, "");
    if (!text) return;
    const classes = `${element.className} ${element.querySelector("code")?.className ?? ""}`;
    const language = /(?:language|lang|highlight-source)-([\w+#.-]{1,40})/.exec(classes)?.[1];
    yield this.place({ kind: "code", text, separator: "\n\n", ...(language ? { language } : {}) });
  }

  private *tableRows(element: Element, at: Context): Generator<ParsedBlock> {
    const rows = this.layouts.has(element) ? undefined : cellsOf(element, this.spans);
    if (!rows) {
      // Laid out with a table: its cells are read one after the other.
      for (const cell of layoutCells(element)) yield* this.as({ kind: "paragraph" }, cell, at);
      return;
    }
    const caption = element.querySelector("caption");
    if (caption) yield* this.as({ kind: "paragraph" }, caption, at);
    const table = ++this.table;
    let first = true;
    for (const [index, row] of rows.entries()) {
      const header =
        row.header ||
        (index === 0 &&
          !rows.some((other) => other.header) &&
          rows.length > 2 &&
          looksLikeHeader(
            row.cells.map((cell) => cell.text),
            rows[1]?.cells.map((cell) => cell.text),
          ));
      const block = tableRow({ cells: row.cells, table, header, separator: first ? "\n\n" : "\n" });
      if (!block) continue;
      yield this.place(block);
      first = false;
    }
    this.tight = false;
  }

  private *flush(): Generator<ParsedBlock> {
    const pending = this.pending;
    const kind = this.claim && this.pendingKind.kind === "paragraph" ? this.claim : this.pendingKind;
    this.pending = new InlineText();
    this.pendingKind = { kind: "paragraph" };
    if (pending.isBlank) return;
    this.claim = undefined;
    yield this.place({ ...kind, ...pending.finish(), separator: this.tight ? "\n" : "\n\n" });
    this.tight = false;
  }

  private place(block: ParsedBlock): ParsedBlock {
    const placed = this.first ? { ...block, separator: "" as const } : block;
    this.first = false;
    return this.options.page === undefined ? placed : { ...placed, page: this.options.page };
  }
}

export function isHidden(element: Element): boolean {
  if (element.hasAttribute("hidden") || element.getAttribute("aria-hidden") === "true") return true;
  const style = element.getAttribute("style");
  return style !== null && /display\s*:\s*none|visibility\s*:\s*hidden/i.test(style);
}
