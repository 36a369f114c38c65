import { fileTypeFromBuffer } from "file-type";
import type { DocumentType } from "../../documents/schema";
import { AppError } from "../../errors/app-error";
import { decodeAll, detectEncoding } from "./detect-encoding";

const extensions: Record<string, DocumentType> = {
  md: "markdown",
  markdown: "markdown",
  mdown: "markdown",
  mdx: "markdown",
  txt: "text",
  text: "text",
  log: "text",
  rst: "text",
  html: "html",
  htm: "html",
  xhtml: "html",
  pdf: "pdf",
  docx: "docx",
  docm: "docx",
  dotx: "docx",
  pptx: "pptx",
  pptm: "pptx",
  ppsx: "pptx",
  potx: "pptx",
  xlsx: "xlsx",
  xlsm: "xlsx",
  xltx: "xlsx",
  csv: "csv",
  tsv: "csv",
};

const mediaTypes: Record<string, DocumentType> = {
  "text/markdown": "markdown",
  "text/x-markdown": "markdown",
  "text/plain": "text",
  "text/html": "html",
  "application/xhtml+xml": "html",
  "text/csv": "csv",
  "text/tab-separated-values": "csv",
  "application/pdf": "pdf",
  "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
  "application/vnd.openxmlformats-officedocument.presentationml.presentation": "pptx",
  "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "xlsx",
};

const names: Record<DocumentType, string> = {
  markdown: "a Markdown text",
  text: "a plain text",
  html: "a web page",
  pdf: "a PDF",
  docx: "a Word document",
  pptx: "a PowerPoint presentation",
  xlsx: "an Excel workbook",
  csv: "a CSV table",
};

/** The old binary formats of Office: the ending says which, the content is one kind of container. */
const oldOffice: Record<string, string> = {
  doc: "DOCX",
  dot: "DOCX",
  xls: "XLSX",
  xlt: "XLSX",
  ppt: "PPTX",
  pps: "PPTX",
};

type Content =
  | DocumentType
  | "text-like"
  | "encrypted-office"
  | "old-office"
  | "zip"
  | "damaged-zip"
  | "binary"
  | "empty";

/**
 * What kind of document `bytes` are, by their content and by the ending of their name (or the media type when
 * there is no ending). Throws `file_empty`, `file_type_unsupported`, `file_type_mismatch`, `file_encrypted`
 * or `file_corrupt`, each with a sentence for the person.
 */
export async function detectType(file: {
  bytes: Uint8Array;
  filename: string;
  mediaType?: string;
}): Promise<DocumentType> {
  const extension = extensionOf(file.filename);
  const media = file.mediaType?.split(";")[0]?.trim().toLowerCase() ?? "";
  const claimed = extension ? (extensions[extension] ?? mediaTypeOfUnknown(media)) : mediaTypes[media];
  const content = await sniff(file.bytes);
  if (content.kind === "empty") throw empty();
  if (content.kind === "encrypted-office") throw new AppError("file_encrypted");
  if (content.kind === "old-office") throw oldOfficeError(extension);
  if (!claimed && extension) throw unsupported(extension);
  if (!claimed) return withoutName(content.kind);
  if (fits(claimed, content)) return claimed;
  throw misfit({ claimed, content, extension });
}

/** What the person reads when there is nothing in the file. */
export function empty(): AppError {
  return new AppError("file_empty", {
    public: "There is nothing in this file. Check that it is the right one and that it was saved.",
  });
}

interface Sniffed {
  kind: Content;
  looksLikeHtml: boolean;
  /** What another program would call it. */
  name?: string;
}

async function sniff(bytes: Uint8Array): Promise<Sniffed> {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 8192));
  const as = (kind: Content, name?: string): Sniffed => ({
    kind,
    looksLikeHtml: false,
    ...(name ? { name } : {}),
  });
  if (bytes.length === 0) return as("empty");
  if (head.subarray(0, 1024).includes("%PDF-")) return as("pdf");
  if (head.subarray(0, 8).equals(Buffer.from("d0cf11e0a1b11ae1", "hex"))) {
    return as(hasStream(bytes, "EncryptedPackage") ? "encrypted-office" : "old-office");
  }
  if (head.subarray(0, 4).equals(Buffer.from("504b0304", "hex"))) {
    // The list of parts stands at the end: an archive without it was cut off.
    return isWholeZip(bytes) ? as(officeKind(bytes)) : as("damaged-zip");
  }
  if (head.subarray(0, 4).equals(Buffer.from("504b0506", "hex"))) return as("zip");
  const sample = decodeAll(bytes.subarray(0, 64 * 1024), detectEncoding(bytes));
  if (isText(sample)) {
    if (!/[^\s\ufeff\0]/.test(sample) && !hasContent(bytes)) return as("empty");
    return {
      kind: "text-like",
      looksLikeHtml:
        /^\s*(?:<\?xml[^>]*>\s*)?(?:<!--[\s\S]{0,2000}?-->\s*)*<(?:!doctype\s+html|html[\s>])/i.test(sample),
    };
  }
  const known = await fileTypeFromBuffer(bytes.subarray(0, 64 * 1024)).catch(() => undefined);
  return as("binary", known?.mime);
}

/** A few bytes that are no text don't make a text binary: they are shown as U+FFFD. */
function isText(sample: string): boolean {
  const controls = sample.match(/[\p{Cc}]/gu)?.filter((sign) => !/[\t\n\r\f\v\u0085]/.test(sign)).length ?? 0;
  const broken = sample.match(/\ufffd/g)?.length ?? 0;
  return controls <= sample.length * 0.02 + 2 && broken <= sample.length * 0.1 + 2;
}

function hasContent(bytes: Uint8Array): boolean {
  return bytes.some(
    (byte) => byte > 32 && byte !== 0xfe && byte !== 0xff && byte !== 0xef && byte !== 0xbb && byte !== 0xbf,
  );
}

/** Names of parts stand readable in the archive, in its list at the end first of all. */
function officeKind(bytes: Uint8Array): Content {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const ends = [buffer.subarray(Math.max(0, buffer.length - 1024 * 1024)), buffer.subarray(0, 1024 * 1024)];
  for (const [part, kind] of [
    ["word/document", "docx"],
    ["ppt/presentation", "pptx"],
    ["xl/workbook", "xlsx"],
  ] as const) {
    if (ends.some((end) => end.includes(part))) return kind;
  }
  return "zip";
}

function isWholeZip(bytes: Uint8Array): boolean {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  return buffer.subarray(Math.max(0, buffer.length - 70_000)).includes(Buffer.from("504b0506", "hex"));
}

function hasStream(bytes: Uint8Array, name: string): boolean {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).includes(Buffer.from(name, "utf16le"));
}

function fits(claimed: DocumentType, content: Sniffed): boolean {
  if (content.kind === claimed) return true;
  if (content.kind !== "text-like") return false;
  if (claimed === "html" || claimed === "markdown") return true;
  return (claimed === "text" || claimed === "csv") && !content.looksLikeHtml;
}

function withoutName(content: Content): DocumentType {
  if (content === "text-like") return "text";
  if (content === "binary" || content === "zip" || content === "damaged-zip") throw unsupported("");
  return content as DocumentType;
}

function misfit(at: { claimed: DocumentType; content: Sniffed; extension: string | undefined }): AppError {
  const { claimed, content, extension } = at;
  const office = claimed === "docx" || claimed === "pptx" || claimed === "xlsx";
  const ending = extension ? `ends in “.${extension}”` : "was sent as that";
  const found = content.kind === "text-like" ? (content.looksLikeHtml ? "html" : "text") : content.kind;
  if (found in names) {
    return new AppError("file_type_mismatch", {
      public: `The name of the file ${ending}, but its content is ${names[found as DocumentType]}. Give it the right ending, or save it as ${names[claimed]}, and upload it again.`,
    });
  }
  if (office && content.kind === "damaged-zip") {
    return new AppError("file_corrupt", { internal: "the list of parts is missing" });
  }
  if ((office && content.kind === "binary" && !content.name) || (claimed === "pdf" && !content.name)) {
    return new AppError("file_corrupt", { internal: `named ${extension}, content unknown` });
  }
  return new AppError("file_type_mismatch", {
    public: `The name of the file ${ending}, but its content is something else${content.name ? ` (${content.name})` : ""}. Open it in its own program, save it as ${names[claimed]} and upload it again.`,
  });
}

function unsupported(extension: string): AppError {
  return new AppError("file_type_unsupported", {
    public: `Files ${extension ? `that end in “.${extension}”` : "of this kind"} can't be read. Supported are Markdown, plain text, HTML, PDF, Word (.docx), PowerPoint (.pptx), Excel (.xlsx) and CSV.`,
  });
}

function oldOfficeError(extension: string | undefined): AppError {
  const modern = oldOffice[extension ?? ""] ?? "DOCX, XLSX or PPTX";
  return new AppError("file_type_unsupported", {
    public: `This is a file of an old version of Office. Open it, save it as ${modern} and upload that.`,
  });
}

function mediaTypeOfUnknown(media: string): DocumentType | undefined {
  // Programs send text/plain for many endings; a text is a text.
  return media === "text/plain" || media === "text/markdown" ? mediaTypes[media] : undefined;
}

function extensionOf(filename: string): string | undefined {
  const name = filename.split(/[\\/?#]/).findLast((part) => part !== "") ?? "";
  const found = /[^.]\.([a-z][a-z0-9]{0,7}|7z)$/i.exec(name)?.[1];
  return found?.toLowerCase();
}
