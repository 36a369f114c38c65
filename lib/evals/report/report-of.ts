// A run as a page to keep, in both forms.
import type { Database } from "@/db/client";
import { readReport } from "./read-report";
import { reportHtml } from "./report-html";
import { reportMarkdown } from "./report-markdown";

/** Markdown for terminals and pull requests, HTML that needs nothing else; undefined when there is no such run. */
export async function reportOf(
  db: Database,
  { runId }: { runId: string },
): Promise<{ markdown: string; html: string } | undefined> {
  const parts = await readReport(db, { runId });
  return parts && { markdown: reportMarkdown(parts), html: reportHtml(parts) };
}
