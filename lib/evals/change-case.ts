import { database } from "@/db/client";
import { findCase, saveCase, setCaseState } from "@/db/queries/evals";
import { AppError } from "@/lib/errors/app-error";
import { redactText } from "@/lib/telemetry/redaction/redact-text";
import { getCase } from "./cases";
import { type CasePatch, type EvalCase, goldenCaseSchema } from "./schema";
import { caseRow } from "./sync-suite";

/**
 * Changes a case that was made here, or takes it out of runs or back in. A changed case is a draft again: whatever was
 * confirmed was something else. Cases of a file are changed in the file. Throws `not_found`, `invalid_request`.
 */
export async function changeCase({ id, patch }: { id: string; patch: CasePatch }): Promise<EvalCase> {
  const db = await database();
  const row = await findCase(db, { id });
  if (!row) throw new AppError("not_found");
  const { state, ...changes } = patch;
  if (Object.keys(changes).length > 0) {
    if (row.origin === "file" || row.origin === "import")
      throw new AppError("invalid_request", {
        public: "This case stands in a file of the suite; change it there.",
      });
    const before = goldenCaseSchema.parse(row.content);
    const item = goldenCaseSchema.safeParse({
      ...before,
      ...changes,
      ...(changes.question && { question: redactText(changes.question) }),
    });
    if (!item.success)
      throw new AppError("invalid_request", {
        public: item.error.issues.map(({ message }) => message).join("; "),
      });
    const changed = caseRow({ suite: row.dataset_id, item: item.data, ordinal: 100_000 });
    if (changed.contentHash !== row.content_hash)
      await saveCase(db, { datasetId: row.dataset_id, item: changed, origin: row.origin, state: "draft" });
  }
  // Nobody puts a draft into runs but by confirming it.
  if (state === "retired") await setCaseState(db, { id, state });
  if (state === "active" && row.state === "retired")
    await setCaseState(db, { id, state: row.verified_at || row.origin === "file" ? "active" : "draft" });
  return getCase({ id });
}
