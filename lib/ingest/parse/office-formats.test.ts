import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { formatNumber } from "./number-format";
import { makeXlsx } from "./testing/make-zip";
import { parse } from "./testing/parse";

const example = (name: string) => readFile(new URL(`../../../examples/${name}`, import.meta.url));

test("a Word document keeps headings, lists, and tables with their header", async () => {
  const { file, lines } = await parse("onboarding.docx", await example("people/onboarding-checklist.docx"));
  expect(file).toMatchObject({
    type: "docx",
    title: "Onboarding Checklist for New Employees",
    language: "en",
  });
  expect(lines).toContain("heading 1: Before the first day");
  expect(lines).toContain("table-row header: Task | Who | When");
  expect(lines).toContain("table-row: Create the account | IT service desk | 5 working days before");
  expect(lines).toContain("list-item 1 #1: Reception hands out the badge and takes the photograph.");
});

test("a presentation gives a page for each slide, with title, bullets, tables and the speaker's notes", async () => {
  const { file, blocks, lines } = await parse(
    "all-hands.pptx",
    await example("company/all-hands-2025-q3.pptx"),
  );
  expect(file).toMatchObject({ type: "pptx", pageCount: 8, title: "All-hands meeting, third quarter 2025" });
  expect(blocks.find((block) => block.text === "Where we stand")).toMatchObject({
    kind: "heading",
    page: 2,
    pageLabel: "Where we stand",
  });
  expect(lines).toContain("list-item 1: Orders in hand on 30 September were worth £9.8 million.");
  expect(lines).toContain("table-row header: Measure | Target | Third quarter | Second quarter");
  expect(blocks.some((block) => block.kind === "note" && block.page === 3)).toBe(true);
});

test("a workbook gives a page for each sheet, with headers, and numbers as they are shown", async () => {
  const { file, blocks, lines } = await parse("budget.xlsx", await example("finance/budget-2025.xlsx"));
  expect(file).toMatchObject({ type: "xlsx", pageCount: 4 });
  expect(lines).toContain(
    "table-row header: Number | Investment | Office | Amount (GBP) | Quarter | Status | Approved by",
  );
  expect(lines.some((line) => line.includes("148,000"))).toBe(true);
  expect(lines.some((line) => line.includes("2025-03-11"))).toBe(true);
  expect(blocks.find((block) => block.text === "Trade fairs")).toMatchObject({
    kind: "heading",
    page: 4,
    pageLabel: "Trade fairs",
  });
});

test("merged cells are repeated down their rows, empty rows part tables, lines above a table stay text", async () => {
  const cell = (reference: string, text: string) =>
    `<c r="${reference}" t="inlineStr"><is><t>${text}</t></is></c>`;
  const rows = [
    `<row r="1">${cell("A1", "Rates of 2025")}</row>`,
    `<row r="2">${cell("A2", "Office")}${cell("B2", "Rate")}</row>`,
    `<row r="3">${cell("A3", "Bristol")}<c r="B3"><v>1.5</v></c></row>`,
    `<row r="4"><c r="A4"/><c r="B4"><v>2</v></c></row>`,
    `<row r="7">${cell("A7", "Name")}${cell("B7", "Room")}</row>`,
    `<row r="8">${cell("A8", "Vogt")}<c r="B8"><v>4</v></c></row>`,
  ];
  const sheet = `<worksheet><sheetData>${rows.join("")}</sheetData><mergeCells><mergeCell ref="A3:A4"/></mergeCells></worksheet>`;
  const { blocks, lines } = await parse("rates.xlsx", makeXlsx("", { "xl/worksheets/sheet1.xml": sheet }));
  expect(lines).toEqual([
    "heading 2: Prices",
    "paragraph: Rates of 2025",
    "table-row header: Office | Rate",
    "table-row: Bristol | 1.5",
    "table-row: Bristol | 2",
    "table-row header: Name | Room",
    "table-row: Vogt | 4",
  ]);
  expect(blocks.at(-1)?.table).toBe(2);
});

test("a cell in the last column of the last row is read as the first would be", async () => {
  const { lines } = await parse(
    "far.xlsx",
    makeXlsx('<row r="1048576"><c r="A1048576"><v>7</v></c><c r="XFD1048576"><v>8</v></c></row>'),
  );
  expect(lines).toEqual(["heading 2: Prices", "table-row: 7 | 8"]);
});

test("a workbook without a value says that it is empty", async () => {
  await expect(parse("empty.xlsx", makeXlsx('<row><c r="A1"/></row>'))).rejects.toMatchObject({
    code: "file_no_text",
    public: expect.stringMatching(/empty/),
  });
});

test.each([
  [1234.5, "#,##0.00", "1,234.50"],
  [-1234.5, "#,##0;(#,##0)", "(1,235)"],
  [0.255, "0.0%", "25.5%"],
  [12, '"£"#,##0.00', "£12.00"],
  [12.5, '#,##0.00 "€"', "12.50 €"],
  [12.5, "#,##0.00\\ [$€-407]", "12.50 €"],
  [45717, "yyyy-mm-dd", "2025-03-01"],
  [45717, "d mmmm yyyy", "1 March 2025"],
  [45717, "dd/mm/yy", "01/03/25"],
  [45717.75, "yyyy-mm-dd hh:mm", "2025-03-01 18:00"],
  [0.5, "h:mm AM/PM", "12:00 PM"],
  [1.5, "[h]:mm", "36:00"],
  [0.1 + 0.2, "General", "0.3"],
  [1e21, "General", "1e+21"],
  [7, "000", "007"],
  [1500000, '0.0,,"m"', "1.5m"],
  [3, "0.##", "3"],
])("the number %d under %j is shown as %j", (value, format, expected) => {
  expect(formatNumber(value, format)).toBe(expected);
});
