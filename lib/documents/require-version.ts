import type { Access } from "@/db/access";
import type { Queryable } from "@/db/client";
import { findVersion, type VersionRow } from "@/db/queries/document-reading";
import { AppError } from "@/lib/errors/app-error";

/** A version of a readable document: by its id, else the current one. Throws `not_found`. */
export async function requireVersion(
  db: Queryable,
  of: { access: Access; documentId: string; versionId?: string | undefined },
): Promise<VersionRow> {
  const version = await findVersion(db, of);
  if (!version) throw new AppError("not_found");
  return version;
}
