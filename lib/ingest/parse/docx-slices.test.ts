import { expect, test } from "vitest";
import { documentSlices } from "./docx-slices";
import { makeZip } from "./testing/make-zip";
import { parse } from "./testing/parse";

const open = `<?xml version="1.0"?><!-- <w:body> --><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" a="1 > 0"><w:background/><w:body>`;
const close = "</w:body></w:document>";
const paragraph = (text: string, more = "") => `<w:p>${more}<w:r><w:t>${text}</w:t></w:r></w:p>`;
const item = (text: string) => paragraph(text, `<w:pPr><w:numPr><w:ilvl w:val="0"/></w:numPr></w:pPr>`);
const table = (text: string) =>
  `<w:tbl><w:tr><w:tc>${paragraph(text)}</w:tc><w:tc>${paragraph("b > a")}</w:tc></w:tr></w:tbl>`;

async function slices(xml: string, size: number, pieceLength = 64): Promise<string[]> {
  const bytes = Buffer.from(xml);
  async function* pieces() {
    for (let at = 0; at < bytes.length; at += pieceLength) yield bytes.subarray(at, at + pieceLength);
  }
  const found: string[] = [];
  for await (const slice of documentSlices(pieces(), size)) found.push(slice);
  return found;
}

test("slices are whole documents that hold the body's children once and in order, wherever the pieces end", async () => {
  const body = Array.from({ length: 40 }, (_, index) =>
    index % 7 === 3
      ? table(`Größe ${index} 🙂`)
      : `${paragraph(`Text ${index} é`)}<!-- </w:body> --><w:p/><w:p w:rsid='">'></w:p>`,
  ).join("");
  for (const pieceLength of [1, 7, 4096]) {
    const found = await slices(`${open}${body}${close}`, 500, pieceLength);
    expect(found.length).toBeGreaterThan(5);
    const bodies = found.map((slice) => {
      expect(slice.startsWith(open) && slice.endsWith(close)).toBe(true);
      return slice.slice(open.length, -close.length);
    });
    expect(bodies.join("")).toBe(body);
    for (const part of bodies) expect(part.split("<w:tbl>").length).toBe(part.split("</w:tbl>").length);
  }
});

test("a list stays in one slice; one without an end is cut all the same", async () => {
  const list = Array.from({ length: 12 }, (_, index) => item(`Item ${index}`)).join("");
  const found = await slices(`${open}${paragraph("Before")}${list}${paragraph("After")}${close}`, 800);
  expect(found.filter((slice) => slice.includes("<w:numPr>"))).toHaveLength(1);
  expect((await slices(`${open}${list.repeat(20)}${close}`, 800)).length).toBeGreaterThan(2);
});

test("an empty body has no slice; one that isn't closed, or a child without an end, is refused", async () => {
  expect(await slices("<w:document><w:body/></w:document>", 100)).toEqual([]);
  await expect(slices(`${open}${paragraph("x")}`, 100)).rejects.toMatchObject({ code: "file_corrupt" });
  const endless = `${open}<w:p><w:r><w:t>${"x".repeat(11 * 1024 * 1024)}`;
  await expect(slices(endless, 100, 1024 * 1024)).rejects.toMatchObject({ code: "file_too_complex" });
});

test("a long Word document is read whole: headings, tables and text of all slices, in order", async () => {
  const long = "Ein langer Satz mit vielen Wörtern, der etwas sagt. ".repeat(4000);
  const parts = Array.from(
    { length: 8 },
    (_, index) => `${paragraph(`Part ${index}`)}${table(`Cell ${index}`)}${paragraph(long)}`,
  );
  const { blocks } = await parse(
    "long.docx",
    makeZip({ "word/document.xml": `${open}${parts.join("")}${close}` }),
  );
  expect(blocks.filter((block) => block.text.startsWith("Part")).map(({ text }) => text)).toEqual(
    parts.map((_, index) => `Part ${index}`),
  );
  expect(new Set(blocks.flatMap(({ table }) => table ?? [])).size).toBe(8);
  expect(blocks[0]?.separator).toBe("");
  expect(blocks.filter(({ separator }) => separator === "")).toHaveLength(1);
  expect(blocks.reduce((sum, { text }) => sum + text.length, 0)).toBeGreaterThan(8 * (long.length - 1));
});
