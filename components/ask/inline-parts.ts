export interface InlinePart {
  kind: "text" | "strong" | "code";
  text: string;
}

/** A sentence split at `**strong**` and `` `code` ``, the two marks that models put into running text. */
export function inlineParts(text: string): InlinePart[] {
  const parts: InlinePart[] = [];
  let last = 0;
  for (const match of text.matchAll(/\*\*([^*\n]+)\*\*|`([^`\n]+)`/g)) {
    if (match.index > last) parts.push({ kind: "text", text: text.slice(last, match.index) });
    parts.push(
      match[1] === undefined ? { kind: "code", text: match[2] ?? "" } : { kind: "strong", text: match[1] },
    );
    last = match.index + match[0].length;
  }
  if (last < text.length) parts.push({ kind: "text", text: text.slice(last) });
  return parts;
}
