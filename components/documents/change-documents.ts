import { toast } from "sonner";
import type { z } from "zod";
import { documentPatchSchema } from "@/lib/documents/schema";
import { callApi, explainFailure } from "./call-api";

export type DocumentPatch = z.infer<typeof documentPatchSchema>;

const atOnce = 4;

/** Changes documents one by one, a few at a time. Gives back the ids that failed and the first failure. */
async function changeEach(
  ids: string[],
  change: (id: string) => Promise<void>,
): Promise<{ failed: string[]; failure: unknown }> {
  const waiting = [...ids];
  const failed: string[] = [];
  let failure: unknown = null;
  await Promise.all(
    Array.from({ length: Math.min(atOnce, ids.length) }, async () => {
      for (let id = waiting.shift(); id !== undefined; id = waiting.shift()) {
        try {
          await change(id);
        } catch (error) {
          failed.push(id);
          failure ??= error;
        }
      }
    }),
  );
  return { failed, failure };
}

const address = (id: string) => `/api/documents/${encodeURIComponent(id)}`;

/** Changes what is said of each document; true when all of it was kept. */
export async function patchDocuments(patches: { id: string; patch: DocumentPatch }[]): Promise<boolean> {
  const byId = new Map(patches.map(({ id, patch }) => [id, patch]));
  const { failed, failure } = await changeEach([...byId.keys()], async (id) => {
    await callApi(address(id), { method: "PATCH", body: documentPatchSchema.parse(byId.get(id)) });
  });
  if (failed.length > 0) {
    sayFailure(`${countOf(failed.length)} not changed`, failure);
    return false;
  }
  return true;
}

interface Deletion {
  ids: string[];
  /** What the toast calls them. */
  label: string;
  /** After a deletion, and again after it was undone. */
  onChange: (gone: string[], back: boolean) => void;
}

/** Deletes documents and offers to undo it. They are hidden at once and erased later. */
export async function deleteDocuments({ ids, label, onChange }: Deletion): Promise<void> {
  onChange(ids, false);
  const { failed, failure } = await changeEach(ids, async (id) => {
    await callApi(address(id), { method: "DELETE" });
  });
  if (failed.length > 0) {
    onChange(failed, true);
    sayFailure(`${countOf(failed.length)} not deleted`, failure);
  }
  const gone = ids.filter((id) => !failed.includes(id));
  if (gone.length === 0) return;
  toast(`${label} deleted`, {
    description: "No answer uses it any more.",
    duration: 12_000,
    action: {
      label: "Undo",
      onClick: () => void restoreDocuments({ ids: gone, label, onChange }),
    },
  });
}

async function restoreDocuments({ ids, label, onChange }: Deletion): Promise<void> {
  const { failed, failure } = await changeEach(ids, async (id) => {
    await callApi(`${address(id)}/restore`, { method: "POST" });
  });
  onChange(
    ids.filter((id) => !failed.includes(id)),
    true,
  );
  if (failed.length > 0) sayFailure(`${countOf(failed.length)} not restored`, failure);
  else toast(`${label} restored`);
}

/** Says in a toast what failed and why. */
export function sayFailure(title: string, failure: unknown): void {
  const { detail, requestId } = explainFailure(failure);
  toast(title, {
    description: requestId ? `${detail} Request ${requestId}` : detail,
    duration: 15_000,
  });
}

function countOf(count: number): string {
  return count === 1 ? "One document was" : `${count} documents were`;
}
