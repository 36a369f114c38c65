import { readFile } from "node:fs/promises";
import { describe, expect, test } from "vitest";
import { AppError } from "../../errors/app-error";
import type { ErrorCode } from "../../errors/codes";
import { makePdf } from "./testing/make-pdf";
import { makeXlsx, makeZip } from "./testing/make-zip";
import { parse } from "./testing/parse";

const example = (name: string) => readFile(new URL(`../../../examples/${name}`, import.meta.url));

async function failure(filename: string, content: string | Uint8Array): Promise<AppError> {
  const result = await parse(filename, content).catch((error: unknown) => error);
  if (!(result instanceof AppError)) throw new Error(`${filename} gave ${String(result)}`);
  return result;
}

async function expectFailure(
  filename: string,
  content: string | Uint8Array,
  code: ErrorCode,
): Promise<AppError> {
  const error = await failure(filename, content);
  expect([error.code, error.internal]).toEqual([code, error.internal]);
  expect(error.public).toMatch(/^[A-Z].{15,}\.$/s);
  return error;
}

describe("a bad file is refused with a sentence that tells what to do", () => {
  test.each(["a.txt", "a.md", "a.pdf", "a.docx", "a.csv", "a.html", "a"])("empty: %s", async (name) => {
    await expectFailure(name, "", "file_empty");
  });
  test.each(["a.txt", "a.md", "a.csv"])("white space only: %s", async (name) => {
    await expectFailure(name, "\ufeff \n\t \n", "file_empty");
  });
  test("an HTML page without text", async () => {
    await expectFailure(
      "a.html",
      "<html><head><title>x</title></head><body><script>1</script></body></html>",
      "file_empty",
    );
  });

  test.each(["program.exe", "archive.zip", "photo.png", "data.json", "letter.odt"])(
    "unsupported: %s",
    async (name) => {
      await expectFailure(name, Buffer.from([0x4d, 0x5a, 0x90, 0, 3, 0, 0, 0]), "file_type_unsupported");
    },
  );
  test("an old Word file", async () => {
    const old = Buffer.concat([Buffer.from("d0cf11e0a1b11ae1", "hex"), Buffer.alloc(2048)]);
    const error = await expectFailure("letter.doc", old, "file_type_unsupported");
    expect(error.public).toContain("DOCX");
  });

  test("wrong ending: a PDF named .docx, a workbook named .docx, a text named .pdf, a PDF named .txt, a page named .csv", async () => {
    const pdf = await makePdf((document) => document.text("Text", 60, 60));
    await expectFailure("a.docx", pdf, "file_type_mismatch");
    await expectFailure("a.txt", pdf, "file_type_mismatch");
    await expectFailure("a.docx", await example("finance/budget-2025.xlsx"), "file_type_mismatch");
    await expectFailure("a.pdf", "Only a text.", "file_type_mismatch");
    await expectFailure("a.csv", "<!doctype html><html><body>x</body></html>", "file_type_mismatch");
    await expectFailure("a.xlsx", makeZip({ "readme.txt": "x" }), "file_type_mismatch");
    await expectFailure(
      "a.txt",
      Buffer.from("89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489", "hex"),
      "file_type_mismatch",
    );
  });

  test("a PDF with a password", async () => {
    await expectFailure(
      "a.pdf",
      await makePdf((document) => document.text("Secret", 60, 60), { userPassword: "p" }),
      "file_encrypted",
    );
  });
  test("a PDF that only its owner may change is read", async () => {
    const bytes = await makePdf((document) => document.text("Open to read.", 60, 60), { ownerPassword: "p" });
    expect((await parse("a.pdf", bytes)).lines).toEqual(["paragraph: Open to read."]);
  });
  test("an Office file with a password", async () => {
    const locked = Buffer.concat([
      Buffer.from("d0cf11e0a1b11ae1", "hex"),
      Buffer.alloc(1024),
      Buffer.from("EncryptedPackage", "utf16le"),
    ]);
    await expectFailure("a.xlsx", locked, "file_encrypted");
    await expectFailure(
      "a.docx",
      makeZip({ "word/document.xml": "x" }, { encrypted: true }),
      "file_encrypted",
    );
  });

  test("a scanned PDF", async () => {
    await expectFailure(
      "scan.pdf",
      await makePdf((document) => document.rect(0, 0, 400, 400).fill("#999999")),
      "file_no_text",
    );
  });

  test("damaged files: cut off, overwritten, or with parts missing", async () => {
    for (const name of [
      "people/employee-handbook.pdf",
      "people/onboarding-checklist.docx",
      "finance/budget-2025.xlsx",
      "company/all-hands-2025-q3.pptx",
    ]) {
      const bytes = await example(name);
      await expectFailure(name, bytes.subarray(0, Math.min(900, bytes.length / 8)), "file_corrupt");
    }
    const broken = Buffer.from(await example("people/onboarding-checklist.docx"));
    broken.fill(0x41, 1000, broken.length - 3000);
    expect((await failure("a.docx", broken)).code).toBe("file_corrupt");
    await expectFailure("a.pdf", Buffer.from("%PDF-1.7\nnothing more"), "file_corrupt");
    await expectFailure("a.docx", makeZip({ "word/document.xml": "<w:document><w:body>" }), "file_corrupt");
    await expectFailure("a.csv", `a,b\n"open,${"x".repeat(1_100_000)}`, "file_corrupt");
  });

  test("a zip bomb, also one that lies about its size, and one of many parts", async () => {
    const zeros = Buffer.alloc(80 * 1024 * 1024, "<row/>");
    await expectFailure(
      "bomb.xlsx",
      makeXlsx("", { "xl/media/a": zeros as unknown as string }),
      "file_too_complex",
    );
    const liar = makeZip(
      { "xl/workbook.xml": "<workbook><sheets/></workbook>", "xl/sharedStrings.xml": zeros },
      { declaredSizes: { "xl/sharedStrings.xml": 1000 } },
    );
    await expectFailure("liar.xlsx", liar, "file_too_complex");
    const many = Object.fromEntries(
      Array.from({ length: 20_100 }, (_, index) => [`ppt/presentation${index}`, ""]),
    );
    await expectFailure("many.pptx", makeZip(many), "file_too_complex");
  }, 60_000);

  test("entities that expand without end are not expanded", async () => {
    const bomb = `<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]><workbook><sheets/></workbook>`;
    await expectFailure("a.xlsx", makeXlsx("", { "xl/workbook.xml": bomb }), "file_corrupt");
  });

  test("random bytes under every ending never hang or crash", async () => {
    const noise = Buffer.from(
      Array.from({ length: 5000 }, (_, index) => (index * 7919 + ((index * index) >> 3)) & 0xff),
    );
    for (const head of ["", "%PDF-1.4\n", "PK\u0003\u0004", "<html>"]) {
      for (const ending of ["md", "txt", "html", "pdf", "docx", "pptx", "xlsx", "csv"]) {
        const result = await parse(
          `noise.${ending}`,
          Buffer.concat([Buffer.from(head, "latin1"), noise]),
        ).catch((error) => error);
        if (result instanceof Error) expect(result).toBeInstanceOf(AppError);
      }
    }
  });
});

test("work stops with the caller's reason when the signal says so", async () => {
  const controller = new AbortController();
  const bytes = Buffer.from("A line of text that goes on for a while.\n\n".repeat(200_000));
  const reading = parse("long.txt", bytes, controller.signal);
  setTimeout(() => controller.abort(new Error("left")), 30);
  await expect(reading).rejects.toThrow("left");
});

test("the event loop gets its turns while a large file is read", async () => {
  let turns = 0;
  const timer = setInterval(() => turns++, 5);
  const { blocks } = await parse(
    "long.txt",
    Buffer.from("A line of text that goes on for a while, and then ends.\n\n".repeat(50_000)),
  );
  clearInterval(timer);
  expect(blocks).toHaveLength(50_000);
  expect(turns).toBeGreaterThan(10);
});
