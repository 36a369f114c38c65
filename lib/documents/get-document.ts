import type { Access } from "@/db/access";
import { database } from "@/db/client";
import { findVersion, listVersions } from "@/db/queries/document-reading";
import { findDocument } from "@/db/queries/documents";
import { findOriginal } from "@/db/queries/originals";
import { AppError } from "@/lib/errors/app-error";
import { documentView, versionView } from "./document-view";
import type { DocumentDetail } from "./schema";

/** A document with its outline and versions. Throws `not_found`, also for one that the caller may not read. */
export async function getDocument({ access, id }: { access: Access; id: string }): Promise<DocumentDetail> {
  const db = await database();
  const row = await findDocument(db, { access, id });
  if (!row) throw new AppError("not_found");
  const of = { access, documentId: id };
  const [versions, current] = await Promise.all([listVersions(db, of), findVersion(db, of)]);
  const original = current?.original_id
    ? await findOriginal(db, { reader: access, id: current.original_id })
    : undefined;
  return {
    ...documentView(row),
    version_id: row.version_id,
    outline: current?.outline ?? [],
    versions: versions.map(versionView),
    original: original
      ? { filename: original.filename, media_type: original.media_type, size_bytes: original.size_bytes }
      : null,
  };
}
