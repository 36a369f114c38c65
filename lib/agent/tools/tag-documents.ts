import { z } from "zod";
import { database } from "@/db/client";
import { retagDocuments } from "@/db/queries/document-changes";
import { AppError } from "@/lib/errors/app-error";
import { documentTargets, stateOfDocuments } from "./document-targets";
import type { DatabaseTool } from "./tool";

const tag = z.string().trim().min(1).max(50);
const input = z
  .strictObject({
    document_ids: z.array(z.string().min(1).max(100)).min(1).max(50).describe("Ids of the documents"),
    add: z.array(tag).max(20).default([]).describe("Tags to add"),
    remove: z.array(tag).max(20).default([]).describe("Tags to remove"),
  })
  .refine((given) => given.add.length + given.remove.length > 0, "Name a tag to add or to remove.");
const output = z.object({ document_ids: z.array(z.string()) });

/** Adds tags to documents, or takes them off. */
export const tagDocuments: DatabaseTool<z.infer<typeof input>, z.infer<typeof output>> = {
  kind: "write",
  effect: "database",
  name: "tag_documents",
  title: "Tag documents",
  description: "Adds tags to documents or removes them.",
  input,
  output,
  reads: "the documents' titles, sources and tags",
  writes: "tags of documents",
  needs: { scope: "agent", role: "editor" },

  async propose({ access }, { document_ids: ids, add, remove }) {
    const targets = await documentTargets(await database(), { access, ids });
    const parts = [
      add.length > 0 ? `Add ${add.map((name) => `“${name}”`).join(", ")}` : "",
      remove.length > 0 ? `Remove ${remove.map((name) => `“${name}”`).join(", ")}` : "",
    ];
    return {
      ...targets,
      preview: { ...targets.preview, action: parts.filter(Boolean).join("; ") },
      risk: "low",
    };
  },

  targetState: (db, { access }, { document_ids: ids }) => stateOfDocuments(db, { access, ids }),

  async apply(tx, { access }, { document_ids: ids, add, remove }) {
    const done = await retagDocuments(tx, { access, ids, add, remove });
    if (done.length !== new Set(ids).size) throw new AppError("not_found");
    return { document_ids: done };
  },
};
