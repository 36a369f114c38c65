// A case beside its documents, for whoever has to confirm it.
import { database } from "@/db/client";
import { findDataset } from "@/db/queries/evals";
import { codePointLength, sliceCodePoints } from "@/lib/text/code-points";
import { resolveQuotes } from "./resolve-quotes";
import type { EvalCase } from "./schema";
import { suiteDocuments } from "./sync-suite";

const around = 320;

/** Each expected quote with its surroundings in the suite's document, `found` false where it no longer stands there. */
export async function casePlaces({ item }: { item: EvalCase }) {
  if (item.content.expected.length === 0) return [];
  const db = await database();
  const dataset = await findDataset(db, { id: item.suite });
  const documents = await suiteDocuments(db, dataset?.source_ids ?? []);
  return item.content.expected.map((expected) => {
    const document = documents.get(expected.document);
    const { places } = resolveQuotes({ ...item.content, expected: [expected] }, documents);
    const [place] = places;
    const base = { document: expected.document, title: document?.title ?? "" };
    if (!document || !place) return { ...base, before: "", quote: expected.quote, after: "", found: false };
    const end = Math.min(codePointLength(document.text), place.end + around);
    return {
      ...base,
      before: sliceCodePoints(document.text, Math.max(0, place.start - around), place.start),
      quote: sliceCodePoints(document.text, place.start, place.end),
      after: sliceCodePoints(document.text, place.end, end),
      found: true,
    };
  });
}
