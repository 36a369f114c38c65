import type { Findings } from "./findings";

const shapes = [
  // UUIDs
  /(?<![0-9a-f])[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}(?![0-9a-f])/gi,
  // W3C trace contexts
  /\b[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}\b/g,
  // Dates and times, also in names of files and as compact stamps
  /(?<!\d)(?:19|20)\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])(?:[T _](?:[01]\d|2[0-4])[:.-]?[0-5]\d(?:[:.-]?[0-6]\d(?:[.,]\d{1,9})?)?(?: ?(?:Z|[+-](?:0\d|1[0-4]):?[0-5]\d)\b)?)?(?!\d)/g,
  /(?<!\d)(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])T?(?:[01]\d|2[0-3])[0-5]\d[0-5]\dZ?(?!\d)/g,
  /(?<![\d.])(?:0?[1-9]|[12]\d|3[01])([./-])(?:0?[1-9]|1[0-2])\1(?:19|20)\d\d(?![\d])/g,
  /(?<![\d.])(?:[01]\d|2[0-3]):[0-5]\d:[0-6]\d(?:[.,]\d{1,9})?(?![\d:])/g,
  // ISBN
  /\bISBN(?:-1[03])?:? ?97[89][- ]?\d{1,5}[- ]?\d{1,7}[- ]?\d{1,6}[- ]?\d\b/gi,
];

/** Shapes that hold long digits and are nobody's: what comes after must not look into them. */
export function blockHarmless(found: Findings): void {
  for (const shape of shapes)
    for (const match of found.text.matchAll(shape))
      if (found.isFree(match.index, match.index + match[0].length))
        found.block(match.index, match.index + match[0].length);
}
