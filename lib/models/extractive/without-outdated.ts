import { governingTitle } from "@/lib/text/governing-title";
import { wordsOf } from "@/lib/text/words";
import type { AnalysedQuestion } from "./analyse-question";
import { canAnswer, type SourcePassage } from "./answer-units";
import type { ScoredUnit } from "./sentence-features";

/** So much of the words of two sentences must be the same for them to say the same of different values. */
const sameWords = 0.75;

/**
 * `items`, best first, without those that a newer rule contradicts: the same sentence with other values ("locked
 * after 3 attempts", "locked after 8 attempts"), both from policies and the like, the other of a later day. What
 * stands under a name that the question gives and the newer one lacks ("in Leeds") is about something else.
 */
export function withoutOutdated<T extends ScoredUnit>(
  items: T[],
  { question, passages }: { question: AnalysedQuestion; passages: SourcePassage[] },
): T[] {
  const names = new Set(question.terms.flatMap((term) => (term.name ? [term.stem] : [])));
  const rules = new Map(
    items.flatMap((item) => {
      const {
        title = "",
        section = [],
        context = "",
        effectiveDate,
      } = passages[item.unit.passageIndex] ?? {};
      if (!effectiveDate || item.unit.values.length === 0 || !canAnswer(item.unit)) return [];
      if (!governingTitle.test(title)) return [];
      const about = wordsOf([title, context, ...section, item.unit.text].join(" ")).map(({ stem }) => stem);
      return [[item, { from: effectiveDate, names: about.filter((stem) => names.has(stem)) }] as const];
    }),
  );
  return items.filter((item) => {
    const own = rules.get(item);
    if (!own) return true;
    return ![...rules].some(
      ([other, { from, names: others }]) =>
        from > own.from && own.names.every((name) => others.includes(name)) && contradicts(item, other),
    );
  });
}

function contradicts(item: ScoredUnit, other: ScoredUnit): boolean {
  const [one, two] = [plainStems(item), plainStems(other)];
  if (one.size < 3) return false;
  const shared = [...one].filter((stem) => two.has(stem)).length;
  // What the newer one says besides doesn't count: it may say more in the same sentence.
  if (shared / one.size < sameWords) return false;
  const values = new Set(other.unit.values.map(({ key }) => key));
  return item.unit.values.every(({ kind, key, unit }) =>
    kind === "code"
      ? values.has(key)
      : !values.has(key) && other.unit.values.some((value) => value.kind === kind && value.unit === unit),
  );
}

function plainStems({ unit }: ScoredUnit): Set<string> {
  return new Set([...unit.stems].filter((stem) => !/\d/.test(stem)));
}
