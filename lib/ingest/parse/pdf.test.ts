import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { makePdf } from "./testing/make-pdf";
import { parse } from "./testing/parse";

const example = (name: string) => readFile(new URL(`../../../examples/${name}`, import.meta.url));

test("two columns are read one after the other, a table in one of them row by row", async () => {
  const { file, lines } = await parse("report.pdf", await example("company/sustainability-report-2024.pdf"));
  expect(file).toMatchObject({ type: "pdf", pageCount: 3, title: "Sustainability Report 2024" });
  const text = lines.join("\n");
  expect(text.indexOf("Marian Okonjo, Chief Executive")).toBeLessThan(
    text.indexOf("All electricity has come"),
  );
  expect(lines).toContain("table-row header: Figure | 2023 | 2024");
  expect(lines).toContain("table-row: Electricity (MWh) | 1,264 | 1,190");
  expect(lines).toContain("table-row: Flights below 100 | 2024 | Missed");
  expect(text).toContain("Average sickness absence was 4.1 percent in Bristol and 5.2 percent in Hamburg.");
});

test("running headers, footers and page numbers are left out", async () => {
  const { lines } = await parse("report.pdf", await example("company/sustainability-report-2024.pdf"));
  expect(lines.join("\n")).not.toMatch(
    /Page \d of 3|Figures for the calendar year|Tideway Instruments \| Sustain/,
  );
});

test("a table that goes on on the next page stays one table, cells of several lines stay one row", async () => {
  const handbook = await parse("handbook.pdf", await example("people/employee-handbook.pdf"));
  expect(handbook.lines).toContain(
    "table-row header: Grade | Typical roles | Notice in Bristol | Notice in Hamburg",
  );
  expect(handbook.lines).toContain(
    "table-row: 7 | Principal engineer, department manager | 16 weeks | 3 months to the end of a quarter",
  );
  const manual = await parse("manual.pdf", await example("products/tw-310-manual.pdf"));
  const rows = manual.blocks.filter((block) => block.table === 1);
  expect([...new Set(rows.map((row) => row.page))]).toEqual([2, 3]);
  expect(rows.filter((row) => row.header)).toHaveLength(1);
});

test("headings come from the size of type, parted words are joined, a paragraph goes on over the page", async () => {
  const bytes = await makePdf((pdf) => {
    pdf.fontSize(22).text("Report on Water", 60, 60);
    pdf.fontSize(14).text("First part", 60, 110);
    pdf
      .fontSize(10)
      .text("The measure-", 60, 140)
      .text("ment takes place in the well-known and deep", 60, 153)
      .text("harbour basin of the old town, where it was", 60, 166);
    pdf.addPage().fontSize(10).text("always taken. It ends here.", 60, 60);
  });
  const { blocks, lines } = await parse("water.pdf", bytes);
  expect(lines).toEqual([
    "heading 1: Report on Water",
    "heading 2: First part",
    "paragraph: The measurement takes place in the well-known and deep harbour basin of the old town, where it was always taken. It ends here.",
  ]);
  const paragraph = blocks[2];
  const pageBreak = paragraph?.pageBreaks?.[0];
  expect(pageBreak?.page).toBe(2);
  expect(paragraph?.text.slice(pageBreak?.start)).toBe("always taken. It ends here.");
});

test("boxes stand where the text stands, as shares of the page from its top left", async () => {
  const { blocks } = await parse(
    "box.pdf",
    await makePdf((pdf) => pdf.fontSize(20).text("Hello there, reader", 119, 421)),
  );
  const [block] = blocks;
  const [box] = block?.boxes ?? [];
  expect(block?.text.slice(box?.start, box?.end)).toBe("Hello there, reader");
  expect(box?.x).toBeCloseTo(119 / 595.28, 2);
  expect(box?.y).toBeCloseTo(421 / 841.89, 2);
  expect(box?.height).toBeGreaterThan(0.015);
  expect(box?.height).toBeLessThan(0.03);
});

test("every box of the examples reproduces a piece of its block and lies on the page", async () => {
  for (const name of ["people/employee-handbook.pdf", "company/sustainability-report-2024.pdf"]) {
    const { blocks } = await parse(name, await example(name));
    for (const block of blocks) {
      const covered = new Uint8Array(block.text.length);
      for (const box of block.boxes ?? []) {
        expect(box.end).toBeGreaterThan(box.start);
        expect(box.end).toBeLessThanOrEqual(block.text.length);
        expect(box.x + box.width).toBeLessThanOrEqual(1.01);
        expect(box.y + box.height).toBeLessThanOrEqual(1.01);
        covered.fill(1, box.start, box.end);
      }
      const cells = block.kind === "table-row" ? block.text.replace(/\|/g, " ") : block.text;
      for (const [index, sign] of [...cells].entries()) if (/\S/.test(sign)) expect(covered[index]).toBe(1);
    }
  }
});

test("pages without text are named in a warning", async () => {
  const { file } = await parse(
    "mixed.pdf",
    await makePdf((pdf) =>
      pdf.text("Some text that can be read.", 60, 60).addPage().rect(0, 0, 300, 300).fill("#888888"),
    ),
  );
  expect(file.warnings).toEqual(["Page 2 has no text that can be read; it may be a picture."]);
});
