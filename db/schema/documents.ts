import { sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  customType,
  date,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  real,
  smallint,
  text,
  timestamp,
  uniqueIndex,
} from "drizzle-orm/pg-core";
import { sources } from "./sources";

const bytea = customType<{ data: Buffer }>({ dataType: () => "bytea" });
/** A vector without fixed dimensions, so that two models can stand side by side; indexed per model. */
const vector = customType<{ data: number[]; driverData: string }>({
  dataType: () => "vector",
  toDriver: (value) => `[${value.join(",")}]`,
  fromDriver: (value) => JSON.parse(value) as number[],
});

/** The file as it came, kept in parts of at most 1 MiB. */
export const originals = pgTable("originals", {
  id: text("id").primaryKey(),
  sha256: text("sha256").notNull(),
  sizeBytes: bigint("size_bytes", { mode: "number" }).notNull(),
  filename: text("filename").notNull(),
  mediaType: text("media_type").notNull(),
  createdAt: timestamp("created_at", { withTimezone: true }).notNull().defaultNow(),
});

export const originalParts = pgTable(
  "original_parts",
  {
    originalId: text("original_id")
      .notNull()
      .references(() => originals.id, { onDelete: "cascade" }),
    ordinal: integer("ordinal").notNull(),
    data: bytea("data").notNull(),
  },
  (table) => [primaryKey({ columns: [table.originalId, table.ordinal] })],
);

/** What a person calls a document: one place (source and uri), many versions, one of them current. */
export const documents = pgTable(
  "documents",
  {
    id: text("id").primaryKey(),
    sourceId: text("source_id")
      .notNull()
      .references(() => sources.id),
    /** Where it came from: path, address or file name. One living document per source and uri. */
    uri: text("uri").notNull(),
    title: text("title").notNull(),
    /** `markdown | text | html | pdf | docx | pptx | xlsx | csv` */
    type: text("type").notNull(),
    tags: text("tags").array().notNull().default(sql`'{}'::text[]`),
    /** Since when it is in force, from metadata or content. */
    effectiveDate: date("effective_date", { mode: "string" }),
    /** Null until the first version is visible. No foreign key: versions point here already. */
    currentVersionId: text("current_version_id"),
    createdAt: timestamp("created_at", { withTimezone: true }).notNull().defaultNow(),
    updatedAt: timestamp("updated_at", { withTimezone: true }).notNull().defaultNow(),
    /** Set: hidden at once; erased, vectors included, after the time for undo. */
    deletedAt: timestamp("deleted_at", { withTimezone: true }),
    /** A person changed the title after its chunks were embedded; the worker embeds them again. */
    retitled: boolean("retitled").notNull().default(false),
  },
  (table) => [
    uniqueIndex("documents_source_uri_unique")
      .on(table.sourceId, table.uri)
      .where(sql`${table.deletedAt} is null`),
    index("documents_updated_index").on(table.updatedAt),
    index("documents_retitled_index").on(table.id).where(sql`${table.retitled}`),
  ],
);

export const documentVersions = pgTable(
  "document_versions",
  {
    id: text("id").primaryKey(),
    documentId: text("document_id")
      .notNull()
      .references(() => documents.id, { onDelete: "cascade" }),
    number: integer("number").notNull(),
    /** `staged` while it is written, `current` when visible, `past` when replaced. */
    state: text("state", { enum: ["staged", "current", "past"] }).notNull(),
    originalId: text("original_id").references(() => originals.id),
    /** SHA-256 of the original bytes and of what else decides the result (parser and chunker version). */
    contentHash: text("content_hash").notNull(),
    title: text("title").notNull(),
    language: text("language").notNull().default("en"),
    /** Postgres text-search configuration that the language picked. */
    textConfig: text("text_config").notNull().default("english"),
    effectiveDate: date("effective_date", { mode: "string" }),
    /** Length of the stored text in Unicode code points. */
    length: integer("length").notNull().default(0),
    pageCount: integer("page_count"),
    chunkCount: integer("chunk_count").notNull().default(0),
    /** Sentences for the person: what could not be read, what the embedding model doesn't cover. */
    warnings: jsonb("warnings").$type<string[]>().notNull().default([]),
    /** Headings: `{ level, text, start }[]`, for the outline of the reading view. */
    outline: jsonb("outline")
      .$type<{ level: number; text: string; start: number; page?: number }[]>()
      .notNull()
      .default([]),
    createdAt: timestamp("created_at", { withTimezone: true }).notNull().defaultNow(),
    publishedAt: timestamp("published_at", { withTimezone: true }),
  },
  (table) => [
    uniqueIndex("document_versions_number_unique").on(table.documentId, table.number),
    index("document_versions_hash_index").on(table.contentHash),
    index("document_versions_staged_index").on(table.id).where(sql`${table.state} = 'staged'`),
  ],
);

/**
 * The stored text, in segments of about 64,000 code points that end between blocks, so that a passage
 * and its surroundings are read without the whole book. Offsets are code points of the whole text.
 */
export const documentSegments = pgTable(
  "document_segments",
  {
    versionId: text("version_id")
      .notNull()
      .references(() => documentVersions.id, { onDelete: "cascade" }),
    ordinal: integer("ordinal").notNull(),
    start: integer("start").notNull(),
    end: integer("end").notNull(),
    text: text("text").notNull(),
    /** `StoredBlock[]` of lib/documents/schema.ts: kind, offsets, level, page, cells, marks. */
    blocks: jsonb("blocks").$type<unknown[]>().notNull(),
  },
  (table) => [primaryKey({ columns: [table.versionId, table.ordinal] })],
);

/** Pages of a PDF (or slides, or sheets): offsets, and where each run of text stands on the page. */
export const documentPages = pgTable(
  "document_pages",
  {
    versionId: text("version_id")
      .notNull()
      .references(() => documentVersions.id, { onDelete: "cascade" }),
    number: integer("number").notNull(),
    label: text("label"),
    start: integer("start").notNull(),
    end: integer("end").notNull(),
    /** `[start, end, x, y, width, height][]`; x to height as shares of the page from its top left. */
    boxes: jsonb("boxes").$type<number[][]>().notNull().default([]),
  },
  (table) => [primaryKey({ columns: [table.versionId, table.number] })],
);

export const chunks = pgTable(
  "chunks",
  {
    id: bigint("id", { mode: "number" }).primaryKey().generatedAlwaysAsIdentity(),
    versionId: text("version_id")
      .notNull()
      .references(() => documentVersions.id, { onDelete: "cascade" }),
    /** Copies of the document's, so that a search filters without joins. */
    documentId: text("document_id")
      .notNull()
      .references(() => documents.id, { onDelete: "cascade" }),
    sourceId: text("source_id")
      .notNull()
      .references(() => sources.id),
    /** False once its version is past or its document deleted. While its version is staged, that alone hides it. */
    visible: boolean("visible").notNull().default(false),
    ordinal: integer("ordinal").notNull(),
    /** Half-open range in code points of the stored text; `text` is exactly that range. */
    start: integer("start").notNull(),
    end: integer("end").notNull(),
    page: integer("page"),
    /** Heading path, outermost first. */
    section: text("section").array().notNull().default(sql`'{}'::text[]`),
    kind: text("kind").notNull().default("text"),
    text: text("text").notNull(),
    /** What stands around the text for search and embedding: title, section path, table header. */
    context: text("context").notNull().default(""),
    textConfig: text("text_config").notNull().default("english"),
    tokenCount: smallint("token_count").notNull(),
    /** The lexemes of context and text in the chunk's own language, as one line: what text search reads. */
    terms: text("terms").notNull().generatedAlwaysAs(sql`search_terms(text_config, context, text)`),
  },
  (table) => [
    uniqueIndex("chunks_version_ordinal_unique").on(table.versionId, table.ordinal),
    index("chunks_document_index").on(table.documentId),
    index("chunks_source_index").on(table.sourceId).where(sql`${table.visible}`),
    index("chunks_text_config_index").on(table.textConfig).where(sql`${table.visible}`),
  ],
);

export const embeddings = pgTable(
  "embeddings",
  {
    chunkId: bigint("chunk_id", { mode: "number" })
      .notNull()
      .references(() => chunks.id, { onDelete: "cascade" }),
    /** Id of the embedding model, for example `all-MiniLM-L6-v2/int8`. */
    model: text("model").notNull(),
    embedding: vector("embedding").notNull(),
  },
  (table) => [primaryKey({ columns: [table.model, table.chunkId] })],
);

/**
 * Postings for BM25 on a server without the BM25 extension: how often a term stands in a chunk. Kept by
 * triggers that `ensureIndexes` sets up there with their index; empty elsewhere.
 */
export const chunkTerms = pgTable("chunk_terms", {
  term: text("term").notNull(),
  chunkId: bigint("chunk_id", { mode: "number" }).notNull(),
  frequency: real("frequency").notNull(),
  /** All terms of the chunk, repeated here so that scoring reads one index only. */
  length: real("length").notNull(),
});

/** How many chunks and terms the postings hold: one row for each change, so that writers don't wait for one another. */
export const chunkTermTotals = pgTable("chunk_term_totals", {
  chunks: bigint("chunks", { mode: "number" }).notNull(),
  terms: bigint("terms", { mode: "number" }).notNull(),
});
