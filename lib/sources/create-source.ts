import type { Access } from "@/db/access";
import { database } from "@/db/client";
import * as queries from "@/db/queries/managed-sources";
import { type AuditActor, appendAudit } from "@/lib/audit/append-audit";
import { AppError } from "@/lib/errors/app-error";
import { requireSubjects } from "./require-subjects";
import type { Source, SourceCreate } from "./schema";

/**
 * Makes a source, open to everyone unless said otherwise. Throws `forbidden` for who doesn't manage sources,
 * before anything is said of the name; `conflict` when it is taken, whatever its case; `invalid_request` for a
 * grant to nobody.
 */
export async function createSource({
  access,
  actor,
  source,
}: {
  access: Access;
  /** Who makes it, for the audit log. */
  actor: AuditActor;
  source: SourceCreate;
}): Promise<Source> {
  if (!access.makesSources) throw new AppError("forbidden");
  const db = await database();
  const { grants = [], ...fields } = source;
  return db.transaction(async (transaction) => {
    await requireSubjects(transaction, grants);
    const id = await queries.insertManagedSource(transaction, fields);
    if (!id) throw nameTaken(source.name);
    if (grants.length > 0) await queries.replaceGrants(transaction, { id, subjects: grants });
    await appendAudit(transaction, {
      actor,
      action: "source.created",
      target: { kind: "source", id, name: source.name },
      inputs: source,
    });
    return {
      id,
      name: source.name,
      description: source.description ?? "",
      visibility: source.visibility ?? "everyone",
      trusted: source.trusted ?? true,
      document_count: 0,
      chunk_count: 0,
    };
  });
}

/** Said to those who manage sources alone: to others a name that is taken would tell of a source. */
export function nameTaken(name: string): AppError {
  return new AppError("conflict", { public: `The name “${name}” is taken.` });
}
