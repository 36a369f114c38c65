import type { Access } from "@/db/access";
import { database } from "@/db/client";
import type { DocumentType } from "@/lib/documents/schema";
import { AppError } from "@/lib/errors/app-error";
import { acceptFiles, type Candidate } from "./accept";
import { cleanUri } from "./clean-uri";
import { fileType } from "./file-type";
import type { IngestAccepted, IngestText } from "./schema";
import { storeOriginal } from "./store-original";

const endings = { text: "txt", markdown: "md", html: "html", csv: "csv" } as const;
const mediaTypes = {
  text: "text/plain",
  markdown: "text/markdown",
  html: "text/html",
  csv: "text/csv",
} as const;

/**
 * Takes a text. Without `uri` its content is its identity: the same text in the same source is the same document.
 * Throws `invalid_request` for a NUL character, `file_empty`, `file_too_large`, `storage_full`.
 */
export async function acceptText(accept: {
  access: Access;
  requestId: string;
  document: IngestText;
}): Promise<Omit<IngestAccepted, "request_id">> {
  const { access, requestId, document } = accept;
  return acceptFiles({ access, requestId, candidates: [await storeText(document)] });
}

/** The same text with its bytes stored and nothing made of it yet. Throws as `acceptText`. */
export async function storeText(document: IngestText): Promise<Extract<Candidate, { kind: "stored" }>> {
  if (document.text.includes("\u0000")) {
    throw new AppError("invalid_request", {
      public: "text holds a NUL character, which no text has. Was a binary file pasted?",
      invalidParams: [{ name: "text", reason: "holds a NUL character" }],
    });
  }
  if (document.text.trim() === "")
    throw new AppError("file_empty", { public: "text holds nothing but white space." });
  const type = document.type ?? textType(fileType(document.uri ?? ""));
  const original = await storeOriginal(await database(), {
    filename: `${fileName(document.title)}.${endings[type]}`,
    mediaType: mediaTypes[type],
    bytes: oneByOne(Buffer.from(document.text, "utf8")),
  });
  const uri = document.uri === undefined ? `text:${original.sha256.slice(0, 32)}` : cleanUri(document.uri);
  return {
    kind: "stored",
    name: document.title,
    uri,
    type,
    original,
    source: document.source,
    title: document.title,
    tags: document.tags,
    effectiveDate: document.effective_date,
  };
}

function textType(type: DocumentType | undefined): keyof typeof endings {
  return type === "markdown" || type === "html" || type === "csv" ? type : "text";
}

function fileName(title: string): string {
  const name = title.replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-|-$/g, "");
  return name.slice(0, 80).toLowerCase() || "document";
}

async function* oneByOne(bytes: Buffer): AsyncGenerator<Uint8Array> {
  for (let start = 0; start < bytes.length; start += 1_048_576)
    yield bytes.subarray(start, start + 1_048_576);
}
