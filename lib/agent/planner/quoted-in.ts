/** What stands in quotation marks, in order. */
export function quotedIn(text: string): string[] {
  return [...text.matchAll(/[“"]([^”"]+)[”"]/g)].flatMap(([, inner]) =>
    inner?.trim() ? [inner.trim()] : [],
  );
}

/** „German“, »pointed« and «French» quotation marks as “English” ones. */
export function withPlainQuotes(text: string): string {
  return text
    .replace(/„([^“”„"]+)[“”"]/g, "“$1”")
    .replace(/»([^«»]+)«/g, "“$1”")
    .replace(/«([^«»]+)»/g, "“$1”");
}
