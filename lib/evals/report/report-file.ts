import { database } from "@/db/client";
import { AppError } from "@/lib/errors/app-error";
import type { ExportFile } from "../export-rows";
import { reportOf } from "./report-of";

/** A run's report to be kept. Throws `not_found`. */
export async function reportFile(of: { id: string; format: "html" | "md" }): Promise<ExportFile> {
  const report = await reportOf(await database(), { runId: of.id });
  if (!report) throw new AppError("not_found");
  const isHtml = of.format === "html";
  return {
    name: `eval-report-${of.id}.${of.format}`,
    mediaType: isHtml ? "text/html; charset=utf-8" : "text/markdown; charset=utf-8",
    text: isHtml ? report.html : report.markdown,
  };
}
