import type { AnalysedText, SupportCheck } from "./check-support";
import { contraryPrepositions, oppositesOf } from "./word-lists";

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
    const contrary = oppositesOf.get(word.lower) ?? oppositesOf.get(word.stem);
    if (!contrary) continue;
    for (const other of contrary) {
      if (known.has(other) && !own.has(other)) {
        reasons.push({
          kind: "opposite",
          detail: `"${word.text}" stands against "${other}" in the evidence.`,
        });
        break;
      }
    }
  }
  return reasons;
}

interface Link {
  left: string;
  word: string;
  right: string;
  passive: boolean;
}

/** "A invites B" against "B invites A", also through "from A to B" and comparisons. */
function swappedRoles(claimed: AnalysedText, given: AnalysedText): SupportCheck["reasons"] {
  const reasons: SupportCheck["reasons"] = [];
  const givenLinks = linksOf(given);
  for (const link of linksOf(claimed)) {
    const same = givenLinks.some(
      (other) =>
        other.word === link.word &&
        other.left === link.left &&
        other.right === link.right &&
        other.passive === link.passive,
    );
    if (same || link.left === link.right) continue;
    const turned = givenLinks.find(
      (other) =>
        other.word === link.word &&
        other.left === link.right &&
        other.right === link.left &&
        other.passive === link.passive,
    );
    if (turned)
      reasons.push({ kind: "roles", detail: `"${link.left}" and "${link.right}" have changed places.` });
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
  const links: Link[] = [];
  for (let index = 1; index < content.length - 1; index++) {
    const left = content[index - 1];
    const middle = content[index];
    const right = content[index + 1];
    if (!left || !middle || !right) continue;
    if (/[.;!?]/.test(text.slice(left.end, right.start))) continue;
    links.push({
      left: left.stem,
      word: middle.stem,
      right: right.stem,
      passive: /\b(?:by|von|durch)\b/i.test(text.slice(middle.end, right.start)),
    });
  }
  return links;
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
