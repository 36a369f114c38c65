import type { Findings } from "./findings";

export interface NumberWindow {
  start: number;
  end: number;
  raw: string;
  digits: string;
  groups: string[];
}

const run = /(?:\+ ?|\(\+?)?\d(?:\d|[ .\-/()](?=\d)|(?:\) |\) ?-|- | \(|\)-| - |-\()(?=\d))*/g;
/** More groups than any number has; a longer run is looked at piece by piece. */
const groupsAtMost = 7;

/** Digits with single separators between them, as long as they go on. */
export class NumberRun {
  private readonly groups: { start: number; end: number; digits: string }[] = [];

  constructor(
    private readonly text: string,
    readonly start: number,
    readonly end: number,
  ) {
    const digits = /\d+/g;
    digits.lastIndex = start;
    for (let match = digits.exec(text); match && match.index < end; match = digits.exec(text))
      this.groups.push({ start: match.index, end: match.index + match[0].length, digits: match[0] });
  }

  /** Windows of whole groups with `least` to `most` digits, from left to right, the longest of each start first. */
  *windows(least: number, most: number): Generator<NumberWindow> {
    for (let first = 0; first < this.groups.length; first++) {
      const found: NumberWindow[] = [];
      let digits = "";
      const groups: string[] = [];
      for (let last = first; last < this.groups.length && last - first < groupsAtMost; last++) {
        const group = this.groups[last];
        const from = this.groups[first];
        if (!group || !from) break;
        digits += group.digits;
        groups.push(group.digits);
        if (digits.length > most) break;
        if (digits.length < least) continue;
        const start = this.leadOf(from.start);
        found.push({
          start,
          end: group.end,
          raw: this.text.slice(start, group.end),
          digits,
          groups: [...groups],
        });
      }
      yield* found.reverse();
    }
  }

  /** A plus or an opening bracket in front belongs to the number. */
  private leadOf(start: number): number {
    const lead = /(?:\(\+ ?|\+ ?\(|\+ ?|\()$/.exec(this.text.slice(Math.max(0, start - 3), start));
    return lead ? start - lead[0].length : start;
  }
}

/** Every run of digits that isn't part of a word, a decimal number or what was found before. */
export function* numberRuns(found: Findings): Generator<NumberRun> {
  const { text } = found;
  for (const match of text.matchAll(run)) {
    const start = match.index;
    const end = start + match[0].length;
    const before = text[start - 1] ?? "";
    if (/[\p{L}\p{N}]/u.test(before)) {
      // The first group is glued to a word (`x4111`); what follows a separator may stand for itself.
      const next = /[ (]\d/.exec(match[0]);
      if (next && !/^\d+[ (]/.test(match[0])) continue;
      if (!next) continue;
      yield new NumberRun(text, start + next.index + 1, end);
      continue;
    }
    if (/\d\.$/.test(text.slice(Math.max(0, start - 2), start))) continue;
    if (
      /^(?:[\p{L}_]|\.\d|e[+-]?\d)/u.test(text.slice(end, end + 2)) &&
      !/[ ]/.test(match[0]) &&
      !/^[_]/.test(text.slice(end))
    )
      continue;
    yield new NumberRun(text, start, end);
  }
}
