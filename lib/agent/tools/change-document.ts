import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import type { Access } from "@/db/access";
import { database } from "@/db/client";
import { isComing } from "@/db/queries/agent-targets";
import { getDocument } from "@/lib/documents/get-document";
import { readOriginal } from "@/lib/documents/read-original";
import type { DocumentDetail } from "@/lib/documents/schema";
import { AppError } from "@/lib/errors/app-error";
import { type Candidate, queueFiles } from "@/lib/ingest/accept";
import { storeText } from "@/lib/ingest/accept-text";
import { requestContext } from "@/lib/telemetry/context";
import { documentTargets, stateOfDocuments } from "./document-targets";
import type { DatabaseTool } from "./tool";

const longestBytes = 400_000;
const longestWaitMs = 15_000;
const input = z
  .strictObject({
    document_id: z.string().min(1).max(100).describe("Id of the document"),
    edits: z
      .array(
        z.strictObject({
          find: z.string().min(1).max(20_000).describe("Text that stands in it exactly once"),
          replace: z.string().max(20_000).describe("What stands there afterwards"),
        }),
      )
      .max(50)
      .default([])
      .describe("Exact replacements, one after the other"),
    text: z.string().trim().min(1).max(100_000).optional().describe("Its whole new text, instead of edits"),
  })
  .refine((given) => given.edits.length > 0 !== (given.text !== undefined), "Give either edits or text.");
type Input = z.infer<typeof input>;
const output = z.object({ document_id: z.string(), job_id: z.string(), title: z.string() });

/** A new version of a Markdown or text document at its place; the versions before stay. */
export const changeDocument: DatabaseTool<Input, z.infer<typeof output>> = {
  kind: "write",
  effect: "database",
  name: "change_document",
  title: "Change a document",
  description: "Changes the text of a Markdown or text document, by exact replacements or as a whole.",
  input,
  output,
  reads: "the document's text",
  writes: "a new version of one document",
  needs: { scope: "agent", role: "editor" },

  // A change that was approved a moment ago is still being read in: proposed on the text before it, this one would
  // take it back unseen.
  async settle({ signal }, { document_id }) {
    const db = await database();
    const until = performance.now() + longestWaitMs;
    while (await isComing(db, document_id)) {
      if (performance.now() > until)
        throw new AppError("conflict", {
          public: "A newer version of this document is being taken in. Ask again when it is there.",
        });
      await sleep(250, undefined, { signal });
    }
  },

  async propose({ access }, given) {
    const { document, before } = await originalText(access, given.document_id);
    const targets = await documentTargets(await database(), { access, ids: [given.document_id] });
    const after = edited(before, given);
    if (after === before) throw new AppError("invalid_request", { public: "This would change nothing." });
    return {
      preview: { kind: "change", document_id: document.id, title: document.title, before, after },
      risk: "medium",
      sourceIds: targets.sourceIds,
      documentIds: targets.documentIds,
    };
  },

  targetState: (db, { access }, { document_id }) => stateOfDocuments(db, { access, ids: [document_id] }),

  async prepare({ access }, given) {
    const { document, before } = await originalText(access, given.document_id);
    const stored = await storeText({
      title: document.title,
      text: edited(before, given),
      source: document.source.name,
      uri: "text:in-place",
      tags: document.tags,
      effective_date: document.effective_date ?? undefined,
      type: document.type === "text" ? "text" : "markdown",
    });
    // The place is taken as it stands, not cleaned again.
    return { ...stored, uri: document.uri, source: document.source.name };
  },

  async apply(tx, { access }, { document_id }, prepared) {
    const { requestId } = requestContext();
    const candidates = [prepared as Candidate];
    const { jobId, items } = await queueFiles(tx, { access, requestId, candidates });
    const [item] = items;
    if (item?.documentId !== document_id) throw new AppError("not_found");
    return { document_id, job_id: jobId, title: item.name };
  },
};

async function originalText(
  access: Access,
  documentId: string,
): Promise<{ document: DocumentDetail; before: string }> {
  const document = await getDocument({ access, id: documentId });
  if (document.type !== "markdown" && document.type !== "text")
    throw new AppError("invalid_request", {
      public: `“${document.title}” is a file that can't be changed here: only Markdown and text can.`,
    });
  const original = await readOriginal({ access, documentId });
  if (original.sizeBytes > longestBytes)
    throw new AppError("invalid_request", { public: `“${document.title}” is too long to be changed here.` });
  const parts: Uint8Array[] = [];
  for await (const part of original.read({ start: 0, end: original.sizeBytes })) parts.push(part);
  try {
    return { document, before: new TextDecoder("utf-8", { fatal: true }).decode(Buffer.concat(parts)) };
  } catch (error) {
    throw new AppError("invalid_request", {
      public: `“${document.title}” isn't stored as UTF-8 and can't be changed here.`,
      cause: error,
    });
  }
}

/** Throws `invalid_request` where what is to be replaced doesn't stand in the text exactly once. */
function edited(before: string, { edits, text }: Input): string {
  if (text !== undefined) return text;
  let after = before;
  for (const [index, { find, replace }] of edits.entries()) {
    const at = after.indexOf(find);
    if (at < 0) throw notOnce(index, find, "isn't in the document");
    if (after.indexOf(find, at + 1) >= 0) throw notOnce(index, find, "is in it more than once");
    after = after.slice(0, at) + replace + after.slice(at + find.length);
  }
  return after;
}

function notOnce(index: number, find: string, why: string): AppError {
  const short = find.length > 80 ? `${find.slice(0, 80)}…` : find;
  return new AppError("invalid_request", {
    public: `“${short}” ${why}. Nothing was changed.`,
    invalidParams: [{ name: `edits.${index}.find`, reason: why }],
  });
}
