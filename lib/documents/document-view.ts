import type { VersionRow } from "@/db/queries/document-reading";
import type { DocumentRow } from "@/db/queries/documents";
import { type Document, type DocumentVersion, documentTypeSchema } from "./schema";

/** A document as the API shows it. */
export function documentView(row: DocumentRow): Document {
  return {
    id: row.id,
    title: row.title,
    source: { id: row.source_id, name: row.source_name },
    uri: row.uri,
    type: documentTypeSchema.parse(row.type),
    tags: row.tags,
    effective_date: row.effective_date,
    state: row.state,
    pages: row.pages,
    chunk_count: row.chunk_count,
    length: row.length,
    language: row.language === "und" ? null : row.language,
    version: row.version,
    version_count: row.version_count,
    warnings: row.failure === null ? row.warnings : [row.failure],
    asked_from_count: row.asked_from_count,
    created_at: row.created_at,
    updated_at: row.updated_at,
  };
}

/** A version as the API shows it. */
export function versionView(row: VersionRow): DocumentVersion {
  return {
    id: row.id,
    number: row.number,
    state: row.state,
    title: row.title,
    length: row.length,
    effective_date: row.effective_date,
    published_at: row.published_at,
  };
}
