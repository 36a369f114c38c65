// What admins do with sources. None of it needs or gives the right to read what is in them.
import type { Access } from "@/db/access";
import { database, type Queryable } from "@/db/client";
import { isTaken } from "@/db/is-taken";
import * as queries from "@/db/queries/managed-sources";
import { type AuditActor, appendAudit } from "@/lib/audit/append-audit";
import { AppError } from "@/lib/errors/app-error";
import { nameTaken } from "./create-source";
import { requireSubjects } from "./require-subjects";
import { type GrantSubject, type ManagedSource, managedSourceSchema, type SourcePatch } from "./schema";

interface Change {
  access: Access;
  /** Who changes it, for the audit log. */
  actor: AuditActor;
  id: string;
}

/** Every source, by name. */
export async function listManagedSources({ access }: { access: Access }): Promise<ManagedSource[]> {
  const rows = await queries.listManagedSources(await database(), { access });
  return rows.map((row) => managedSourceSchema.parse(row));
}

/** One source. Throws `not_found`. */
export async function getManagedSource({
  access,
  id,
}: {
  access: Access;
  id: string;
}): Promise<ManagedSource> {
  return read(await database(), { access, id });
}

/** Renames, opens or closes, allows or denies a source. Throws `not_found`, `conflict` when the name is taken. */
export async function patchSource({
  access,
  actor,
  id,
  patch,
}: Change & { patch: SourcePatch }): Promise<ManagedSource> {
  const db = await database();
  return orTaken(patch.name ?? "", () =>
    db.transaction(async (transaction) => {
      if (!(await queries.updateSource(transaction, { id, fields: patch }))) throw new AppError("not_found");
      const source = await read(transaction, { access, id });
      await record(transaction, { actor, action: "source.changed", source, inputs: patch });
      return source;
    }),
  );
}

/** Says who may read a source; whoever isn't named loses it at once. Throws `not_found`, `invalid_request`. */
export async function setGrants({
  access,
  actor,
  id,
  grants,
}: Change & { grants: GrantSubject[] }): Promise<ManagedSource> {
  const db = await database();
  return db.transaction(async (transaction) => {
    await requireSubjects(transaction, grants);
    if (!(await queries.replaceGrants(transaction, { id, subjects: grants })))
      throw new AppError("not_found");
    const source = await read(transaction, { access, id });
    await record(transaction, { actor, action: "source.granted", source, inputs: { grants } });
    return source;
  });
}

/**
 * Deletes a source: nobody reads it from now on, and the workers erase it when the time for undo is over. Throws
 * `not_found`, and `conflict` when it holds documents that were not to be deleted.
 */
export async function deleteSource({
  access,
  actor,
  id,
  documents,
}: Change & { documents: "keep" | "delete" }): Promise<void> {
  const db = await database();
  await db.transaction(async (transaction) => {
    const source = await read(transaction, { access, id });
    const left = await queries.hideSource(transaction, { id, documents });
    if (left === undefined) throw new AppError("not_found");
    if (left > 0) {
      throw new AppError("conflict", {
        public: `The source holds ${left === 1 ? "1 document" : `${left} documents`}. Move them first, or delete them with it (documents=delete).`,
      });
    }
    await record(transaction, { actor, action: "source.deleted", source, inputs: { documents } });
  });
}

async function record(
  db: Queryable,
  of: { actor: AuditActor; action: string; source: ManagedSource; inputs: unknown },
): Promise<void> {
  const { actor, action, source, inputs } = of;
  await appendAudit(db, {
    actor,
    action,
    target: { kind: "source", id: source.id, name: source.name },
    inputs,
  });
}

async function read(db: Queryable, of: { access: Access; id: string }): Promise<ManagedSource> {
  const [row] = await queries.listManagedSources(db, of);
  if (!row) throw new AppError("not_found");
  return managedSourceSchema.parse(row);
}

async function orTaken<T>(name: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw isTaken(error) ? nameTaken(name) : error;
  }
}
