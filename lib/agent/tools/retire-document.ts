import { z } from "zod";
import { database } from "@/db/client";
import { hideDocuments } from "@/db/queries/document-changes";
import { AppError } from "@/lib/errors/app-error";
import { documentTargets, stateOfDocuments } from "./document-targets";
import type { DatabaseTool } from "./tool";

const input = z.strictObject({ document_id: z.string().min(1).max(100).describe("Id of the document") });
const output = z.object({ document_id: z.string(), retired: z.literal(true) });

/** Takes a document out of use. It can be restored within the time for undo. */
export const retireDocument: DatabaseTool<z.infer<typeof input>, z.infer<typeof output>> = {
  kind: "write",
  effect: "database",
  name: "retire_document",
  title: "Retire a document",
  description: "Takes a document out of use: it is found and cited no more.",
  input,
  output,
  reads: "the document's title and source",
  writes: "hides one document",
  needs: { scope: "agent", role: "editor" },

  async propose({ access }, { document_id }) {
    const targets = await documentTargets(await database(), { access, ids: [document_id] });
    return { ...targets, preview: { ...targets.preview, action: "Retire" }, risk: "high" };
  },

  targetState: (db, { access }, { document_id }) => stateOfDocuments(db, { access, ids: [document_id] }),

  async apply(tx, { access }, { document_id }) {
    const done = await hideDocuments(tx, { access, ids: [document_id] });
    if (done.length === 0) throw new AppError("not_found");
    return { document_id, retired: true };
  },
};
