import type { DocumentType } from "@/lib/documents/schema";

const byEnding: Record<string, DocumentType> = {
  md: "markdown",
  markdown: "markdown",
  mdx: "markdown",
  txt: "text",
  text: "text",
  log: "text",
  html: "html",
  htm: "html",
  xhtml: "html",
  pdf: "pdf",
  docx: "docx",
  pptx: "pptx",
  xlsx: "xlsx",
  csv: "csv",
  tsv: "csv",
};

const byMediaType: Record<string, DocumentType> = {
  "text/markdown": "markdown",
  "text/plain": "text",
  "text/html": "html",
  "application/pdf": "pdf",
  "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
  "application/vnd.openxmlformats-officedocument.presentationml.presentation": "pptx",
  "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "xlsx",
  "text/csv": "csv",
};

/** What a file claims to be, by the ending of its name or else its media type; undefined when unsupported. */
export function fileType(filename: string, mediaType = ""): DocumentType | undefined {
  const ending = /\.([A-Za-z0-9]+)$/.exec(filename)?.[1]?.toLowerCase();
  if (ending !== undefined) return byEnding[ending];
  return byMediaType[mediaType.split(";")[0]?.trim().toLowerCase() ?? ""];
}
