interface Ranked {
  row: { documentId: string; start: number; end: number; text: string };
}

/**
 * The same candidates with those last that say again what a better one says: the same text in another place, or
 * a range of the same document that is half covered already. Order is kept within both parts.
 */
export function demoteDuplicates<T extends Ranked>(ranked: T[]): T[] {
  const fresh: T[] = [];
  const repeated: T[] = [];
  const texts = new Set<string>();
  for (const candidate of ranked) {
    const text = candidate.row.text.replace(/\s+/g, " ").trim();
    const again = texts.has(text) || fresh.some((other) => overlaps(candidate, other));
    (again ? repeated : fresh).push(candidate);
    texts.add(text);
  }
  return [...fresh, ...repeated];
}

function overlaps({ row }: Ranked, { row: other }: Ranked): boolean {
  if (row.documentId !== other.documentId) return false;
  const shared = Math.min(row.end, other.end) - Math.max(row.start, other.start);
  return shared > 0 && shared >= 0.5 * Math.min(row.end - row.start, other.end - other.start);
}
