import { z } from "zod";
import { database } from "@/db/client";
import { patchDocuments } from "@/db/queries/document-changes";
import { AppError } from "@/lib/errors/app-error";
import { requireSource } from "@/lib/sources/resolve-source";
import { documentTargets, stateOfDocuments } from "./document-targets";
import type { DatabaseTool } from "./tool";

const input = z.strictObject({
  document_ids: z.array(z.string().min(1).max(100)).min(1).max(50).describe("Ids of the documents"),
  source: z.string().trim().min(1).max(100).describe("Name of the source they go to"),
});
const output = z.object({ document_ids: z.array(z.string()), source: z.string() });

/** Moves documents to another source, and with it into the hands of those who may read that one. */
export const moveDocuments: DatabaseTool<z.infer<typeof input>, z.infer<typeof output>> = {
  kind: "write",
  effect: "database",
  name: "move_documents",
  title: "Move documents",
  description: "Moves documents to another source.",
  input,
  output,
  reads: "the documents' titles and sources",
  writes: "which source documents belong to, and so who may read them",
  needs: { scope: "agent", role: "editor" },

  async propose({ access }, { document_ids: ids, source: nameOrId }) {
    const db = await database();
    const source = await requireSource(db, { access, nameOrId });
    const targets = await documentTargets(db, { access, ids });
    return {
      preview: { ...targets.preview, action: `Move to “${source.name}”` },
      risk: "high",
      sourceIds: [...new Set([...targets.sourceIds, source.id])],
      documentIds: targets.documentIds,
    };
  },

  async targetState(db, { access }, { document_ids: ids, source: nameOrId }) {
    const { id } = await requireSource(db, { access, nameOrId });
    return `${id} ${await stateOfDocuments(db, { access, ids })}`;
  },

  async apply(tx, { access }, { document_ids: ids, source: nameOrId }) {
    const source = await requireSource(tx, { access, nameOrId });
    const done = await patchDocuments(tx, { access, ids, patch: { sourceId: source.id } });
    if (done.length !== new Set(ids).size) throw new AppError("not_found");
    return { document_ids: done, source: source.name };
  },
};
