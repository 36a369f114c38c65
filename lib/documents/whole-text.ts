import type { Access } from "@/db/access";
import type { Queryable } from "@/db/client";
import { readSegments } from "@/db/queries/document-reading";

const segmentsAtOnce = 16 * 64_000;

/** The whole text of a version, a million code points at a time. */
export async function* wholeText(
  db: Queryable,
  of: { access: Access; documentId: string; versionId: string; length: number },
): AsyncGenerator<{ start: number; text: string }> {
  for (let start = 0; start < of.length; ) {
    const segments = await readSegments(db, {
      ...of,
      start,
      end: Math.min(start + segmentsAtOnce, of.length),
    });
    const first = segments[0];
    const last = segments.at(-1);
    if (!first || !last) return;
    yield { start: first.start, text: segments.map((segment) => segment.text).join("") };
    start = last.end;
  }
}
