import { codePointLength } from "../text/code-points";
import { splitSentences } from "../text/split-sentences";
import type { PlacedBlock } from "./assemble";
import { safeCut } from "./parse/text";

/** The smallest piece that a chunk takes or leaves: a sentence, a table row, a code block, or a part of one too long. */
export interface Unit {
  kind: "heading" | "prose" | "code" | "row";
  text: string;
  /** White space between the unit before and this one, exactly as stored. */
  gap: string;
  /** Code points of the stored text, half-open. */
  start: number;
  end: number;
  tokens: number;
  page: number | null;
  section: string[];
  /** First unit of its block: a better place to part chunks than within. */
  beginsBlock: boolean;
  /** Part of a sentence, row or code block that alone exceeds the limit. */
  partial: boolean;
  /** Number of the table, for rows. */
  table?: number;
  header?: boolean;
}

export interface UnitLimits {
  maxLength: number;
  countTokens: (text: string) => number;
}

/** Cuts blocks into units, in order; keeps the white space between them, so that units and gaps join to the text. */
export class UnitReader {
  private gap = "";
  private offset = 0;
  private maxTokens = 0;

  constructor(private readonly limits: UnitLimits) {}

  /** Units of a block, each of at most `maxTokens`. */
  *read(placed: PlacedBlock, at: { section: string[]; maxTokens: number }): Generator<Unit> {
    const { block, text } = placed;
    this.maxTokens = at.maxTokens;
    this.gap += placed.separator;
    this.offset = block.start;
    const kind =
      block.kind === "heading"
        ? "heading"
        : block.kind === "code"
          ? "code"
          : block.kind === "table-row"
            ? "row"
            : "prose";
    const base = { kind, page: block.page ?? null, section: at.section, ...tableOf(placed) } as const;
    const ranges = kind === "prose" ? splitSentences(text) : [trimmed(text)];
    let done = 0;
    let beginsBlock = true;
    for (const range of ranges) {
      if (range.start >= range.end) continue;
      this.skip(text.slice(done, range.start));
      done = range.end;
      for (const piece of this.pieces(text.slice(range.start, range.end), kind)) {
        const taken = this.take(piece.text);
        const page = placed.pageBreaks?.findLast((change) => change.start <= taken.start)?.page ?? base.page;
        yield { ...base, ...piece, ...taken, page, beginsBlock };
        beginsBlock = false;
        this.skip(piece.after);
      }
    }
    this.skip(text.slice(done));
  }

  private skip(space: string): void {
    this.gap += space;
    this.offset += codePointLength(space);
  }

  private take(text: string): { gap: string; start: number; end: number } {
    const taken = { gap: this.gap, start: this.offset, end: this.offset + codePointLength(text) };
    this.gap = "";
    this.offset = taken.end;
    return taken;
  }

  /** The text whole, or in parts that fit when it alone exceeds the limit. */
  private *pieces(
    text: string,
    kind: Unit["kind"],
  ): Generator<{ text: string; after: string; tokens: number; partial: boolean }> {
    const { maxTokens } = this;
    const { maxLength, countTokens } = this.limits;
    const tokens = text.length > maxLength * 4 ? Number.POSITIVE_INFINITY : countTokens(text);
    if (tokens <= maxTokens && text.length <= maxLength) {
      yield { text, after: "", tokens, partial: false };
      return;
    }
    let open = "";
    let openTokens = 0;
    for (const atom of this.atoms(text, kind)) {
      const count = countTokens(atom);
      if (open.trim() && (openTokens + count > maxTokens || open.length + atom.length > maxLength)) {
        yield { ...bare(open), tokens: openTokens, partial: true };
        open = "";
        openTokens = 0;
      }
      open += atom;
      openTokens += count;
    }
    if (open.trim()) yield { ...bare(open), tokens: openTokens, partial: true };
  }

  /** Lines of code, cells of a row, words; a word that is too long is cut between characters. They join to `text`. */
  private *atoms(text: string, kind: Unit["kind"]): Generator<string> {
    const { maxTokens } = this;
    const { maxLength, countTokens } = this.limits;
    const parts =
      kind === "code" ? text.split(/(?<=\n)/) : kind === "row" ? text.split(/(?<= \| )/) : words(text);
    for (const part of parts) {
      if (part.length <= maxLength && countTokens(part) <= maxTokens) yield part;
      else if (kind === "code" || kind === "row") yield* this.atoms(part, "prose");
      else
        for (let rest = part; rest; ) {
          // One token is at least one character: a slice of that many characters always fits.
          const cut = rest.length > maxTokens ? safeCut(rest, maxTokens) : rest.length;
          yield rest.slice(0, cut);
          rest = rest.slice(cut);
        }
    }
  }
}

function words(text: string): string[] {
  return text.match(/\S+\s*|\s+/gu) ?? [];
}

function bare(text: string): { text: string; after: string } {
  const end = text.trimEnd().length;
  return { text: text.slice(0, end), after: text.slice(end) };
}

function trimmed(text: string): { start: number; end: number } {
  const start = text.length - text.trimStart().length;
  return { start, end: Math.max(start, text.trimEnd().length) };
}

function tableOf({ block }: PlacedBlock): Pick<Unit, "table" | "header"> {
  if (block.kind !== "table-row" || block.table === undefined) return {};
  return { table: block.table, ...(block.header ? { header: true } : {}) };
}
