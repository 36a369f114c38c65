import { createRequire } from "node:module";
import path from "node:path";
import type { PDFDocumentProxy, PDFPageProxy } from "pdfjs-dist/types/src/display/api";
import { AppError } from "../../errors/app-error";
import { Breather } from "./breather";
import { PdfBlockBuilder, type PdfPageSize, type PdfStyle } from "./pdf-blocks";
import { type Margins, marginsOf, withoutFurniture } from "./pdf-furniture";
import { type PdfRow, type PdfRun, rowsOf } from "./pdf-lines";
import { joinParagraphs } from "./pdf-paragraphs";
import type { ParsedBlock, ParseInput, RawParse } from "./types";

const samplePages = 12;
const pageTimeoutMs = 60_000;

interface PageRows {
  number: number;
  label: string | null;
  size: PdfPageSize;
  rows: PdfRow[];
  margins: Margins;
}

/**
 * A PDF page by page: columns in reading order, tables row by row, running headers and footers removed, words
 * joined that were parted at the end of a line, headings by the size and font of their type. Each block keeps
 * where its text stands on the page. Holds five pages at a time.
 */
export async function parsePdf({ bytes, signal }: ParseInput): Promise<RawParse> {
  const document = await open(bytes);
  try {
    const { info } = await document.getMetadata().catch(() => ({ info: {} }));
    const title = usableTitle((info as { Title?: unknown }).Title);
    const style = await styleOf(document, signal);
    const labels = document.numPages > 20_000 ? null : await document.getPageLabels().catch(() => null);
    const warnings: string[] = [];
    return {
      ...(title ? { title } : {}),
      pageCount: document.numPages,
      warnings,
      blocks: joinParagraphs(blocksOf({ document, style, labels, warnings, signal })),
    };
  } catch (error) {
    await document.loadingTask.destroy();
    throw error;
  }
}

async function open(bytes: Uint8Array): Promise<PDFDocumentProxy> {
  const { getDocument } = await loadLibrary();
  const task = getDocument({
    // The library keeps what it is given: a copy leaves the caller's bytes alone.
    data: new Uint8Array(bytes),
    verbosity: 0,
    isEvalSupported: false,
    useSystemFonts: false,
    disableFontFace: true,
    enableXfa: false,
    ...resourcePaths(),
  });
  try {
    return await task.promise;
  } catch (error) {
    await task.destroy();
    const name = error instanceof Error ? error.name : "";
    if (name === "PasswordException") throw new AppError("file_encrypted", { cause: error });
    throw new AppError("file_corrupt", { internal: String(error), cause: error });
  }
}

/**
 * pdf.js makes a matrix for drawing when it is loaded, and warns of a native canvas that it can't find. Nothing is
 * drawn here, and neither a container nor every platform has that canvas.
 */
async function loadLibrary(): Promise<typeof import("pdfjs-dist/legacy/build/pdf.mjs")> {
  const names: Record<string, unknown> = globalThis;
  for (const name of ["DOMMatrix", "ImageData", "Path2D"]) names[name] ??= class {};
  const warn = console.warn;
  console.warn = (...said) => {
    if (!String(said[0]).includes("@napi-rs/canvas")) warn(...said);
  };
  try {
    return await import("pdfjs-dist/legacy/build/pdf.mjs");
  } finally {
    console.warn = warn;
  }
}

/** Tables of characters that fonts for Chinese, Japanese and Korean refer to. */
function resourcePaths(): { cMapUrl?: string; cMapPacked?: boolean; standardFontDataUrl?: string } {
  try {
    const root = path.dirname(createRequire(import.meta.url).resolve("pdfjs-dist/package.json"));
    return { cMapUrl: `${root}/cmaps/`, cMapPacked: true, standardFontDataUrl: `${root}/standard_fonts/` };
  } catch {
    // Without them only such fonts suffer.
    return {};
  }
}

async function* blocksOf(options: {
  document: PDFDocumentProxy;
  style: PdfStyle;
  labels: string[] | null;
  warnings: string[];
  signal: AbortSignal | undefined;
}): AsyncGenerator<ParsedBlock & { beginsColumn: boolean }> {
  const { document, style, labels, warnings, signal } = options;
  const builder = new PdfBlockBuilder(style);
  const breather = new Breather(signal);
  const textless: number[] = [];
  const window: PageRows[] = [];
  let first = true;
  try {
    for (let number = 1; number <= document.numPages + 2; number++) {
      await breather.breathe();
      if (number <= document.numPages) window.push(await readPage(document, number, labels));
      const current = window.find((page) => page.number === number - 2);
      if (!current) continue;
      const around = window.filter((page) => page !== current).map((page) => page.margins);
      const rows = withoutFurniture({ ...current, around, bodySize: style.bodySize });
      if (current.rows.length === 0) textless.push(current.number);
      for (const block of builder.page(rows, current.number, current.size)) {
        yield {
          ...block,
          separator: first ? "" : block.separator,
          ...(current.label ? { pageLabel: current.label } : {}),
        };
        first = false;
      }
      if (window.length >= 5) window.shift();
    }
    if (textless.length > 0 && textless.length < document.numPages) warnings.push(textlessWarning(textless));
  } finally {
    await document.loadingTask.destroy();
  }
}

async function readPage(
  document: PDFDocumentProxy,
  number: number,
  labels: string[] | null,
): Promise<PageRows> {
  const page = await document.getPage(number);
  const { width, height } = page.getViewport({ scale: 1 });
  const rows = rowsOf(await runsOf(page));
  page.cleanup();
  const label = labels?.[number - 1];
  return {
    number,
    label: label && label !== String(number) ? label : null,
    size: { width, height },
    rows,
    margins: marginsOf(rows, height),
  };
}

/** The page's runs of upright text. Text across the page is a watermark and left out. */
async function runsOf(page: PDFPageProxy): Promise<PdfRun[]> {
  const viewport = page.getViewport({ scale: 1 });
  const content = await withTimeout(page.getTextContent({ disableNormalization: false }));
  const runs: PdfRun[] = [];
  const turned = new Map<number, PdfRun[]>();
  for (const item of content.items) {
    if (!("str" in item) || item.str.trim() === "") continue;
    const [a, b, c, d, e, f] = multiply(viewport.transform as Matrix, item.transform as Matrix);
    const size = Math.hypot(c, d);
    if (!(size > 0.5)) continue;
    const angle = Math.round((Math.atan2(b, a) * 180) / Math.PI);
    const ascent = content.styles[item.fontName]?.ascent;
    const run = {
      text: item.str,
      x: e,
      y: f,
      width: item.width,
      size: Math.round(size * 10) / 10,
      font: item.fontName,
      ascent: ascent && ascent > 0.3 && ascent < 1.3 ? ascent : 0.8,
    };
    if (Math.abs(angle) <= 3) runs.push(run);
    else if (Math.abs(angle) % 90 <= 3 || Math.abs(angle) % 90 >= 87) {
      const kind = Math.round(angle / 90) * 90;
      const same = turned.get(kind);
      if (same) same.push(run);
      else turned.set(kind, [run]);
    }
  }
  const most = [...turned].sort((a, b) => b[1].length - a[1].length)[0];
  // A page that was laid across keeps its text: it is read in the direction in which most of it runs.
  return most && most[1].length > runs.length ? most[1].map((run) => upright(run, most[0])) : runs;
}

function upright(run: PdfRun, angle: number): PdfRun {
  if (angle === 90) return { ...run, x: run.y, y: -run.x };
  if (angle === -90) return { ...run, x: -run.y, y: run.x };
  return { ...run, x: -run.x, y: -run.y };
}

/** A page can be made to take forever: it gets a minute. */
async function withTimeout<T>(work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () =>
        reject(new AppError("file_too_complex", { internal: `a page took more than ${pageTimeoutMs} ms` })),
      pageTimeoutMs,
    );
  });
  try {
    return await Promise.race([work, timeout]);
  } finally {
    clearTimeout(timer);
  }
}

/** Size and font of running text, and the larger sizes, from a sample of pages. */
async function styleOf(document: PDFDocumentProxy, signal?: AbortSignal): Promise<PdfStyle> {
  const sizes = new Map<number, number>();
  const fonts = new Map<string, number>();
  const step = Math.max(1, document.numPages / samplePages);
  for (let index = 0; index < Math.min(samplePages, document.numPages); index++) {
    signal?.throwIfAborted();
    const page = await document.getPage(1 + Math.floor(index * step));
    for (const run of await runsOf(page)) {
      sizes.set(run.size, (sizes.get(run.size) ?? 0) + run.text.length);
      fonts.set(`${run.size} ${run.font}`, (fonts.get(`${run.size} ${run.font}`) ?? 0) + run.text.length);
    }
    page.cleanup();
  }
  const bodySize = [...sizes].sort((a, b) => b[1] - a[1])[0]?.[0] ?? 10;
  const bodyFont =
    [...fonts]
      .filter(([key]) => key.startsWith(`${bodySize} `))
      .sort((a, b) => b[1] - a[1])[0]?.[0]
      .split(" ")[1] ?? "";
  return { bodySize, bodyFont, headingSizes: headingSizesOf([...sizes.keys()], bodySize) };
}

/** Sizes above the body's, those within half a point as one, five at most. */
function headingSizesOf(sizes: number[], bodySize: number): number[] {
  const larger = sizes.filter((size) => size > bodySize * 1.12).sort((a, b) => b - a);
  const distinct: number[] = [];
  for (const size of larger) {
    const last = distinct.at(-1);
    if (last === undefined || last - size > 0.6) distinct.push(size);
  }
  return distinct.slice(0, 5);
}

function usableTitle(title: unknown): string | undefined {
  if (typeof title !== "string") return undefined;
  const text = title.replace(/\s+/g, " ").trim();
  const automatic =
    /^(?:untitled|unbenannt|microsoft (?:word|powerpoint).*|document ?\d*|.*\.(?:docx?|pptx?|xlsx?|pdf|indd|tex|odt))$/i;
  return text.length > 2 && !automatic.test(text) ? text : undefined;
}

function textlessWarning(pages: number[]): string {
  const named = pages.slice(0, 20).join(", ") + (pages.length > 20 ? " and more" : "");
  return pages.length === 1
    ? `Page ${named} has no text that can be read; it may be a picture.`
    : `${pages.length} pages have no text that can be read (${named}); they may be pictures.`;
}

type Matrix = [number, number, number, number, number, number];

function multiply(a: Matrix, b: Matrix): Matrix {
  return [
    a[0] * b[0] + a[2] * b[1],
    a[1] * b[0] + a[3] * b[1],
    a[0] * b[2] + a[2] * b[3],
    a[1] * b[2] + a[3] * b[3],
    a[0] * b[4] + a[2] * b[5] + a[4],
    a[1] * b[4] + a[3] * b[5] + a[5],
  ];
}
