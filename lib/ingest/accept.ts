// Takes files in: once this returns they are stored and queued, and no crash loses them.
// The bytes are stored before, in parts; one short transaction makes documents, versions, job and items.
import type { Access } from "@/db/access";
import { database, type Queryable } from "@/db/client";
import { settleJob } from "@/db/queries/job-queue";
import { insertJob, type NewItem } from "@/db/queries/jobs";
import { deleteUnusedOriginal } from "@/db/queries/originals";
import { type AcceptedVersion, replaceTags, stageVersions } from "@/db/queries/versions";
import type { DocumentType } from "@/lib/documents/schema";
import { AppError } from "@/lib/errors/app-error";
import { resolveSource } from "@/lib/sources/resolve-source";
import { newId } from "@/lib/text/new-id";
import { contentHash } from "./content-hash";
import type { IngestAccepted } from "./schema";
import type { StoredOriginal } from "./store-original";

/** What is said of a file beside its bytes. */
export interface FileFacts {
  source?: string | undefined;
  title?: string | undefined;
  tags?: string[] | undefined;
  effectiveDate?: string | undefined;
}

/** A file whose bytes are stored, one that is here already, or one that could not be taken. */
export type Candidate =
  | ({ kind: "stored"; name: string; uri: string; type: DocumentType; original: StoredOriginal } & FileFacts)
  | ({ kind: "unchanged"; name: string; documentId: string } & FileFacts)
  | { kind: "refused"; name: string; error: AppError };

type Stored = Extract<Candidate, { kind: "stored" }>;

/**
 * Queues a job with one item a file. What couldn't be taken is a failed item, unless nothing could: then its
 * error is thrown. Files that are here already, unchanged, are items that have ended.
 */
export async function acceptFiles(accept: {
  access: Access;
  requestId: string;
  label?: string;
  candidates: Candidate[];
  /** Makes a job also when no file could be taken. */
  keepAll?: boolean;
}): Promise<Omit<IngestAccepted, "request_id">> {
  const { access, requestId } = accept;
  const candidates = refuseTwins(accept.candidates);
  const stored = candidates.filter((candidate) => candidate.kind === "stored");
  const db = await database();
  try {
    if (candidates.every(({ kind }) => kind === "refused") && !(accept.keepAll && candidates.length > 0))
      throw nothingTaken(candidates);
    const { jobId, items } = await db.transaction((transaction) =>
      queueFiles(transaction, { access, requestId, label: accept.label, candidates }),
    );
    await forgetOriginals(candidates.filter((_, index) => items[index]?.state === "unchanged"));
    return {
      job_id: jobId,
      status_url: `/api/jobs/${jobId}`,
      items: items.map(({ id, name }) => ({ id, name })),
    };
  } catch (error) {
    await forgetOriginals(stored).catch(() => {});
    throw error;
  }
}

/** Documents, versions, job and items of files whose bytes are stored, in the caller's transaction. */
export async function queueFiles(
  transaction: Queryable,
  files: { access: Access; requestId: string; label?: string | undefined; candidates: Candidate[] },
): Promise<{ jobId: string; items: NewItem[] }> {
  const { access, requestId, candidates } = files;
  const stored = candidates.filter((candidate) => candidate.kind === "stored");
  const jobId = newId("job");
  const sourceIds = new Map<string | undefined, string>();
  for (const name of new Set(stored.map((file) => file.source)))
    sourceIds.set(name, (await resolveSource(transaction, { access, name })).id);
  const versions = await stageVersions(
    transaction,
    stored.map((file) => toDocument(file, sourceIds.get(file.source) ?? "")),
  );
  const byFile = new Map(stored.map((file, index) => [file, versions[index]]));
  const items = candidates.map((file) => toItem(file, file.kind === "stored" ? byFile.get(file) : undefined));
  const label =
    files.label ?? (candidates.length === 1 ? (candidates[0]?.name ?? "") : `${candidates.length} files`);
  await insertJob(transaction, {
    job: { id: jobId, kind: "ingest", owner: access.userId, label, requestId },
    items,
  });
  for (const [index, file] of candidates.entries()) {
    const { state, documentId } = items[index] ?? {};
    if (state === "unchanged" && documentId && file.kind !== "refused" && file.tags)
      await replaceTags(transaction, { documentId, tags: file.tags });
  }
  await settleJob(transaction, { jobId });
  return { jobId, items };
}

/** Removes the bytes of files that nothing came of. */
export async function forgetOriginals(candidates: Candidate[]): Promise<void> {
  const db = await database();
  for (const candidate of candidates) {
    if (candidate.kind === "stored") await deleteUnusedOriginal(db, { id: candidate.original.id });
  }
}

/** Two files of one place in one job: which of them holds can't be told, so the first does. */
function refuseTwins(candidates: Candidate[]): Candidate[] {
  const seen = new Set<string>();
  return candidates.map((candidate) => {
    if (candidate.kind !== "stored") return candidate;
    const place = JSON.stringify([candidate.source?.toLowerCase(), candidate.uri]);
    if (!seen.has(place)) {
      seen.add(place);
      return candidate;
    }
    return {
      kind: "refused",
      name: candidate.name,
      error: new AppError("conflict", {
        public: `Two files of this upload are named “${candidate.uri}”. The first was taken; rename the other, or upload it with its folder.`,
      }),
    };
  });
}

function nothingTaken(candidates: Candidate[]): AppError {
  const errors = candidates.flatMap((candidate) => (candidate.kind === "refused" ? [candidate] : []));
  const [first] = errors;
  if (!first) {
    return new AppError("invalid_request", {
      public: "There is no file in this upload. Send at least one in the field `files`.",
      invalidParams: [{ name: "files", reason: "is missing" }],
    });
  }
  if (errors.length === 1) return first.error;
  return new AppError(first.error.code, {
    public: `None of the ${errors.length} files could be taken. ${first.error.public}`,
    invalidParams: errors.map(({ name, error }) => ({ name, reason: error.public })),
  });
}

function toDocument(file: Stored, sourceId: string) {
  return {
    newDocumentId: newId("doc"),
    newVersionId: newId("ver"),
    sourceId,
    uri: file.uri,
    title: file.title ?? file.uri.split("/").at(-1) ?? file.uri,
    type: file.type,
    originalId: file.original.id,
    contentHash: contentHash({
      ...file,
      sha256: file.original.sha256,
      title: file.title,
      effectiveDate: file.effectiveDate,
    }),
  };
}

function toItem(candidate: Candidate, version: AcceptedVersion | undefined): NewItem {
  const base = { id: newId("itm"), name: candidate.name, errorCode: null, errorMessage: null };
  const nothing = { originalId: null, documentId: null, versionId: null, parameters: {} };
  if (candidate.kind === "refused") {
    const { code, public: errorMessage } = candidate.error;
    return { ...base, ...nothing, state: "failed", errorCode: code, errorMessage };
  }
  if (candidate.kind === "unchanged") {
    return { ...base, ...nothing, state: "unchanged", documentId: candidate.documentId };
  }
  if (!version) throw new Error("a stored file has no version");
  const { documentId, versionId } = version;
  if (versionId === null) return { ...base, ...nothing, state: "unchanged", documentId };
  const { title, tags, effectiveDate } = candidate;
  const parameters = { title, tags, effectiveDate };
  return { ...base, state: "queued", originalId: candidate.original.id, documentId, versionId, parameters };
}
