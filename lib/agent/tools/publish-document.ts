import { z } from "zod";
import type { Access } from "@/db/access";
import { database, type Queryable } from "@/db/client";
import { findSource } from "@/db/queries/sources";
import { canonicalJson } from "@/lib/audit/chain";
import { type Candidate, queueFiles } from "@/lib/ingest/accept";
import { storeText } from "@/lib/ingest/accept-text";
import { defaultSource, requireSource } from "@/lib/sources/resolve-source";
import { requestContext } from "@/lib/telemetry/context";
import type { DatabaseTool } from "./tool";

const input = z.strictObject({
  title: z.string().trim().min(1).max(200).describe("Title of the new document"),
  text: z.string().trim().min(1).max(100_000).describe("Its whole text, as Markdown"),
  source: z.string().trim().min(1).max(100).default(defaultSource).describe("Name of the source it goes to"),
  tags: z.array(z.string().trim().min(1).max(50)).max(20).default([]).describe("Tags"),
});
const output = z.object({ document_id: z.string(), job_id: z.string(), title: z.string() });

/** A new document: an FAQ entry, a note. The same text twice is one document. */
export const publishDocument: DatabaseTool<z.infer<typeof input>, z.infer<typeof output>> = {
  kind: "write",
  effect: "database",
  name: "publish_document",
  title: "Publish a document",
  description: "Publishes a new document, such as an FAQ entry or a note, in one of the sources.",
  input,
  output,
  reads: "the name of the source",
  writes: "one new document",
  needs: { scope: "agent", role: "editor" },

  async propose({ access }, { title, text, source: nameOrId }) {
    const source = await sourceOrDefault(await database(), { access, nameOrId });
    return {
      preview: { kind: "document", title, source: source.name, text },
      risk: "medium",
      sourceIds: source.id === null ? [] : [source.id],
      documentIds: [],
    };
  },

  async targetState(db, { access }, { source: nameOrId }) {
    return canonicalJson({ source: (await sourceOrDefault(db, { access, nameOrId })).id });
  },

  prepare: (_context, document) => storeText({ ...document, type: "markdown" }),

  async apply(tx, { access }, { title }, prepared) {
    const { requestId } = requestContext();
    const candidates = [prepared as Candidate];
    const { jobId, items } = await queueFiles(tx, { access, requestId, candidates });
    return { document_id: items[0]?.documentId ?? "", job_id: jobId, title };
  },
};

/** The default source is made by its first document, so it needn't be there yet. Throws `source_unknown`. */
async function sourceOrDefault(
  db: Queryable,
  of: { access: Access; nameOrId: string },
): Promise<{ id: string | null; name: string }> {
  if (of.nameOrId !== defaultSource) return requireSource(db, of);
  return (await findSource(db, of)) ?? { id: null, name: defaultSource };
}
