import { stemOf, type Word } from "@/lib/text/words";
import type { AnalysedText } from "./analyse-text";
import type { SupportCheck } from "./support-types";
import {
  exceptionWords,
  lexicalNegations,
  modality,
  negationCues,
  permissionWords,
  restrictiveWords,
  universalWords,
} from "./word-lists";

/** Compares what claim and evidence deny, oblige, permit, restrict and generalise. */
export function comparePolarity(claimed: AnalysedText, given: AnalysedText): SupportCheck["reasons"] {
  return [...negation(claimed, given), ...modal(claimed, given), ...quantity(claimed, given)];
}

interface Denial {
  cue: string;
  /** Stems of the content words that it governs, nearest first. */
  scope: string[];
}

function negation(claimed: AnalysedText, given: AnalysedText): SupportCheck["reasons"] {
  const claimStems = namedStems(claimed);
  const givenStems = namedStems(given);
  const claimDenials = denialsOf(claimed);
  const givenDenials = denialsOf(given);
  const reasons: SupportCheck["reasons"] = [];
  const open = [...givenDenials];
  for (const denial of claimDenials) {
    // The denial that governs the most of the same words; each answers for one only.
    const best = open
      .map((other, index) => ({ index, shared: shared(denial.scope, other.scope) }))
      .sort((one, other) => other.shared - one.shared)[0];
    if (best && best.shared > 0) open.splice(best.index, 1);
    else
      reasons.push({
        kind: "negation",
        detail: `The claim denies ("${denial.cue}"), the evidence does not.`,
      });
  }
  for (const denial of open) {
    if (denial.scope.slice(0, 2).some((stem) => claimStems.has(stem))) {
      reasons.push({
        kind: "negation",
        detail: `The evidence denies ("${denial.cue}"), the claim does not.`,
      });
    }
  }
  for (const [own, other] of [
    [claimed, givenStems],
    [given, claimStems],
  ] as const) {
    for (const word of own.words) {
      const bare = withoutPrefix(word.lower);
      const ownStems = own === claimed ? claimStems : givenStems;
      if (
        bare &&
        other.has(bare) &&
        !other.has(word.stem) &&
        !ownStems.has(bare) &&
        claimDenials.length === givenDenials.length
      ) {
        reasons.push({ kind: "negation", detail: `"${word.text}" says the opposite.` });
      }
    }
  }
  return reasons;
}

function namedStems(text: AnalysedText): Set<string> {
  const stems = new Set(text.words.filter((word) => !word.stop).map((word) => word.stem));
  for (const word of text.words) if (permissionWords.has(word.lower)) stems.add("allow");
  return stems;
}

function denialsOf({ text, words }: AnalysedText): Denial[] {
  const denials: Denial[] = [];
  for (const [index, word] of words.entries()) {
    if (negationCues.has(word.lower)) {
      // "not only", "no later than", "no more than", "no fewer than" deny nothing.
      const next = words[index + 1]?.lower ?? "";
      const afterNext = words[index + 2]?.lower ?? "";
      if (
        next === "only" ||
        (/^(later|earlier|more|less|fewer|matter|doubt)$/.test(next) &&
          word.lower === "no" &&
          afterNext !== "longer")
      )
        continue;
      denials.push({ cue: word.text, scope: scopeAfter(text, words, index) });
    } else if (lexicalNegations.has(word.lower)) {
      const denied = lexicalNegations.get(word.lower) ?? "";
      const before = words
        .slice(Math.max(0, index - 4), index)
        .filter((other) => !other.stop)
        .map((other) => other.stem)
        .reverse();
      denials.push({
        cue: word.text,
        scope: [denied || word.stem, ...before, ...scopeAfter(text, words, index)].filter(Boolean),
      });
    }
  }
  return denials;
}

function scopeAfter(text: string, words: Word[], index: number): string[] {
  const scope: string[] = [];
  const previous = words[index - 1];
  if (previous && permissionWords.has(previous.lower)) scope.push("allow");
  let last = words[index];
  for (const word of words.slice(index + 1, index + 9)) {
    if (!last || /[.;:!?]/.test(text.slice(last.end, word.start)) || word.lower === "but") break;
    if (/,/.test(text.slice(last.end, word.start)) && scope.length > 0) break;
    if (permissionWords.has(word.lower)) scope.push("allow");
    else if (!word.stop && word.lower !== "longer") scope.push(word.stem);
    last = word;
  }
  return scope;
}

/** How many stems both denials govern; one without words of its own meets any. */
function shared(scope: string[], other: string[]): number {
  if (scope.length === 0 || other.length === 0) return 0.5;
  return scope.filter((stem) => other.includes(stem)).length;
}

const prefixes = /^(?:un|in|im|non|dis|ir|il)(?=.{4,})/;

function withoutPrefix(lower: string): string | null {
  const match = prefixes.exec(lower);
  return match ? stemOf(lower.slice(match[0].length).replace(/^-/, "")) : null;
}

function modal(claimed: AnalysedText, given: AnalysedText): SupportCheck["reasons"] {
  const own = modesOf(claimed);
  const other = modesOf(given);
  if (own.size === 0 || other.size === 0) return [];
  for (const mode of own) {
    if (other.has(mode)) continue;
    return [
      { kind: "modality", detail: `The claim says "${mode}", the evidence "${[...other].join(", ")}".` },
    ];
  }
  return [];
}

function modesOf({ text, words }: AnalysedText): Set<keyof typeof modality> {
  const modes = new Set<keyof typeof modality>();
  for (const word of words) {
    if (word.lower === "may" && word.text === "May") continue;
    for (const mode of ["must", "may", "should"] as const)
      if (modality[mode].has(word.lower)) modes.add(mode);
  }
  if (/\b(?:has|have|had|needs?) to\b/i.test(text)) modes.add("must");
  if (/\b(?:need|have) not\b|\bnot (?:required|obliged|mandatory)\b|\bno need\b/i.test(text))
    modes.add("may");
  return modes;
}

function quantity(claimed: AnalysedText, given: AnalysedText): SupportCheck["reasons"] {
  const reasons: SupportCheck["reasons"] = [];
  const has = (side: AnalysedText, set: Set<string>) => side.words.some((word) => set.has(word.lower));
  if (has(claimed, restrictiveWords) && !has(given, restrictiveWords)) {
    reasons.push({ kind: "quantity-word", detail: "The claim restricts (“only”), the evidence does not." });
  }
  if (has(claimed, exceptionWords) && !has(given, exceptionWords)) {
    reasons.push({ kind: "quantity-word", detail: "The claim makes an exception, the evidence does not." });
  }
  if (has(claimed, universalWords) && has(given, exceptionWords) && !has(claimed, exceptionWords)) {
    reasons.push({ kind: "quantity-word", detail: "The evidence makes an exception, the claim does not." });
  }
  if (has(claimed, universalWords) && !has(given, universalWords)) {
    reasons.push({
      kind: "quantity-word",
      detail: "The claim says “all” or “always”, the evidence does not.",
    });
  }
  return reasons;
}
