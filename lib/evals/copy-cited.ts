// What a case from feedback rests on, taken into a source of the suite's own: runs read nothing that people see, and
// a case still stands when its document was changed or removed.
import type { Access } from "@/db/access";
import type { Database } from "@/db/client";
import { addDatasetSource, ensureSuiteSource } from "@/db/queries/evals";
import { readCitedVersions } from "@/db/queries/evals-drafts";
import { AppError } from "@/lib/errors/app-error";
import { acceptText } from "@/lib/ingest/accept-text";
import { requestContext } from "@/lib/telemetry/context";
import { redactText } from "@/lib/telemetry/redaction/redact-text";
import { copiesSourceId } from "./load-suite";
import { runnerAccess } from "./sync-suite";

/** The name that cases give the copy of a version. */
export function copyName(versionId: string): string {
  return `from-feedback/${versionId}.txt`;
}

/**
 * Puts the versions on the list for a worker, as plain text without personal data. Every admin reads what a suite
 * holds, so a document that not everybody may read is copied only with `restricted`; without it throws `conflict`.
 * Throws `not_found` for a version that the caller may not read.
 */
export async function copyCited(
  db: Database,
  copy: { access: Access; suite: string; versionIds: string[]; restricted: boolean },
): Promise<void> {
  const { access, suite } = copy;
  const versionIds = [...new Set(copy.versionIds)];
  const versions = await readCitedVersions(db, { access, versionIds });
  if (versions.length < versionIds.length) throw new AppError("not_found");
  const closed = versions.filter(({ open }) => !open);
  if (closed.length > 0 && !copy.restricted)
    throw new AppError("conflict", {
      public: `Not everybody may read ${closed.map(({ title }) => `“${title}”`).join(" and ")}. A case holds a copy of it, which every admin can read.`,
    });
  const source = copiesSourceId(suite);
  await ensureSuiteSource(db, { id: source, name: source });
  for (const { version_id, title, text, effective_date } of versions) {
    await acceptText({
      access: runnerAccess([source]),
      requestId: requestContext().requestId,
      document: {
        title: redactText(title),
        text: redactText(text),
        type: "text",
        uri: copyName(version_id),
        source,
        ...(effective_date !== null && { effective_date }),
      },
    });
  }
  await addDatasetSource(db, { id: suite, sourceId: source });
}
