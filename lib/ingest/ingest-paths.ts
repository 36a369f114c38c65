// `npm run ingest`: takes files of this machine in, as an upload would, without reading again what is unchanged.
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import path from "node:path";
import type { Access } from "@/db/access";
import { database } from "@/db/client";
import { currentHashes } from "@/db/queries/versions";
import { AppError } from "@/lib/errors/app-error";
import { defaultSource } from "@/lib/sources/resolve-source";
import { requestContext } from "@/lib/telemetry/context";
import { acceptFiles, type Candidate } from "./accept";
import { unsupported } from "./accept-upload";
import { cleanUri } from "./clean-uri";
import { contentHash } from "./content-hash";
import { fileType } from "./file-type";
import { type FoundFile, findFiles } from "./find-files";
import { storeOriginal } from "./store-original";
import { retireGone } from "./sync";

const filesPerJob = 500;

export interface IngestPaths {
  access: Access;
  paths: string[];
  /** Source for all; *General* without it. */
  source?: string | undefined;
  /** Names each file's source after the first folder below the path that was given: `people` → People. */
  sourceFromFolder?: boolean;
  /** Folder from which a document's uri is told; the working folder without it. */
  uriRoot?: string | undefined;
  tags?: string[] | undefined;
  exclude?: string[];
  /** Retires documents whose file below a given folder is gone. */
  sync?: boolean;
  /** Told as the files are taken in. */
  onTaken?: (taken: { files: number; jobIds: string[] }) => void;
}

export interface IngestedPaths {
  jobIds: string[];
  files: number;
  /** Files in folders that are of no kind that can be read. */
  skipped: string[];
  /** Uris of documents that `sync` retired. */
  retired: string[];
}

/** Queues the files at the paths, in jobs of at most 500 files. Somebody else works on them: a worker. */
export async function ingestPaths(ingest: IngestPaths): Promise<IngestedPaths> {
  const result: IngestedPaths = { jobIds: [], files: 0, skipped: [], retired: [] };
  const seen = new Set<string>();
  let batch: LocalFile[] = [];
  const flush = async () => {
    if (batch.length === 0) return;
    result.jobIds.push(await takeBatch(ingest, batch));
    result.files += batch.length;
    batch = [];
    ingest.onTaken?.({ files: result.files, jobIds: result.jobIds });
  };
  for await (const found of findFiles({ paths: ingest.paths, exclude: ingest.exclude ?? [] })) {
    const local = locate(ingest, found);
    seen.add(local.uri);
    if (!found.named && !fileType(local.uri)) result.skipped.push(local.uri);
    else batch.push(local);
    if (batch.length >= filesPerJob) await flush();
  }
  await flush();
  if (ingest.sync)
    result.retired = await retireGone({
      ...ingest,
      seen,
      uriOf: (file) => uriOf(ingest, file),
      sourceOf: (inside) => sourceOf(ingest, inside),
    });
  return result;
}

interface LocalFile extends FoundFile {
  uri: string;
  source: string;
}

function locate(ingest: IngestPaths, found: FoundFile): LocalFile {
  return { ...found, uri: uriOf(ingest, found.file), source: sourceOf(ingest, found.inside) };
}

/** The path from the root of uris, or the whole path for what lies outside of it. */
function uriOf(ingest: IngestPaths, file: string): string {
  // Of whoever calls: the build would otherwise take every file of the project along.
  const root = path.resolve(/* turbopackIgnore: true */ ingest.uriRoot ?? ".");
  const whole = path.resolve(/* turbopackIgnore: true */ file);
  const relative = path.relative(root, whole);
  const outside = relative.startsWith("..") || path.isAbsolute(relative);
  return cleanUri(outside ? whole : relative);
}

function sourceOf(ingest: IngestPaths, inside: string): string {
  const [folder, ...rest] = inside.split("/");
  if (ingest.sourceFromFolder && folder && rest.length > 0) return titleCased(folder);
  return ingest.source ?? defaultSource;
}

/** `people-team` → People Team; a name of two letters is taken for an abbreviation: `it` → IT. */
function titleCased(folder: string): string {
  return folder
    .split(/[-_\s]+/)
    .map((word) => (word.length === 2 ? word.toUpperCase() : word.charAt(0).toUpperCase() + word.slice(1)))
    .join(" ");
}

async function takeBatch(ingest: IngestPaths, batch: LocalFile[]): Promise<string> {
  const db = await database();
  const hashes = await currentHashes(db, {
    access: ingest.access,
    places: batch.map(({ source, uri }) => ({ source, uri })),
  });
  const candidates: Candidate[] = [];
  for (const [index, file] of batch.entries()) candidates.push(await take(ingest, file, hashes[index]));
  const label =
    batch.length === 1 ? (batch[0]?.uri ?? "") : `${batch.length} files from ${ingest.paths.join(", ")}`;
  const { requestId } = requestContext();
  return (await acceptFiles({ access: ingest.access, requestId, label, candidates, keepAll: true })).job_id;
}

async function take(
  ingest: IngestPaths,
  file: LocalFile,
  current: { documentId: string; contentHash: string } | undefined,
): Promise<Candidate> {
  const { uri, source } = file;
  try {
    const type = fileType(uri);
    if (!type) throw unsupported(uri);
    const facts = { source, tags: ingest.tags };
    if (current) {
      const sha256 = await hashOf(file.file);
      if (contentHash({ sha256, type, title: undefined, effectiveDate: undefined }) === current.contentHash)
        return { kind: "unchanged", name: uri, documentId: current.documentId, ...facts };
    }
    const original = await storeOriginal(await database(), {
      filename: path.basename(file.file),
      mediaType: mediaTypes[type],
      bytes: createReadStream(file.file, { highWaterMark: 262_144 }),
    });
    return { kind: "stored", name: uri, uri, type, original, ...facts };
  } catch (error) {
    if (error instanceof AppError && error.status < 500) return { kind: "refused", name: uri, error };
    const code = (error as NodeJS.ErrnoException).code ?? "";
    if (
      !["EACCES", "EPERM", "ENOENT", "EISDIR"].includes(code) ||
      (error as NodeJS.ErrnoException).syscall === "connect"
    )
      throw error;
    const reason = code === "ENOENT" ? "is gone" : "may not be read by this user";
    return {
      kind: "refused",
      name: uri,
      error: new AppError("not_found", { public: `“${uri}” ${reason}.`, cause: error }),
    };
  }
}

const mediaTypes = {
  markdown: "text/markdown",
  text: "text/plain",
  html: "text/html",
  pdf: "application/pdf",
  docx: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
  pptx: "application/vnd.openxmlformats-officedocument.presentationml.presentation",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  csv: "text/csv",
} as const;

async function hashOf(file: string): Promise<string> {
  const hash = createHash("sha256");
  for await (const bytes of createReadStream(file)) hash.update(bytes as Buffer);
  return hash.digest("hex");
}
