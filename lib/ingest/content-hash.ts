import { createHash } from "node:crypto";
import { pipelineVersion } from "./pipeline-version";

/** What decides the result of ingesting a file: its bytes, what was said of it, and the code that reads it. */
export function contentHash(content: {
  sha256: string;
  type: string;
  title: string | undefined;
  effectiveDate: string | undefined;
}): string {
  const { sha256, type, title = null, effectiveDate = null } = content;
  return createHash("sha256")
    .update(JSON.stringify([pipelineVersion, sha256, type, title, effectiveDate]))
    .digest("hex");
}
