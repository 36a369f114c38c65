import { AppError } from "../../errors/app-error";
import { Breather } from "./breather";
import { InlineText } from "./inline-text";
import { officeTitle } from "./office-properties";
import { looksLikeHeader, tableRow } from "./table-row";
import type { ParsedBlock, ParseInput, RawParse } from "./types";
import { at, descendants, parseXml, relationsOf, type XmlNode } from "./xml";
import { ZipParts } from "./zip";

/** A presentation: each slide a page, its title a heading, then its texts and tables, then the speaker's notes. */
export async function parsePptx({ bytes, signal }: ParseInput): Promise<RawParse> {
  const parts = await ZipParts.open(bytes, signal);
  if (!parts.has("ppt/presentation.xml"))
    throw new AppError("file_corrupt", { internal: "presentation.xml is missing" });
  const title = await officeTitle(parts, signal);
  const slides = await slideNames(parts, signal);
  const warnings: string[] = [];
  return {
    ...(title ? { title } : {}),
    pageCount: slides.length,
    warnings,
    blocks: blocksOf({ parts, slides, warnings, signal }),
  };
}

async function slideNames(parts: ZipParts, signal?: AbortSignal): Promise<string[]> {
  const presentation = parseXml(await parts.text("ppt/presentation.xml", signal));
  const relations = relationsOf(await parts.text("ppt/_rels/presentation.xml.rels", signal), "ppt");
  return [...descendants(presentation, "sldId")].flatMap((slide) => {
    // `r:id` and `id` share a name without namespaces; the relation is the one that resolves.
    const target = Object.values(slide.attributes)
      .map((value) => relations.get(value)?.target)
      .find((name) => name !== undefined);
    return target && parts.has(target) ? [target] : [];
  });
}

async function* blocksOf(options: {
  parts: ZipParts;
  slides: string[];
  warnings: string[];
  signal: AbortSignal | undefined;
}): AsyncGenerator<ParsedBlock> {
  const { parts, slides, warnings, signal } = options;
  const breather = new Breather(signal);
  const reader = new SlideReader();
  const textless: number[] = [];
  let first = true;
  for (const [index, name] of slides.entries()) {
    await breather.breathe();
    const page = index + 1;
    const relations = relationsOf(await parts.text(relationsPart(name), signal), "ppt/slides");
    const slide = parseXml(await parts.text(name, signal));
    const notesName = [...relations.values()].find((relation) => relation.type === "notesSlide")?.target;
    const notes = notesName ? parseXml(await parts.text(notesName, signal)) : undefined;
    let count = 0;
    for (const block of reader.read(slide, notes)) {
      yield { ...block, page, separator: first ? "" : block.separator };
      first = false;
      count++;
    }
    if (count === 0) textless.push(page);
  }
  if (textless.length > 0)
    warnings.push(
      textless.length === 1
        ? `Slide ${textless[0]} has no text that can be read.`
        : `${textless.length} slides have no text that can be read: ${textless.slice(0, 20).join(", ")}${textless.length > 20 ? " and more" : ""}.`,
    );
}

function relationsPart(name: string): string {
  const slash = name.lastIndexOf("/");
  return `${name.slice(0, slash)}/_rels/${name.slice(slash + 1)}.rels`;
}

class SlideReader {
  private table = 0;
  private slides = 0;

  *read(slide: XmlNode, notes: XmlNode | undefined): Generator<ParsedBlock> {
    this.slides++;
    const shapes = [...shapesOf(at(slide, "cSld", "spTree"))];
    const title = shapes.find((shape) => /title/i.test(placeholderOf(shape) ?? ""));
    const label = title ? lineOf(title) : "";
    const blocks = this.shapes(shapes, title, label);
    let first = true;
    for (const block of blocks) {
      yield first && label ? { ...block, pageLabel: label } : block;
      first = false;
    }
    if (notes) yield* this.notes(notes);
  }

  private *shapes(shapes: XmlNode[], title: XmlNode | undefined, label: string): Generator<ParsedBlock> {
    if (label) yield { kind: "heading", level: this.slides === 1 ? 1 : 2, text: label, separator: "\n\n" };
    for (const shape of shapes) {
      const placeholder = placeholderOf(shape);
      if (shape === title || /^(?:sldNum|dt|ftr|hdr)$/.test(placeholder ?? "")) continue;
      if (shape.name === "graphicFrame") yield* this.rows(shape);
      else
        yield* paragraphsOf(shape, {
          list: placeholder === "body" || placeholder === "obj" || placeholder === "",
        });
    }
  }

  private *rows(frame: XmlNode): Generator<ParsedBlock> {
    for (const node of descendants(frame, "tbl")) {
      const table = ++this.table;
      const rows = node.children.filter((child) => child.name === "tr").map(cellsOf);
      const told = at(node, "tblPr")?.attributes.firstRow === "1";
      let first = true;
      for (const [index, cells] of rows.entries()) {
        const texts = (row: typeof cells | undefined) => row?.map((cell) => cell.text);
        const header =
          index === 0 && rows.length > 1 && (told || looksLikeHeader(texts(cells) ?? [], texts(rows[1])));
        const block = tableRow({ cells, table, header, separator: first ? "\n\n" : "\n" });
        if (block) yield block;
        first = first && !block;
      }
    }
  }

  private *notes(notes: XmlNode): Generator<ParsedBlock> {
    for (const shape of shapesOf(at(notes, "cSld", "spTree"))) {
      if (placeholderOf(shape) !== "body") continue;
      for (const block of paragraphsOf(shape, { list: false }))
        yield {
          kind: "note",
          text: block.text,
          separator: "\n\n",
          ...(block.marks ? { marks: block.marks } : {}),
        };
    }
  }
}

/** Shapes and tables in the order of the slide, those within groups too. */
function* shapesOf(tree: XmlNode | undefined): Generator<XmlNode> {
  for (const child of tree?.children ?? []) {
    if (child.name === "sp" || child.name === "graphicFrame") yield child;
    else if (child.name === "grpSp") yield* shapesOf(child);
    else if (child.name === "AlternateContent") yield* shapesOf(at(child, "Fallback") ?? at(child, "Choice"));
  }
}

/** Type of the placeholder; empty for one without a type (a body), undefined for a shape that is none. */
function placeholderOf(shape: XmlNode): string | undefined {
  const placeholder = at(shape, "nvSpPr", "nvPr", "ph");
  return placeholder && (placeholder.attributes.type ?? "");
}

function lineOf(shape: XmlNode): string {
  return [...paragraphsOf(shape, { list: false })].map((block) => block.text.replace(/\s+/g, " ")).join(" ");
}

function* paragraphsOf(shape: XmlNode, options: { list: boolean }): Generator<ParsedBlock> {
  let item = 0;
  let before = false;
  for (const paragraph of at(shape, "txBody")?.children ?? []) {
    if (paragraph.name !== "p") continue;
    const inline = new InlineText();
    addRuns(paragraph, inline);
    if (inline.isBlank) continue;
    const properties = at(paragraph, "pPr");
    const level = 1 + Math.min(5, Number(properties?.attributes.lvl ?? 0) || 0);
    const bullet = at(properties, "buChar") ?? at(properties, "buAutoNum") ?? at(properties, "buBlip");
    const isItem = bullet !== undefined || (options.list && at(properties, "buNone") === undefined);
    item = bullet?.name === "buAutoNum" ? item + 1 : 0;
    const separator = before && isItem ? "\n" : "\n\n";
    before = isItem;
    if (isItem)
      yield {
        kind: "list-item",
        level,
        ...(item > 0 ? { number: item } : {}),
        ...inline.finish(),
        separator,
      };
    else yield { kind: "paragraph", ...inline.finish(), separator };
  }
}

function addRuns(paragraph: XmlNode, inline: InlineText): void {
  for (const child of paragraph.children) {
    if (child.name === "br") inline.breakLine();
    if (child.name !== "r" && child.name !== "fld") continue;
    const start = inline.text.length;
    for (const text of child.children.filter((node) => node.name === "t"))
      inline.add(text.children.map((node) => node.text).join(""));
    if (at(child, "rPr")?.attributes.b === "1") inline.mark("strong", start);
    if (at(child, "rPr")?.attributes.i === "1") inline.mark("emphasis", start);
  }
}

function cellsOf(row: XmlNode) {
  return row.children
    .filter((child) => child.name === "tc")
    .map((cell) => {
      const inline = new InlineText();
      for (const paragraph of at(cell, "txBody")?.children.filter((child) => child.name === "p") ?? []) {
        inline.add(" ");
        addRuns(paragraph, inline);
      }
      const { text, marks } = inline.finish();
      const flat = text.replace(/\n/g, " ");
      return marks ? { text: flat, marks } : { text: flat };
    });
}
