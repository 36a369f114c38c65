// "£50,001 to £150,000", "more than £40", "up to 10 days": what a text says of a span of values holds for each in it.
import type { TextValue } from "@/lib/text/find-values";

interface ValueRange {
  kind: TextValue["kind"];
  unit: string | null;
  from: number;
  to: number;
}

const spanned = /^\s*(?:to|until|through|bis|-|–|—)\s*$/i;
const least =
  /(?:\b(?:over|above|more than|exceed\w*|at least|starting (?:at|from)|worth more than|or more than|über|mehr als|mindestens)|>=?|≥)\s*$/i;
const most =
  /(?:\b(?:up to|under|below|less than|at most|no more than|not more than|maximum of|bis zu|unter|höchstens|weniger als)|<=?|≤)\s*$/i;
const andMore = /^\s*(?:or|and|und|oder)\s+(?:more|over|above|mehr|darüber)\b|^\s*\+/i;
const andLess = /^\s*(?:or|and|und|oder)\s+(?:less|under|below|weniger)\b/i;

/** Spans of amounts, numbers and shares in `text`, whose values are `values`, in their order. */
export function valueRanges(text: string, values: TextValue[]): ValueRange[] {
  const ranges: ValueRange[] = [];
  const amounts = values.filter(({ kind, key }) => countable.has(kind) && Number.isFinite(Number(key)));
  for (let index = 0; index < amounts.length; index++) {
    const value = amounts[index];
    const next = amounts[index + 1];
    if (!value) continue;
    const amount = Number(value.key);
    const before = text.slice(Math.max(0, value.start - 24), value.start);
    const behind = text.slice(value.end, value.end + 24);
    const about = { kind: value.kind, unit: value.unit };
    if (next && spanned.test(text.slice(value.end, next.start)) && Number(next.key) > amount) {
      ranges.push({ kind: next.kind, unit: next.unit ?? value.unit, from: amount, to: Number(next.key) });
      index++;
    } else if (/\bno(?:t)?\s+more than\s*$/i.test(before) || most.test(before) || andLess.test(behind)) {
      ranges.push({ ...about, from: Number.NEGATIVE_INFINITY, to: amount });
    } else if (least.test(before) || andMore.test(behind)) {
      ranges.push({ ...about, from: amount, to: Number.POSITIVE_INFINITY });
    }
  }
  return ranges;
}

/**
 * Whether one of `asked` lies in a span that `text` speaks of (`inside`), or its spans are of the same kind and unit
 * and hold none of them (`outside`). Null where nothing can be compared.
 */
export function rangeFit(
  asked: TextValue[],
  { text, values }: { text: string; values: TextValue[] },
): "inside" | "outside" | null {
  const comparable = valueRanges(text, values).flatMap((range) =>
    asked
      .filter((value) => value.unit !== null && value.kind === range.kind && value.unit === range.unit)
      .map((value) => range.from <= Number(value.key) && Number(value.key) <= range.to),
  );
  return comparable.length === 0 ? null : comparable.includes(true) ? "inside" : "outside";
}

const countable: ReadonlySet<string> = new Set<TextValue["kind"]>(["number", "money", "percent"]);
