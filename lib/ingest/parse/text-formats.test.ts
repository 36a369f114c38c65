import iconv from "iconv-lite";
import { describe, expect, test } from "vitest";
import { parse } from "./testing/parse";

describe("Markdown", () => {
  test("keeps headings, lists, code, quotes, tables and marks", async () => {
    const { file, blocks, lines } = await parse(
      "guide.md",
      [
        "---\ntitle: The Guide\neffective_date: 2025-03-01\n---",
        "# Start",
        "Use **this** and [that](https://example.com) with `npm`.",
        "1. one\n2. two\n   - deep",
        "> said",
        "```js\nlet a = 1;\n\nlet b = 2;\n```",
        "| Name | Price |\n|---|---|\n| A | 1 |",
      ].join("\n\n"),
    );
    expect(file).toMatchObject({ type: "markdown", title: "The Guide", effectiveDate: "2025-03-01" });
    expect(lines).toEqual([
      "heading 1: Start",
      "paragraph: Use this and that with npm.",
      "list-item 1 #1: one",
      "list-item 1 #2: two",
      "list-item 2: deep",
      "quote: said",
      "code: let a = 1;\n\nlet b = 2;",
      "table-row header: Name | Price",
      "table-row: A | 1",
    ]);
    const marked = blocks[1]?.marks?.map((mark) => [
      mark.kind,
      blocks[1]?.text.slice(mark.start, mark.end),
      mark.href,
    ]);
    expect(marked).toEqual([
      ["strong", "this", undefined],
      ["link", "that", "https://example.com"],
      ["code", "npm", undefined],
    ]);
    expect(blocks[5 + 1]).toMatchObject({ language: "js" });
  });

  test("keeps lines that begin with a bold label, and joins wrapped ones", async () => {
    const { lines } = await parse(
      "a.md",
      "**Owner:** Ruth\n**Effective:** 1 March 2025\n\nA line that is\nwrapped.",
    );
    expect(lines).toEqual([
      "paragraph: Owner: Ruth\nEffective: 1 March 2025",
      "paragraph: A line that is wrapped.",
    ]);
  });

  test("drops links that could run something", async () => {
    const { blocks } = await parse(
      "a.md",
      "[x](javascript:alert(1)) and [y](JaVaScRiPt:alert(1)) and [z](data:text/html,1)",
    );
    expect(blocks[0]).toMatchObject({ text: "x and y and z" });
    expect(blocks[0]?.marks).toBeUndefined();
  });

  test("reads a long text in sections and loses nothing at their borders", async () => {
    const parts = Array.from(
      { length: 400 },
      (_, index) =>
        `## Part ${index}\n\n${`word${index} `.repeat(60)}\n\n\`\`\`\n# no heading ${index}\n\`\`\``,
    );
    const { lines } = await parse("long.md", parts.join("\n\n"));
    expect(lines).toHaveLength(1200);
    expect(lines.filter((line) => line.startsWith("heading"))).toHaveLength(400);
  });

  test("survives nesting without end", async () => {
    const { blocks } = await parse(
      "deep.md",
      `${">".repeat(3000)} deep\n\n${"- ".repeat(400)}x\n\n${"*a ".repeat(2000)}`,
    );
    expect(blocks.length).toBeGreaterThan(0);
  });
});

describe("plain text", () => {
  test("finds headings, lists and wrapped paragraphs, and keeps lines that are meant", async () => {
    const { lines } = await parse(
      "note.txt",
      "SAFETY RULES\n\nThis paragraph was wrapped by hand at a column that somebody\nonce chose, and it goes on here.\n\n1. Scope\n\n- first item\n  that goes on\n- second item\n\nTel: 100\nFax: 200\n\nReport\n======\nText.",
    );
    expect(lines).toEqual([
      "heading 2: SAFETY RULES",
      "paragraph: This paragraph was wrapped by hand at a column that somebody once chose, and it goes on here.",
      "heading 2: 1. Scope",
      "list-item 1: first item that goes on",
      "list-item 1: second item",
      "paragraph: Tel: 100\nFax: 200",
      "heading 1: Report",
      "paragraph: Text.",
    ]);
  });

  const german =
    "Die Größe der Öffnung beträgt fünf Millimeter. Übermäßige Kräfte müssen vermieden werden, außer für kurze Zeit.";
  test.each(["utf8", "utf16le", "utf16be", "windows-1252", "iso-8859-1"])(
    "reads %s, with and without a byte-order mark",
    async (encoding) => {
      for (const addBOM of encoding.startsWith("utf") ? [true, false] : [false]) {
        const { lines } = await parse("text.txt", iconv.encode(german, encoding, { addBOM }));
        expect(lines).toEqual([`paragraph: ${german}`]);
      }
    },
  );

  test.each([
    ["shift_jis", "会社の規則をよく読んでください。休暇は年に二十五日です。申請は上司に提出します。"],
    [
      "windows-1251",
      "Сотрудники получают двадцать пять дней отпуска в год. Заявление подаётся руководителю.",
    ],
    ["gb18030", "员工每年有二十五天假期。申请应提交给主管。请仔细阅读公司规定，并遵守所有安全要求。"],
  ])("detects %s", async (encoding, text) => {
    expect((await parse("text.txt", iconv.encode(text, encoding))).blocks[0]?.text).toBe(text);
  });

  test("survives broken UTF-8, NUL and control characters, and keeps the rest", async () => {
    const bytes = Buffer.concat([
      Buffer.from("Grüße an alle. "),
      Buffer.from([0xff, 0xc3, 0x28, 0x00, 0x07]),
      Buffer.from(" Ende – gut."),
    ]);
    const text = (await parse("bad.txt", bytes)).blocks.map((block) => block.text).join("\n");
    expect(text).toContain("Grüße an alle.");
    expect(text).toContain("Ende – gut.");
    // biome-ignore lint/suspicious/noControlCharactersInRegex: none of these may be left
    expect(text).not.toMatch(/[\u0000-\u0008]/);
  });

  test("cuts a line without end into blocks that join to it", async () => {
    const text = "One sentence without a break follows another. ".repeat(3000).trim();
    const { blocks } = await parse("line.txt", text);
    expect(blocks.length).toBeGreaterThan(3);
    expect(blocks.map((block) => block.separator + block.text).join("") === text).toBe(true);
    const solid = await parse("solid.txt", "x😀".repeat(60_000));
    expect(solid.blocks.map((block) => block.text).join("") === "x😀".repeat(60_000)).toBe(true);
  });
});

describe("CSV", () => {
  test.each([",", ";", "\t"])("reads cells parted by %j, quoted ones too", async (sign) => {
    const rows = [
      ["Name", "Price", "Note"],
      ["A", "1.50", '"two\nlines"'],
      ["B", "2", '"with ""quotes"""'],
      ["C", "", "x"],
    ];
    const { file, lines, blocks } = await parse(
      "prices_2025.csv",
      rows.map((row) => row.join(sign)).join("\r\n"),
    );
    expect(file).toMatchObject({ type: "csv", title: "Prices 2025" });
    expect(lines).toEqual([
      "table-row header: Name | Price | Note",
      "table-row: A | 1.50 | two lines",
      'table-row: B | 2 | with "quotes"',
      "table-row: C |  | x",
    ]);
    expect(blocks[1]?.cells?.map((cell) => blocks[1]?.text.slice(cell.start, cell.end))).toEqual([
      "A",
      "1.50",
      "two lines",
    ]);
  });

  test("takes no first row of values for a header", async () => {
    expect((await parse("values.csv", "1,2,3\n4,5,6\n7,8,9")).blocks[0]?.header).toBeUndefined();
  });
});

describe("HTML", () => {
  const main =
    "<h1>Leave</h1><p>Employees get <b>25 days</b> of leave. <a href='/apply'>Apply</a> early.</p>";
  const page = (content: string) =>
    `<!doctype html><html><head><title>Leave | Intranet</title><script>var a = "no";</script></head><body><div class="cookie-banner">We use cookies.</div><header><nav><a href="/">Home</a></nav></header>${content}<aside class="sidebar">Related pages</aside><footer>Imprint</footer></body></html>`;

  test.each([
    ["main", page(`<main><p class="breadcrumb">Home</p>${main}</main>`)],
    ["role=main", page(`<div role="main">${main}</div>`)],
    ["article", page(`<article>${main}</article>`)],
    ["body", page(`<div>${main}</div>`)],
  ])("keeps the content of %s and leaves out navigation, banners, asides and footers", async (_, html) => {
    const { file, lines } = await parse("leave.html", html);
    expect(file.title).toBe("Leave");
    expect(lines).toEqual(["heading 1: Leave", "paragraph: Employees get 25 days of leave. Apply early."]);
  });

  test("keeps lists, definitions, code and tables with spans", async () => {
    const { lines } = await parse(
      "a.html",
      page(
        "<main><ol start=3><li><p>three</p><ul><li>deep</li></ul></li><li>four</li></ol><dl><dt>NTU</dt><dd>A unit.</dd></dl><pre><code class='language-js'>a\n  b</code></pre><table><tr><th>Name</th><th>Rate</th></tr><tr><td rowspan=2>A</td><td>1</td></tr><tr><td>2<br>3</td></tr></table></main>",
      ),
    );
    expect(lines).toEqual([
      "list-item 1 #3: three",
      "list-item 2: deep",
      "list-item 1 #4: four",
      "paragraph: NTU",
      "paragraph: A unit.",
      "code: a\n  b",
      "table-row header: Name | Rate",
      "table-row: A | 1",
      "table-row: A | 2 3",
    ]);
  });

  test("takes the encoding from meta", async () => {
    const html = iconv.encode(
      "<html><head><meta charset='iso-8859-2'></head><body><main><p>Zażółć gęślą jaźń</p></main></body></html>",
      "iso-8859-2",
    );
    expect((await parse("a.html", html)).lines).toEqual(["paragraph: Zażółć gęślą jaźń"]);
  });

  test("survives nesting without end", async () => {
    const { blocks } = await parse(
      "deep.html",
      `<html><body>${"<div>".repeat(3000)}deep text${"</div>".repeat(3000)}</body></html>`,
    );
    expect(blocks.map((block) => block.text).join(" ")).toContain("deep text");
  });
});
