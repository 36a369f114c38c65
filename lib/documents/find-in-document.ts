import type { Access } from "@/db/access";
import { database } from "@/db/client";
import { codePointLength, OffsetMap } from "@/lib/text/code-points";
import { requireVersion } from "./require-version";
import type { DocumentFind } from "./schema";
import { wholeText } from "./whole-text";

const mostHits = 2000;

/** Every place where `q` stands in a version, without regard to case or kind of white space. Throws `not_found`. */
export async function findInDocument(find: {
  access: Access;
  documentId: string;
  versionId?: string | undefined;
  q: string;
}): Promise<DocumentFind> {
  const db = await database();
  const { access, documentId } = find;
  const version = await requireVersion(db, find);
  const pattern = new RegExp(find.q.trim().split(/\s+/).map(escaped).join("\\s+"), "giu");
  const result: DocumentFind = { total: 0, hits: [] };
  let kept = { start: 0, text: "" };
  let foundUpTo = 0;
  for await (const part of wholeText(db, {
    access,
    documentId,
    versionId: version.id,
    length: version.length,
  })) {
    const window = kept.text === "" ? part : { start: kept.start, text: kept.text + part.text };
    const offsets = new OffsetMap(window.text);
    for (const match of window.text.matchAll(pattern)) {
      const start = window.start + offsets.toCodePoint(match.index);
      if (start < foundUpTo) continue;
      const end = window.start + offsets.toCodePoint(match.index + match[0].length);
      foundUpTo = end;
      result.total += 1;
      if (result.hits.length < mostHits) result.hits.push({ start, end });
    }
    // A hit may stand across two parts: the end of this one is looked at again with the next.
    const tail = lastUnits(window.text, 2000);
    kept = { start: window.start + codePointLength(window.text) - codePointLength(tail), text: tail };
  }
  return result;
}

function lastUnits(text: string, count: number): string {
  const from = Math.max(0, text.length - count);
  return text.slice(/[\udc00-\udfff]/.test(text[from] ?? "") ? from + 1 : from);
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
}
