import { z } from "zod";
import type { Access } from "@/db/access";
import { database } from "@/db/client";
import { readSegments, type StoredSegment } from "@/db/queries/document-reading";
import { sliceCodePoints } from "@/lib/text/code-points";
import { requireVersion } from "./require-version";
import { type DocumentText, type StoredBlock, storedBlockSchema } from "./schema";

/** Most that one window shows, in code points, before it is extended to whole blocks. */
const longestWindow = 256_000;
const usualWindow = 64_000;
const blocksSchema = z.array(storedBlockSchema);

/**
 * The whole blocks around `[start - around, end + around)` of a version's text, in code points. Without `end`
 * a window of 64,000; never more than 256,000. Throws `not_found`.
 */
export async function readText(read: {
  access: Access;
  documentId: string;
  versionId?: string | undefined;
  start: number;
  end?: number | undefined;
  around: number;
}): Promise<DocumentText> {
  const db = await database();
  const { access, documentId } = read;
  const version = await requireVersion(db, read);
  const start = Math.min(Math.max(0, read.start - read.around), version.length);
  const wanted = (read.end ?? read.start + usualWindow) + read.around;
  const end = Math.min(Math.max(wanted, start), start + longestWindow, version.length);
  const segments = await readSegments(db, {
    access,
    documentId,
    versionId: version.id,
    start,
    end: Math.max(end, start + 1),
  });
  const window = wholeBlocks(segments, { start, end });
  return { document_id: documentId, version_id: version.id, length: version.length, ...window };
}

function wholeBlocks(
  segments: StoredSegment[],
  { start, end }: { start: number; end: number },
): Pick<DocumentText, "start" | "end" | "text" | "blocks"> {
  const blocks: StoredBlock[] = [];
  let text = "";
  let from = 0;
  let to = 0;
  for (const segment of segments) {
    const touched = blocksSchema
      .parse(segment.blocks)
      .filter((block) => block.start < Math.max(end, start + 1) && block.end > start);
    const first = touched[0];
    const last = touched.at(-1);
    if (!first || !last) continue;
    // White space between two segments stands at the beginning of the second.
    const sliceFrom = blocks.length === 0 ? first.start : Math.max(to, segment.start);
    if (blocks.length === 0) from = first.start;
    text += sliceCodePoints(segment.text, sliceFrom - segment.start, last.end - segment.start);
    to = last.end;
    blocks.push(...touched);
  }
  return blocks.length === 0
    ? { start, end: start, text: "", blocks }
    : { start: from, end: to, text, blocks };
}
