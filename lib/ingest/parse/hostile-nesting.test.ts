import { expect, test } from "vitest";
import { withoutDeepTags } from "./bounded-html";
import { makeXlsx, makeZip } from "./testing/make-zip";
import { parse } from "./testing/parse";

const times = (piece: string, count: number) => piece.repeat(count);

/** Seconds of processor time, so that a busy machine doesn't count. */
async function cost(work: () => Promise<unknown>): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user } = process.cpuUsage(before);
  return user / 1e6;
}

test.each([
  ["200,000 elements within each other", `${times("<div>", 200_000)}Its text${times("</div>", 200_000)}`],
  ["marks that never end", `${times("<b>", 100_000)}Its text`],
  ["lists within lists", `${times("<ul><li>", 50_000)}Its text`],
  ["30,000 tables within each other", `${times("<table><tr><td>x", 30_000)}Its text`],
  [
    "20,000 tables beside each other, within sixty",
    `${times("<table><tr><td>", 60)}${times("<table><tr><td>a</td><td>b</td></tr></table>", 20_000)}Its text`,
  ],
])(
  "HTML of %s costs seconds, and its text stays",
  async (_, html) => {
    let text = "";
    const seconds = await cost(async () => {
      const { blocks } = await parse("deep.html", `<html><body>${html}</body></html>`);
      text = blocks.map((block) => block.text).join(" ");
    });
    expect(text).toContain("Its text");
    expect(seconds).toBeLessThan(15);
  },
  120_000,
);

test("cells over many rows and columns add a bounded amount of text, and none of their own is lost", async () => {
  const wide = `<tr>${times("<td colspan=100 rowspan=100>wide</td>", 1000)}</tr>${times("<tr></tr>", 99)}`;
  const tall = `<tr>${times(`<td rowspan=100>${times("tall ", 100)}</td>`, 20)}</tr>${times("<tr></tr>", 99)}`;
  const { blocks } = await parse("spans.html", `<html><body><table>${wide}${tall}</table></body></html>`);
  const text = blocks.map((block) => block.text).join("\n");
  expect(text.match(/wide/g)?.length).toBeGreaterThanOrEqual(1000);
  expect(text.match(/tall/g)?.length).toBeGreaterThanOrEqual(2000);
  expect(text.length).toBeLessThan(400_000);
});

test("a workbook of one long text in every cell is refused before it fills the memory", async () => {
  const row = `<row>${times('<c t="s"><v>0</v></c>', 50)}</row>`;
  const bytes = makeXlsx(times(row, 2000), {
    "xl/sharedStrings.xml": `<sst><si><t>${times("word ", 6000)}</t></si></sst>`,
  });
  await expect(parse("cells.xlsx", bytes)).rejects.toMatchObject({
    code: "file_too_complex",
    public: expect.stringContaining("more text than can be read at once"),
  });
}, 120_000);

test("tags below the limit go, text, what follows, scripts and entities stay", () => {
  const html = `<div><p>one <b>two</b> three<script>"<p>"</script> &amp; <i>four</i></p></div><p>five</p>`;
  expect(withoutDeepTags(html, 2)).toBe(
    `<div><p>one two three<script>"<p>"</script> &amp; four</p></div><p>five</p>`,
  );
  expect(withoutDeepTags(html)).toBe(html);
  expect(withoutDeepTags(times("<p>x", 3000))).toBe(times("<p>x", 3000));
});

test.each([
  ["quotes", `${times(">", 20_000)} Its text`],
  ["list items", `${times("- ", 20_000)}Its text`],
  ["numbered items", `${times("1. ", 20_000)}Its text`],
  ["quotes, line by line", `${times(`${times("> ", 200)}a line\n`, 100)}\nIts text`],
  ["brackets", `${times("[", 50_000)}Its text`],
  ["emphasis", `${times("*a _b ", 10_000)}Its text`],
])(
  "Markdown with thousands of %s costs seconds, and its text stays",
  async (_, markdown) => {
    let text = "";
    const seconds = await cost(async () => {
      const { blocks } = await parse("deep.md", markdown);
      text = blocks.map((block) => block.text).join(" ");
    });
    expect(text).toContain("Its text");
    expect(seconds).toBeLessThan(15);
  },
  120_000,
);

const within = (name: string, inside: string) =>
  `${times(`<${name}>`, 20_000)}${inside}${times(`</${name}>`, 20_000)}`;

test("Office files whose parts are nested without end are refused, or read, in seconds", async () => {
  const files: [string, Buffer][] = [
    [
      "deep.docx",
      makeZip({
        "word/document.xml": `<w:document xmlns:w="w"><w:body>${within("w:tbl", "x")}</w:body></w:document>`,
      }),
    ],
    ["deep.xlsx", makeXlsx(within("row", "<c><v>1</v></c>"))],
    [
      "deep.pptx",
      makeZip({ "ppt/presentation.xml": `<p:presentation>${within("p:grpSp", "x")}</p:presentation>` }),
    ],
  ];
  for (const [name, bytes] of files) {
    let outcome: unknown;
    const seconds = await cost(async () => {
      outcome = await parse(name, bytes).catch((error: unknown) => error);
    });
    expect(seconds, name).toBeLessThan(15);
    if (outcome instanceof Error)
      expect(outcome, name).toMatchObject({ code: expect.stringMatching(/^file_/) });
  }
}, 120_000);
