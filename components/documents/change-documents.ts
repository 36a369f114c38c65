import { requestJson, toReadableProblem } from "@/components/api/request";
import { toast } from "@/components/ui/toast";
import type { DocumentBulk, DocumentBulkResult } from "@/lib/documents/schema";

/** One change to many documents; true when it was made. A failure is said in a toast, and nothing was changed. */
export async function changeDocuments(change: DocumentBulk, failureTitle: string): Promise<boolean> {
  try {
    await requestJson<DocumentBulkResult>("/api/documents/bulk", { method: "POST", body: change });
    return true;
  } catch (failure) {
    sayFailure(failureTitle, failure);
    return false;
  }
}

interface Deletion {
  ids: string[];
  /** What the toast calls them. */
  label: string;
  /** After a deletion, and again after it was undone or didn't work. */
  onChange: (ids: string[], back: boolean) => void;
}

/** Deletes documents and offers to undo it. They are hidden at once and erased later. */
export async function deleteDocuments({ ids, label, onChange }: Deletion): Promise<void> {
  onChange(ids, false);
  if (!(await changeDocuments({ action: "delete", ids }, `${label}: not deleted`))) {
    onChange(ids, true);
    return;
  }
  onChange(ids, false);
  const undo = async () => {
    if (!(await changeDocuments({ action: "restore", ids }, `${label}: not restored`))) return;
    onChange(ids, true);
    toast(`${label} restored`);
  };
  toast(`${label} deleted`, {
    description: "No answer uses it any more.",
    duration: 12_000,
    action: { label: "Undo", onClick: () => void undo() },
  });
}

/** Says in a toast what failed and why. */
export function sayFailure(title: string, failure: unknown): void {
  const problem = toReadableProblem(failure);
  toast(title, {
    description: problem.request_id ? `${problem.detail} Request ${problem.request_id}` : problem.detail,
    duration: 15_000,
  });
}
