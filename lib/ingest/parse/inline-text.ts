import { tidyText } from "./clean-text";
import type { BlockMark } from "./types";

/** Gathers the text of one block with its marks: runs of white space become one space, line breaks are asked for. */
export class InlineText {
  text = "";
  /** Its last letter: asking the text for it would copy a long one for each piece that is added. */
  private last = "";
  readonly marks: BlockMark[] = [];

  /** Adds flowing text. */
  add(raw: string): void {
    const flowing = tidyText(raw).replace(/\s+/g, " ");
    const atStart = this.last === "" || /\s/.test(this.last);
    this.append(atStart && flowing.startsWith(" ") ? flowing.slice(1) : flowing);
  }

  /** Adds text as it stands. */
  addVerbatim(raw: string): void {
    this.append(raw);
  }

  /** Begins a new line within the block. */
  breakLine(): void {
    this.text = this.text.replace(/[ \t]+$/, "");
    if (this.text && !this.text.endsWith("\n")) this.text += "\n";
    this.last = this.text.at(-1) ?? "";
  }

  private append(piece: string): void {
    this.text += piece;
    this.last = piece.at(-1) ?? this.last;
  }

  /** Marks everything added since `start`. */
  mark(kind: BlockMark["kind"], start: number, href?: string): void {
    let from = Math.min(start, this.text.length);
    while (from < this.text.length && /\s/.test(this.text[from] ?? "")) from++;
    const end = this.text.trimEnd().length;
    if (from < end)
      this.marks.push(href === undefined ? { kind, start: from, end } : { kind, start: from, end, href });
  }

  get isBlank(): boolean {
    return this.text.trim() === "";
  }

  /** Text without white space at its end, marks within it. */
  finish(): { text: string; marks?: BlockMark[] } {
    const text = this.text.trimEnd();
    const marks = this.marks
      .map((mark) => ({ ...mark, end: Math.min(mark.end, text.length) }))
      .filter((mark) => mark.start < mark.end)
      .sort((a, b) => a.start - b.start || b.end - a.end);
    return marks.length > 0 ? { text, marks } : { text };
  }
}

/** An address that may be shown as a link: web, mail, or relative. Anything that could run is dropped. */
export function safeHref(href: string | null | undefined): string | undefined {
  const trimmed = href?.trim();
  if (!trimmed || trimmed.length > 2000) return undefined;
  if (/^(?:https?:|mailto:|tel:)/i.test(trimmed)) return trimmed;
  return /^[a-z][a-z0-9+.-]*:/i.test(trimmed.replace(/[\s\p{Cc}]/gu, "")) ? undefined : trimmed;
}
