// From bytes to blocks. `parseFile` sniffs the type, a parser for each format yields blocks as it reads,
// and nobody holds the whole text: `assemble` and `chunk` take the stream as it comes.
import type { DocumentType, StoredBlock } from "../../documents/schema";

/** A range in the UTF-16 units of a block's own text, half-open. */
export interface BlockRange {
  start: number;
  end: number;
}

export interface BlockMark extends BlockRange {
  kind: "strong" | "emphasis" | "code" | "link";
  href?: string;
}

/** Where a run of the block's text stands on its page: shares of the page from its top left, 0 to 1. */
export interface BlockBox extends BlockRange {
  x: number;
  y: number;
  width: number;
  height: number;
  /** Set when it isn't the block's own page. */
  page?: number;
}

/**
 * A piece of text with its role. All ranges are UTF-16 indexes of `text`; `assemble` makes code points of them.
 * `text` holds no NUL and no lone surrogate, and is in Unicode normal form C unless it is code.
 */
export interface ParsedBlock {
  kind: StoredBlock["kind"];
  text: string;
  /** What stands between the block before and this one in the stored text; nothing before the first. */
  separator: "" | "\n" | "\n\n";
  level?: number;
  page?: number;
  /** Name of the page: a sheet's name, a slide's title, a PDF's own page label. */
  pageLabel?: string;
  /** Pages that begin within the text, for a paragraph that runs over the end of a page. */
  pageBreaks?: { page: number; start: number }[];
  table?: number;
  header?: boolean;
  cells?: BlockRange[];
  marks?: BlockMark[];
  boxes?: BlockBox[];
  language?: string;
  number?: number;
}

export interface ParseInput {
  bytes: Uint8Array;
  filename: string;
  mediaType?: string;
  signal?: AbortSignal;
}

export interface ParsedFile {
  type: DocumentType;
  title: string;
  /** `YYYY-MM-DD` since when the document is in force, or null. */
  effectiveDate: string | null;
  /** ISO 639-1 code, or null when it can't be told. */
  language: string | null;
  /** Postgres text-search configuration. */
  textConfig: string;
  coveredByEmbedding: boolean;
  /** Pages, slides or sheets; null for formats without. */
  pageCount: number | null;
  /** Sentences for the person. Complete once `blocks` has been read to its end. */
  warnings: string[];
  /** Can be read once. Throws `AppError` when the file turns out to be damaged further on. */
  blocks: AsyncIterable<ParsedBlock>;
}

/** What a format's parser gives to `parseFile`. */
export interface RawParse {
  /** The format's own title: metadata or front matter. */
  title?: string;
  frontMatter?: Record<string, unknown>;
  pageCount?: number;
  warnings: string[];
  blocks: AsyncIterable<ParsedBlock>;
}
