// Where the expected quotes of a case stand: each is looked for in the stored text of its document.
import { codePointLength } from "@/lib/text/code-points";
import type { GoldenCase } from "./schema";

export interface SuiteDocument {
  documentId: string;
  versionId: string;
  sourceId: string;
  /** As cases name it. */
  document: string;
  title: string;
  text: string;
}

export interface ExpectedPlace {
  document: string;
  documentId: string;
  quote: string;
  /** Code points of the stored text, half-open. */
  start: number;
  end: number;
  /** Places of one group prove the same thing. */
  group: string;
}

/** The places of a case's expected quotes. A quote or document that isn't there is a problem, in words. */
export function resolveQuotes(
  item: GoldenCase,
  documents: Map<string, SuiteDocument>,
): { places: ExpectedPlace[]; problems: string[] } {
  const places: ExpectedPlace[] = [];
  const problems: string[] = [];
  for (const [index, { document, quote, group }] of item.expected.entries()) {
    const stored = documents.get(document);
    if (!stored) {
      problems.push(`${item.id}: there is no document ${document}`);
      continue;
    }
    const found = findQuote(stored.text, quote);
    if (!found) problems.push(`${item.id}: ${document} does not hold “${quote}”`);
    else
      places.push({ document, documentId: stored.documentId, quote, ...found, group: group ?? `#${index}` });
  }
  if (item.planted_in !== undefined && !documents.has(item.planted_in))
    problems.push(`${item.id}: there is no document ${item.planted_in}`);
  return { places, problems };
}

/** First place of `quote` in `text`, whatever the white space between its words. Code points, half-open. */
export function findQuote(text: string, quote: string): { start: number; end: number } | undefined {
  const words = quote.normalize("NFC").trim().split(/\s+/u);
  const pattern = new RegExp(
    words.map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join("\\s+"),
    "u",
  );
  const match = pattern.exec(text);
  if (!match) return undefined;
  const start = codePointLength(text.slice(0, match.index));
  return { start, end: start + codePointLength(match[0]) };
}

/** Whether two ranges of one text share at least half of the shorter one. */
export function overlaps(
  one: { start: number; end: number },
  other: { start: number; end: number },
): boolean {
  const shared = Math.min(one.end, other.end) - Math.max(one.start, other.start);
  return shared > 0 && shared * 2 >= Math.min(one.end - one.start, other.end - other.start);
}
