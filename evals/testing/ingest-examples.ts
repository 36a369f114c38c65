import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { anonymousAccess } from "@/db/access";
import type { Database } from "@/db/client";
import { acceptUpload, type UploadPart } from "@/lib/ingest/accept-upload";
import { notSampleDocuments } from "@/lib/ingest/not-sample-documents";
import { work } from "@/lib/ingest/work";

const folder = path.resolve(import.meta.dirname, "../../examples");

/** Takes the sample corpus into `db`, each folder as a source, through the same door as an upload. */
export async function ingestExamples(db: Database): Promise<void> {
  const entries = await readdir(folder, { withFileTypes: true });
  for (const source of entries
    .filter((entry) => entry.isDirectory() && !notSampleDocuments.includes(entry.name))
    .map((entry) => entry.name)) {
    await acceptUpload({ access: anonymousAccess, requestId: "examples", parts: partsOf(source) });
  }
  await work({ db, signal: new AbortController().signal, untilIdle: true });
}

async function* partsOf(source: string): AsyncGenerator<UploadPart> {
  yield { kind: "field", name: "source", value: source };
  for (const name of (await readdir(path.join(folder, source))).sort()) {
    const bytes = await readFile(path.join(folder, source, name));
    yield { kind: "file", name: "files", filename: `${source}/${name}`, mediaType: "", bytes: once(bytes) };
  }
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
