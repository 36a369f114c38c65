import type { AnalysedText } from "./analyse-text";
import type { SupportCheck } from "./support-types";
import { contraryPrepositions, oppositeStemsOf, oppositesOf } from "./word-lists";

/** Finds opposites put in place of words, and values or names attached to the wrong words. */
export function compareRoles(
  claimed: AnalysedText,
  given: AnalysedText,
  around: AnalysedText,
): SupportCheck["reasons"] {
  return [...opposites(claimed, given, around), ...swappedRoles(claimed, given)];
}

function opposites(
  claimed: AnalysedText,
  given: AnalysedText,
  around: AnalysedText,
): SupportCheck["reasons"] {
  const known = new Set([...given.words, ...around.words].flatMap((word) => [word.lower, word.stem]));
  const own = new Set(claimed.words.flatMap((word) => [word.lower, word.stem]));
  const reasons: SupportCheck["reasons"] = [];
  for (const word of claimed.words) {
    if (known.has(word.lower) || known.has(word.stem)) continue;
    const contrary = [...(oppositesOf.get(word.lower) ?? []), ...oppositeStemsOf(word.stem)];
    const met = contrary.find((other) => known.has(other) && !own.has(other));
    if (met) {
      reasons.push({
        kind: "opposite",
        detail: `"${word.text}" stands against "${met}" in the evidence.`,
      });
    }
  }
  return reasons;
}

interface Link {
  /** Nearest content words on either side, nearest first. */
  left: string[];
  word: string;
  right: string[];
  passive: boolean;
}

/** "A invites B" against "B invites A", also through "from A to B" and comparisons. */
function swappedRoles(claimed: AnalysedText, given: AnalysedText): SupportCheck["reasons"] {
  const reasons: SupportCheck["reasons"] = [];
  const givenLinks = linksOf(given);
  for (const link of linksOf(claimed)) {
    const [left] = link.left;
    const [right] = link.right;
    if (!left || !right || left === right) continue;
    const meeting = givenLinks.filter((other) => other.word === link.word);
    const keeps = meeting.some(
      (other) =>
        (other.left.includes(left) || other.right.includes(right)) === (other.passive === link.passive) ||
        (!other.left.includes(left) && !other.right.includes(left)) ||
        (!other.left.includes(right) && !other.right.includes(right)),
    );
    if (keeps) continue;
    const turned = meeting.find(
      (other) => other.left.includes(right) && other.right.includes(left) && other.passive === link.passive,
    );
    if (turned) {
      reasons.push({ kind: "roles", detail: `"${left}" and "${right}" have changed places.` });
    }
  }
  for (const word of claimed.words) {
    const contrary = contraryPrepositions.get(word.lower);
    if (!contrary) continue;
    const target = headAfter(claimed, word.end);
    if (!target) continue;
    const same = prepositionsBefore(given, target);
    if (same.length > 0 && !same.includes(word.lower) && same.some((other) => contrary.includes(other))) {
      reasons.push({
        kind: "roles",
        detail: `"${word.text} ${target}" is "${same[0]} ${target}" in the evidence.`,
      });
    }
  }
  return reasons;
}

function linksOf({ text, words }: AnalysedText): Link[] {
  const content = words.filter((word) => !word.stop);
  return content.flatMap((word, index) => {
    const near = (from: number, to: number) =>
      content
        .slice(Math.max(0, from), to)
        .filter(
          (other) =>
            !/[.;!?]/.test(text.slice(Math.min(other.end, word.end), Math.max(other.start, word.start))),
        )
        .map((other) => other.stem);
    const next = content[index + 1];
    return [
      {
        left: near(index - 3, index).reverse(),
        word: word.stem,
        right: near(index + 1, index + 4),
        passive: next !== undefined && /\b(?:by|von|durch)\b/i.test(text.slice(word.end, next.start)),
      },
    ];
  });
}

function headAfter({ words }: AnalysedText, from: number): string | null {
  const next = words
    .filter((word) => word.start >= from)
    .slice(0, 3)
    .find((word) => !word.stop);
  return next?.stem ?? null;
}

function prepositionsBefore({ words }: AnalysedText, target: string): string[] {
  const found: string[] = [];
  for (const [index, word] of words.entries()) {
    if (word.stem !== target) continue;
    for (const before of words.slice(Math.max(0, index - 3), index).reverse()) {
      if (contraryPrepositions.has(before.lower)) {
        found.push(before.lower);
        break;
      }
      if (!before.stop) break;
    }
  }
  return found;
}
