/** Lower case, one kind of quotation mark and space. */
export function fold(text: string): string {
  return text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[’‘]/g, "'")
    .replace(/[“”]/g, '"')
    .replace(/\s+/g, " ");
}

/** Whether the words stand in the text in a row, with no letter, digit or decimal mark that belongs to them beside. */
export function holdsWords(text: string, words: string): boolean {
  const escaped = fold(words.trim()).replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  return new RegExp(`(?<![\\p{L}\\p{N}]|\\d[.,])${escaped}(?![\\p{L}\\p{N}]|[.,]\\d)`, "u").test(fold(text));
}
