import type { DocumentType } from "../../documents/schema";
import { AppError } from "../../errors/app-error";
import { detectLanguage } from "../../text/detect-language";
import { findEffectiveDate } from "../../text/effective-date";
import { cleanText } from "./clean-text";
import { detectType, empty } from "./detect-type";
import type { ParsedBlock, ParsedFile, ParseInput, RawParse } from "./types";

/** So much is read ahead to tell title, day in force and language. */
const headLength = 20_000;
/** Characters that a file may hold, unless it is large itself: packed cells and spans can stand for any amount. */
const maxLength = 64 * 1024 * 1024;

/**
 * Reads a file of any supported format: type by content and name, then title, day in force and language from its
 * beginning, then its blocks as they are read. Memory stays bounded: only the beginning is held.
 *
 * Throws `AppError` (`file_empty`, `file_type_unsupported`, `file_type_mismatch`, `file_encrypted`, `file_corrupt`,
 * `file_no_text`, `file_too_complex`), at once or while `blocks` is read; stops with the signal's reason.
 */
export async function parseFile(input: ParseInput): Promise<ParsedFile> {
  input.signal?.throwIfAborted();
  const type = await detectType(input);
  const raw = await guarded(() => parseAs(type, input), input.signal);
  const stream = raw.blocks[Symbol.asyncIterator]();
  const head: ParsedBlock[] = [];
  let length = 0;
  while (length < headLength) {
    const next = await guarded(() => stream.next(), input.signal);
    if (next.done) break;
    const block = cleanBlock(next.value);
    if (!block) continue;
    head.push(block);
    length += block.text.length;
  }
  if (head.length === 0) throw nothingToRead(type);
  const text = head.map((block) => block.separator + block.text).join("");
  const title = titleOf({ raw, type, head, filename: input.filename });
  const language = await detectLanguage(text);
  return {
    type,
    title,
    effectiveDate: findEffectiveDate({
      title,
      text,
      filename: input.filename,
      ...(raw.frontMatter ? { frontMatter: raw.frontMatter } : {}),
    }),
    language: language.code,
    textConfig: language.textConfig,
    coveredByEmbedding: language.coveredByEmbedding,
    pageCount: raw.pageCount ?? null,
    warnings: raw.warnings,
    blocks: bounded(replay(head, stream, input.signal), Math.max(maxLength, 4 * input.bytes.length)),
  };
}

async function parseAs(type: DocumentType, input: ParseInput): Promise<RawParse> {
  // Loaded when needed: a worker that reads only text never holds the PDF reader.
  switch (type) {
    case "markdown":
      return (await import("./markdown")).parseMarkdown(input);
    case "text":
      return (await import("./text")).parseText(input);
    case "html":
      return (await import("./html")).parseHtml(input);
    case "csv":
      return (await import("./csv")).parseCsv(input);
    case "pdf":
      return (await import("./pdf")).parsePdf(input);
    case "docx":
      return (await import("./docx")).parseDocx(input);
    case "pptx":
      return (await import("./pptx")).parsePptx(input);
    case "xlsx":
      return (await import("./xlsx")).parseXlsx(input);
  }
}

async function* replay(
  head: ParsedBlock[],
  stream: AsyncIterator<ParsedBlock>,
  signal?: AbortSignal,
): AsyncGenerator<ParsedBlock> {
  try {
    yield* head;
    head.length = 0;
    for (;;) {
      const next = await guarded(() => stream.next(), signal);
      if (next.done) return;
      const block = cleanBlock(next.value);
      if (block) yield block;
    }
  } finally {
    await stream.return?.();
  }
}

async function* bounded(blocks: AsyncGenerator<ParsedBlock>, limit: number): AsyncGenerator<ParsedBlock> {
  let length = 0;
  for await (const block of blocks) {
    length += block.text.length;
    if (length > limit)
      throw new AppError("file_too_complex", {
        public:
          "This file holds more text than can be read at once. Split it into smaller files and upload those.",
        internal: `more than ${limit} characters`,
      });
    yield block;
  }
}

/** A failure of a library is a damaged file to the person; the log keeps what it said. */
async function guarded<T>(work: () => Promise<T> | T, signal?: AbortSignal): Promise<T> {
  try {
    return await work();
  } catch (error) {
    signal?.throwIfAborted();
    if (error instanceof AppError) throw error;
    throw new AppError("file_corrupt", { internal: String(error), cause: error });
  }
}

function cleanBlock(block: ParsedBlock): ParsedBlock | undefined {
  const text = cleanText(block.text);
  if (text.trim() === "") return undefined;
  return text === block.text ? block : { ...block, text };
}

function nothingToRead(type: DocumentType): AppError {
  if (type === "markdown" || type === "text" || type === "html" || type === "csv") return empty();
  if (type === "pdf") return new AppError("file_no_text");
  return new AppError("file_no_text", {
    public:
      "There is no text in this file: it is empty, or holds only pictures. Save pictures of text as PDF, run text recognition (OCR) on that and upload it.",
  });
}

function titleOf(from: { raw: RawParse; type: DocumentType; head: ParsedBlock[]; filename: string }): string {
  const own = from.raw.title && cleanText(from.raw.title).replace(/\s+/g, " ").trim();
  // A workbook's headings are the names of its sheets, and those of its first one say little.
  const headings =
    from.type === "xlsx" ? [] : from.head.slice(0, 40).filter((block) => block.kind === "heading");
  const heading = headings.find((block) => block.level === 1) ?? headings[0];
  const title = own || heading?.text.replace(/\s+/g, " ").trim() || titleFromName(from.filename);
  return title.length > 300 ? `${title.slice(0, 299).trimEnd()}…` : title;
}

function titleFromName(filename: string): string {
  const name = filename.split(/[\\/]/).findLast((part) => part !== "") ?? filename;
  const words = name
    .replace(/\.[a-z0-9]{1,8}$/i, "")
    .replace(/[_-]+/g, " ")
    .trim();
  return words ? words.charAt(0).toUpperCase() + words.slice(1) : "Untitled";
}
