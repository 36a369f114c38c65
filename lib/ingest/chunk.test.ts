import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { codePointLength, sliceCodePoints } from "../text/code-points";
import { type AssembledPart, assemble, type PlacedBlock, type TextPage, type TextSegment } from "./assemble";
import { type Chunk, type ChunkOptions, chunkBlocks } from "./chunk";
import { cleanText } from "./parse/clean-text";
import type { ParsedBlock } from "./parse/types";
import { readDocument } from "./read-document";

/** Counts as a word-piece model does: pieces of words and single signs, two marks around each text. */
const countTokens = (text: string) => 2 + (text.match(/[\p{L}\p{N}]{1,6}|[^\s\p{L}\p{N}]/gu)?.length ?? 0);

async function* stream<T>(values: T[]): AsyncGenerator<T> {
  yield* values;
}

async function chunksOf(blocks: ParsedBlock[], options: Partial<ChunkOptions> = {}) {
  const document = readDocument({ title: "Title", countTokens, ...options, blocks: stream(blocks) });
  const chunks: Chunk[] = [];
  const segments: TextSegment[] = [];
  const pages: TextPage[] = [];
  for await (const part of document.parts) {
    if (part.type === "chunk") chunks.push(part.chunk);
    else if (part.type === "segment") segments.push(part.segment);
    else pages.push(part.page);
  }
  return { chunks, segments, pages, text: segments.map((s) => s.text).join(""), document };
}

const paragraph = (text: string): ParsedBlock => ({ kind: "paragraph", text, separator: "\n\n" });
const heading = (level: number, text: string): ParsedBlock => ({
  kind: "heading",
  level,
  text,
  separator: "\n\n",
});
const row = (cells: string[], header = false): ParsedBlock => {
  const ranges: { start: number; end: number }[] = [];
  let text = "";
  for (const cell of cells) {
    if (ranges.length > 0) text += " | ";
    ranges.push({ start: text.length, end: text.length + cell.length });
    text += cell;
  }
  return { kind: "table-row", text, separator: "\n", table: 1, cells: ranges, ...(header ? { header } : {}) };
};
const sentences = (count: number, word = "water") =>
  Array.from(
    { length: count },
    (_, index) => `Sentence ${index} speaks of ${word} and of what it does.`,
  ).join(" ");

/** The index, moved out of the middle of a surrogate pair. */
const boundary = (text: string, index: number) =>
  /[\udc00-\udfff]/.test(text[index] ?? "") ? index - 1 : index;

const anyText = fc
  .array(
    fc.oneof(
      fc.string({ unit: "binary", maxLength: 40 }),
      fc.string({ unit: "grapheme", maxLength: 20 }),
      fc.constantFrom(
        "A plain sentence. ",
        "e\u0301 u\u0308 ",
        "👩‍👩‍👧‍👦 ",
        "שלום עולם. ",
        "\n",
        "x".repeat(300),
        "日本語の文。",
      ),
    ),
    { minLength: 1, maxLength: 30 },
  )
  .map((parts) => cleanText(parts.join("")))
  .filter((text) => text.trim() !== "");
const anyBlock = fc
  .record({
    kind: fc.constantFrom("heading", "paragraph", "list-item", "code", "quote", "note"),
    text: anyText,
    separator: fc.constantFrom("", "\n", "\n\n"),
    level: fc.integer({ min: 1, max: 6 }),
    mark: fc.tuple(fc.nat(), fc.nat()),
  })
  .map(({ mark, ...block }): ParsedBlock => {
    const [a, b] = mark
      .map((value) => boundary(block.text, value % (block.text.length + 1)))
      .sort((x, y) => x - y);
    return {
      ...block,
      kind: block.kind as ParsedBlock["kind"],
      marks: [{ kind: "strong", start: a ?? 0, end: b ?? 0 }],
    } as ParsedBlock;
  });
const anyRow = fc
  .array(
    fc.string({ unit: "grapheme", maxLength: 30 }).map((cell) => cleanText(cell.replace(/\s+/g, " "))),
    { minLength: 1, maxLength: 6 },
  )
  .map((cells) => row(cells))
  .filter((block) => block.text.trim() !== "");
const anyBlocks = fc.array(fc.oneof(anyBlock, anyRow), { minLength: 1, maxLength: 25 });

describe("segments", () => {
  test("tile the text, and every block, cell and mark lies where its offsets say", async () => {
    await fc.assert(
      fc.asyncProperty(anyBlocks, async (blocks) => {
        const parts: AssembledPart[] = [];
        const assembly = assemble({ blocks: stream(blocks), segmentLength: 200, maxBlockLength: 150 });
        for await (const part of assembly.parts) parts.push(part);
        const segments = parts.flatMap((part) => (part.type === "segment" ? [part.segment] : []));
        const placed = parts.flatMap((part) => (part.type === "block" ? [part.placed] : []));
        const text = segments.map((segment) => segment.text).join("");
        let end = 0;
        for (const segment of segments) {
          expect(segment.start).toBe(end);
          expect(codePointLength(segment.text)).toBe(segment.end - segment.start);
          end = segment.end;
        }
        expect(assembly.length()).toBe(codePointLength(text));
        for (const { block, text: own } of placed) {
          expect(sliceCodePoints(text, block.start, block.end)).toBe(own);
          for (const range of [...(block.cells ?? []), ...(block.marks ?? [])]) {
            expect(range.start).toBeGreaterThanOrEqual(block.start);
            expect(range.end).toBeLessThanOrEqual(block.end);
            expect(range.start).toBeLessThanOrEqual(range.end);
          }
        }
        expect(text.replace(/\s/g, "")).toBe(
          blocks
            .map((block) => block.text)
            .join("")
            .replace(/\s/g, ""),
        );
      }),
    );
  });

  test("pages follow one another and keep their boxes in code points", async () => {
    const blocks: ParsedBlock[] = [1, 1, 2].map((page) => ({
      ...paragraph("😀 text"),
      page,
      pageLabel: `p${page}`,
      boxes: [{ start: 3, end: 7, x: 0.1, y: 0.2, width: 0.3, height: 0.02 }],
    }));
    const { pages, text } = await chunksOf(blocks);
    expect(pages.map(({ number, label, boxes }) => ({ number, label, count: boxes.length }))).toEqual([
      { number: 1, label: "p1", count: 2 },
      { number: 2, label: "p2", count: 1 },
    ]);
    for (const [start = 0, end = 0] of pages.flatMap((page) => page.boxes))
      expect(sliceCodePoints(text, start, end)).toBe("text");
  });
});

describe("chunks", () => {
  test("cover every code point that is not white space, reproduce their range, and keep to the limit", async () => {
    await fc.assert(
      fc.asyncProperty(anyBlocks, fc.integer({ min: 30, max: 240 }), async (blocks, maxTokens) => {
        const { chunks, text } = await chunksOf(blocks, { maxTokens, minTokens: Math.floor(maxTokens / 6) });
        const points = Array.from(text);
        const covered = new Uint8Array(points.length);
        let last = -1;
        for (const [index, chunk] of chunks.entries()) {
          expect(chunk.ordinal).toBe(index);
          expect(chunk.start).toBeGreaterThan(last);
          last = chunk.start;
          expect(chunk.text).toBe(points.slice(chunk.start, chunk.end).join(""));
          expect(chunk.text.trim()).not.toBe("");
          expect(chunk.tokenCount).toBeLessThanOrEqual(maxTokens);
          covered.fill(1, chunk.start, chunk.end);
        }
        for (const [index, point] of points.entries()) if (/\S/u.test(point)) expect(covered[index]).toBe(1);
      }),
      { numRuns: 300 },
    );
  });

  test("count the tokens that the model counts for context and text together", async () => {
    const { chunks } = await chunksOf([
      heading(2, "Rules"),
      paragraph(sentences(60)),
      row(["Name", "Rate"], true),
      row(["A", "1"]),
    ]);
    for (const chunk of chunks) expect(chunk.tokenCount).toBe(countTokens(`${chunk.context}\n${chunk.text}`));
  });

  test("share their last sentences within a section and nothing across sections", async () => {
    const { chunks } = await chunksOf([
      heading(2, "One"),
      paragraph(sentences(60, "tea")),
      heading(2, "Two"),
      paragraph(sentences(30, "milk")),
    ]);
    const one = chunks.filter((chunk) => chunk.section[0] === "One");
    const two = chunks.filter((chunk) => chunk.section[0] === "Two");
    expect(one.length).toBeGreaterThan(2);
    expect(one.slice(1).every((chunk, index) => chunk.start < (one[index]?.end ?? 0))).toBe(true);
    expect(two[0]?.start).toBeGreaterThan(one.at(-1)?.end ?? 0);
    expect(two[0]?.text.startsWith("Two\n\nSentence 0")).toBe(true);
    for (const chunk of chunks) expect(chunk.text).toMatch(/^(?:Sentence|One|Two)[\s\S]*\.$/);
  });

  test("fill a section evenly instead of leaving a scrap", async () => {
    const { chunks } = await chunksOf([paragraph(sentences(24))]);
    const sizes = chunks.map((chunk) => chunk.tokenCount);
    expect(Math.min(...sizes)).toBeGreaterThan(Math.max(...sizes) * 0.6);
  });

  test("never cut a table row or a code block that fits, and repeat the table's header in the context", async () => {
    const code = Array.from({ length: 14 }, (_, index) => `const value${index} = ${index};`).join("\n");
    const rows = Array.from({ length: 80 }, (_, index) => [
      `Item ${index}`,
      `${index}.50`,
      "In stock. Ask Dr. Vogt.",
    ]);
    const { chunks } = await chunksOf([
      paragraph(sentences(12)),
      { kind: "code", text: code, separator: "\n\n" },
      row(["Name", "Price", "Note"], true),
      ...rows.map((cells) => row(cells)),
    ]);
    expect(chunks.filter((chunk) => chunk.text.includes(code))).toHaveLength(1);
    for (const cells of rows)
      expect(chunks.filter((chunk) => chunk.text.split("\n").includes(cells.join(" | "))).length).toBe(1);
    const later = chunks.filter((chunk) => chunk.text.startsWith("Item"));
    expect(later.length).toBeGreaterThan(3);
    for (const chunk of later)
      expect(chunk).toMatchObject({ kind: "table", context: "Title\nName | Price | Note" });
  });

  test("cut a row that alone exceeds the limit between cells, code between lines", async () => {
    const long = row(Array.from({ length: 60 }, (_, index) => `cell number ${index} of the long row`));
    const code = Array.from({ length: 90 }, (_, index) => `line ${index} of the program`).join("\n");
    const { chunks } = await chunksOf([long, { kind: "code", text: code, separator: "\n\n" }]);
    for (const chunk of chunks.filter((chunk) => chunk.kind === "table"))
      expect(chunk.text).toMatch(/^cell number [\s\S]*(?:row| \|)$/);
    for (const chunk of chunks.filter((chunk) => chunk.kind === "code"))
      expect(chunk.text).toMatch(/^line \d+ of[\s\S]*program$/);
  });

  test("give small sections to one chunk under their common heading, and keep a heading with its text", async () => {
    const { chunks } = await chunksOf([
      heading(1, "Guide"),
      heading(2, "Opening"),
      paragraph("At nine."),
      heading(2, "Closing"),
      paragraph("At five."),
      heading(2, "Long"),
      paragraph(sentences(40)),
    ]);
    expect(chunks[0]).toMatchObject({
      section: ["Guide"],
      text: "Guide\n\nOpening\n\nAt nine.\n\nClosing\n\nAt five.",
    });
    expect(chunks[1]?.section).toEqual(["Guide", "Long"]);
    expect(chunks[1]?.text.startsWith("Long\n\nSentence 0")).toBe(true);
    expect(chunks[1]?.context).toBe("Title > Guide > Long");
  });

  test("do not repeat the title when it is the first heading", async () => {
    const { chunks } = await chunksOf([heading(1, "title"), heading(2, "Rules"), paragraph(sentences(12))]);
    expect(chunks.at(-1)?.context).toBe("Title > Rules");
  });

  test("keep a context of long headings within a third of the limit", async () => {
    const long = Array.from({ length: 100 }, (_, index) => `word${index}`).join(" ");
    const { chunks } = await chunksOf([heading(1, long), heading(2, long), paragraph(sentences(30))], {
      title: long,
    });
    for (const chunk of chunks) expect(countTokens(chunk.context)).toBeLessThanOrEqual(90);
  });

  test("come from a stream without holding it", async () => {
    let made = 0;
    async function* blocks(): AsyncGenerator<PlacedBlock> {
      for (; made < 1000; made++) {
        const text = sentences(10);
        const start = made * (text.length + 2);
        yield {
          block: { kind: "paragraph", start, end: start + text.length },
          text,
          separator: made ? "\n\n" : "",
        };
      }
    }
    for await (const chunk of chunkBlocks({ title: "T", countTokens, blocks: blocks() })) {
      expect(chunk.ordinal).toBe(0);
      break;
    }
    expect(made).toBeLessThan(20);
  });
});
