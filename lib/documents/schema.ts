import { z } from "zod";
import { dateSchema } from "../text/date-schema";

export const documentTypeSchema = z.enum(["markdown", "text", "html", "pdf", "docx", "pptx", "xlsx", "csv"]);
export type DocumentType = z.infer<typeof documentTypeSchema>;

/** What stands inside a block: offsets are code points of the whole text, half-open. */
export const markSchema = z.object({
  kind: z.enum(["strong", "emphasis", "code", "link"]),
  start: z.number().int(),
  end: z.number().int(),
  href: z.string().optional(),
});
export type Mark = z.infer<typeof markSchema>;

/** A piece of the stored text with its role. Blocks follow one another; what stands between is white space. */
export const storedBlockSchema = z.object({
  kind: z.enum(["heading", "paragraph", "list-item", "code", "quote", "table-row", "note"]),
  start: z.number().int(),
  end: z.number().int(),
  /** Heading 1 to 6; depth of a list item from 1. */
  level: z.number().int().optional(),
  /** Page, slide or sheet, from 1. */
  page: z.number().int().optional(),
  /** Number of the table in the document, for rows. */
  table: z.number().int().optional(),
  /** A header row of its table. */
  header: z.boolean().optional(),
  /** Cells of a row. */
  cells: z.array(z.object({ start: z.number().int(), end: z.number().int() })).optional(),
  marks: z.array(markSchema).optional(),
  /** Programming language of a code block. */
  language: z.string().optional(),
  /** An ordered list item's own number. */
  number: z.number().int().optional(),
});
export type StoredBlock = z.infer<typeof storedBlockSchema>;

export const documentSchema = z
  .object({
    id: z.string(),
    title: z.string(),
    source: z.object({ id: z.string(), name: z.string() }),
    uri: z.string(),
    type: documentTypeSchema,
    tags: z.array(z.string()),
    effective_date: z.string().nullable(),
    /** `processing` until a first version is visible. */
    state: z.enum(["ready", "processing", "failed"]),
    pages: z.number().int().nullable(),
    chunk_count: z.number().int(),
    length: z.number().int(),
    language: z.string().nullable(),
    version: z.number().int().nullable(),
    version_count: z.number().int(),
    warnings: z.array(z.string()),
    /** How many answers cite it. */
    asked_from_count: z.number().int(),
    created_at: z.string(),
    updated_at: z.string(),
  })
  .meta({ id: "Document" });
export type Document = z.infer<typeof documentSchema>;

export const documentListQuerySchema = z.object({
  q: z.string().max(200).optional(),
  source: z.string().optional(),
  type: documentTypeSchema.optional(),
  tag: z.string().optional(),
  sort: z.enum(["title", "source", "type", "updated", "asked"]).default("updated"),
  order: z.enum(["asc", "desc"]).default("desc"),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().optional(),
});
export type DocumentListQuery = z.infer<typeof documentListQuerySchema>;

export const documentListSchema = z.object({
  data: z.array(documentSchema),
  next_cursor: z.string().nullable(),
  total: z.number().int(),
});
export type DocumentList = z.infer<typeof documentListSchema>;

export const outlineEntrySchema = z.object({
  level: z.number().int(),
  text: z.string(),
  start: z.number().int(),
  page: z.number().int().optional(),
});

export const documentVersionSchema = z.object({
  id: z.string(),
  number: z.number().int(),
  state: z.enum(["staged", "current", "past"]),
  title: z.string(),
  length: z.number().int(),
  effective_date: z.string().nullable(),
  published_at: z.string().nullable(),
});
export type DocumentVersion = z.infer<typeof documentVersionSchema>;

export const documentDetailSchema = documentSchema
  .extend({
    version_id: z.string().nullable(),
    outline: z.array(outlineEntrySchema),
    versions: z.array(documentVersionSchema),
    original: z
      .object({ filename: z.string(), media_type: z.string(), size_bytes: z.number().int() })
      .nullable(),
  })
  .meta({ id: "DocumentDetail" });
export type DocumentDetail = z.infer<typeof documentDetailSchema>;

/** A window of a version's text: whole blocks around `[start, end)`. */
export const documentTextSchema = z
  .object({
    document_id: z.string(),
    version_id: z.string(),
    start: z.number().int(),
    end: z.number().int(),
    length: z.number().int(),
    text: z.string(),
    blocks: z.array(storedBlockSchema),
  })
  .meta({ id: "DocumentText" });
export type DocumentText = z.infer<typeof documentTextSchema>;

export const documentTextQuerySchema = z.object({
  version: z.string().optional(),
  start: z.coerce.number().int().min(0).default(0),
  end: z.coerce.number().int().min(0).optional(),
  /** Code points to add before and after, extended to whole blocks. */
  around: z.coerce.number().int().min(0).max(100_000).default(0),
});

/** One page of a PDF: where each run of text stands, as shares of the page from its top left. */
export const documentPageSchema = z.object({
  number: z.number().int(),
  label: z.string().nullable(),
  start: z.number().int(),
  end: z.number().int(),
  boxes: z.array(
    z.object({
      start: z.number().int(),
      end: z.number().int(),
      x: z.number(),
      y: z.number(),
      width: z.number(),
      height: z.number(),
    }),
  ),
});
export type DocumentPage = z.infer<typeof documentPageSchema>;

/** PostgreSQL keeps no NUL character in a text. */
const storable = (schema: z.ZodString) =>
  schema.refine((text) => !text.includes("\u0000"), "must not hold a NUL character");
const tagSchema = storable(z.string().trim().min(1).max(60));
const idsSchema = z.array(z.string().min(1).max(100)).min(1).max(500);

export const documentPatchSchema = z
  .strictObject({
    title: storable(z.string().trim().min(1).max(300)).optional(),
    tags: z.array(tagSchema).max(50).optional(),
    /** Name or id; created when there is none of that name. */
    source: storable(z.string().trim().min(1).max(100)).optional(),
    effective_date: dateSchema.nullable().optional(),
  })
  .meta({ id: "DocumentPatch" });
export type DocumentPatch = z.infer<typeof documentPatchSchema>;

/** `POST /api/documents/bulk`: one change to many documents. */
export const documentBulkSchema = z
  .discriminatedUnion("action", [
    z.strictObject({ action: z.literal("delete"), ids: idsSchema }),
    z.strictObject({ action: z.literal("restore"), ids: idsSchema }),
    z.strictObject({ action: z.literal("tag"), ids: idsSchema, tags: z.array(tagSchema).min(1).max(50) }),
    z.strictObject({ action: z.literal("untag"), ids: idsSchema, tags: z.array(tagSchema).min(1).max(50) }),
    z.strictObject({
      action: z.literal("move"),
      ids: idsSchema,
      source: storable(z.string().trim().min(1).max(100)),
    }),
  ])
  .meta({ id: "DocumentBulk" });
export type DocumentBulk = z.infer<typeof documentBulkSchema>;

export const documentBulkResultSchema = z
  .object({ done: z.array(z.string()), not_found: z.array(z.string()) })
  .meta({ id: "DocumentBulkResult" });
export type DocumentBulkResult = z.infer<typeof documentBulkResultSchema>;

/** `?version=` of the addresses that read one version; the current one without it. */
export const documentVersionQuerySchema = z.object({ version: z.string().max(100).optional() });

/** An answer that this document proved a part of. */
export const documentAnswerSchema = z.object({
  answer_id: z.string(),
  question: z.string(),
  conversation_id: z.string().nullable(),
  asked_at: z.string(),
  /** What this document proved in it. */
  citations: z.array(
    z.object({
      marker: z.number().int(),
      quote: z.string(),
      start: z.number().int(),
      end: z.number().int(),
      page: z.number().int().nullable(),
      version_id: z.string(),
      /** False when the cited version is no longer the current one: its offsets are of that version. */
      current: z.boolean(),
    }),
  ),
});
export type DocumentAnswer = z.infer<typeof documentAnswerSchema>;

/** `GET /api/documents/{id}/answers`: newest first. */
export const documentAnswersSchema = z.object({
  data: z.array(documentAnswerSchema),
  total: z.number().int(),
});

/** `GET /api/documents/{id}/versions`: newest first. */
export const documentVersionListSchema = z.object({ data: z.array(documentVersionSchema) });

/** `GET /api/documents/{id}/diff?from=&to=` with version ids; without them the current and the one before. */
export const documentDiffQuerySchema = z.object({ from: z.string().optional(), to: z.string().optional() });

export const documentDiffSchema = z
  .object({
    document_id: z.string(),
    from: documentVersionSchema,
    to: documentVersionSchema,
    words_added: z.number().int(),
    words_removed: z.number().int(),
    /** Word by word, in reading order. `gap`: a longer stretch without change, left out; `text` is empty. */
    parts: z.array(
      z.object({
        kind: z.enum(["same", "added", "removed", "gap"]),
        text: z.string(),
        /** Words left out, for a gap. */
        words: z.number().int().optional(),
      }),
    ),
  })
  .meta({ id: "DocumentDiff" });
export type DocumentDiff = z.infer<typeof documentDiffSchema>;

/** `GET /api/documents/{id}/find?q=&version=`: every place where the words stand, without regard to case. */
export const documentFindQuerySchema = z.object({
  q: z.string().trim().min(1).max(200),
  version: z.string().optional(),
});

export const documentFindSchema = z
  .object({
    total: z.number().int(),
    /** In reading order, at most 2,000. */
    hits: z.array(z.object({ start: z.number().int(), end: z.number().int() })),
  })
  .meta({ id: "DocumentFind" });
export type DocumentFind = z.infer<typeof documentFindSchema>;

/**
 * `DELETE /api/documents/{id}` answers 204; `POST /api/documents/{id}/restore` undoes it within the time for
 * undo and answers with the document. `GET /api/documents/tags`: the tags in use, for filters and for completion.
 */
export const tagListSchema = z.object({
  data: z.array(z.object({ tag: z.string(), count: z.number().int() })),
});
