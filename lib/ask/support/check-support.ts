import { findValues, type TextValue } from "@/lib/text/find-values";
import { looksGerman, type Word, wordsOf } from "@/lib/text/words";
import { comparePolarity } from "./compare-polarity";
import { compareRoles } from "./compare-roles";
import { valueSupported } from "./compare-values";

export type SupportProblem =
  | "number"
  | "name"
  | "negation"
  | "modality"
  | "quantity-word"
  | "opposite"
  | "roles"
  | "added"
  | "empty";

export interface SupportCheck {
  supported: boolean;
  /** 0 to 1: share of the claim's content that the evidence carries, 0 when something contradicts. */
  score: number;
  reasons: { kind: SupportProblem; detail: string }[];
}

export interface AnalysedText {
  text: string;
  words: Word[];
  values: TextValue[];
}

/** Least share of a claim's content words that must stand in its evidence. Tuned by `npm run bench:support`. */
const leastCoverage = 0.7;

/**
 * Does `evidence` (one or a few sentences) say what `claim` says? Word for word always passes. Otherwise every
 * number, date and name of the claim must stand in the evidence, nothing may be negated, turned round, bound or
 * loosened, and most content words must be shared. `context` (title, section, table header) may supply words
 * that the evidence leaves out. A pure function of its texts; errs on the side of "not supported".
 */
export function checkSupport({
  claim,
  evidence,
  context = "",
}: {
  claim: string;
  evidence: string;
  context?: string;
}): SupportCheck {
  const plainClaim = plain(claim);
  const plainEvidence = plain(evidence);
  if (!/[\p{L}\p{N}]/u.test(plainClaim)) {
    return { supported: false, score: 0, reasons: [{ kind: "empty", detail: "The claim says nothing." }] };
  }
  if (standsVerbatim(plainClaim, plainEvidence)) return { supported: true, score: 1, reasons: [] };

  const claimed = analyse(plainClaim);
  const given = analyse(plainEvidence);
  const around = analyse(plain(context));
  const reasons: SupportCheck["reasons"] = [
    ...missingValues(claimed, given, around),
    ...missingNames(claimed, given, around),
    ...comparePolarity(claimed, given),
    ...compareRoles(claimed, given, around),
  ];
  const { coverage, missing } = coverageOf(claimed, given, around);
  if (coverage < leastCoverage) {
    reasons.push({ kind: "added", detail: `Not in the evidence: ${missing.join(", ")}.` });
  }
  const supported = reasons.length === 0;
  return { supported, score: supported ? coverage : Math.min(coverage, 0.49) * 0.5, reasons };
}

/** Text without markup, citation markers and doubled white space. */
function plain(text: string): string {
  return text
    .replace(/\[\d+\]/g, "")
    .replace(/[*_`#|>]+/g, " ")
    .replace(/[“”„«»]/g, '"')
    .replace(/[‘’]/g, "'")
    .replace(/\s+/g, " ")
    .trim();
}

/** The claim is one or several whole sentences of the evidence. */
function standsVerbatim(claim: string, evidence: string): boolean {
  const bare = claim.replace(/[\s.!?;:,]+$/u, "");
  for (let at = evidence.indexOf(bare); at >= 0; at = evidence.indexOf(bare, at + 1)) {
    const before = evidence.slice(0, at).trimEnd();
    const after = evidence.slice(at + bare.length);
    if ((before === "" || /[.!?:;]["')]?$/.test(before)) && /^["')]*(?:[.!?;:]|\s*$)/.test(after))
      return true;
  }
  return false;
}

function analyse(text: string): AnalysedText {
  return { text, words: wordsOf(text), values: findValues(text) };
}

function missingValues(
  claimed: AnalysedText,
  given: AnalysedText,
  around: AnalysedText,
): SupportCheck["reasons"] {
  const known = [...given.values, ...around.values];
  return claimed.values
    .filter((value) => !known.some((other) => valueSupported(value, other)))
    .map((value) => ({
      kind: "number" as const,
      detail: `"${claimed.text.slice(value.start, value.end)}" is not in the evidence.`,
    }));
}

function missingNames(
  claimed: AnalysedText,
  given: AnalysedText,
  around: AnalysedText,
): SupportCheck["reasons"] {
  if (looksGerman(claimed.text)) return [];
  const stems = new Set([...given.words, ...around.words].map((word) => word.stem));
  const initials = initialsOf([...given.words, ...around.words]);
  return claimed.words
    .filter((word, index) => isName(claimed, word, index) && !insideValue(word, claimed.values))
    .filter((word) => !stems.has(word.stem) && !initials.includes(word.lower))
    .map((word) => ({ kind: "name" as const, detail: `"${word.text}" is not in the evidence.` }));
}

function isName({ text, words }: AnalysedText, word: Word, index: number): boolean {
  if (word.stop || !/^\p{Lu}/u.test(word.text)) return false;
  if (word.text.length > 1 && word.text === word.text.toUpperCase()) return true;
  const before = text.slice(0, word.start).trimEnd();
  const opens = before === "" || /[.!?:]["'(]?$/.test(before);
  if (!opens) return true;
  const next = words[index + 1];
  return next !== undefined && /^\p{Lu}/u.test(next.text) && /^\s$/.test(text.slice(word.end, next.start));
}

function initialsOf(words: Word[]): string {
  return words
    .filter((word) => /^\p{Lu}/u.test(word.text))
    .map((word) => word.lower[0])
    .join("");
}

function insideValue(word: Word, values: TextValue[]): boolean {
  return values.some((value) => word.start < value.end && word.end > value.start);
}

function coverageOf(
  claimed: AnalysedText,
  given: AnalysedText,
  around: AnalysedText,
): { coverage: number; missing: string[] } {
  const stems = new Set([...given.words, ...around.words].map((word) => word.stem));
  const content = claimed.words.filter((word) => !word.stop && !insideValue(word, claimed.values));
  const missing = content.filter((word) => !stems.has(word.stem) && !related(word.stem, stems));
  const total = content.length + claimed.values.length;
  return {
    coverage: total === 0 ? 1 : 1 - missing.length / total,
    missing: missing.map((word) => word.text),
  };
}

/** A longer or shorter form of the same word: "entitlement" and "entitled". */
function related(stem: string, stems: Set<string>): boolean {
  if (stem.length < 5) return false;
  for (const other of stems) {
    let shared = 0;
    while (shared < stem.length && stem[shared] === other[shared]) shared++;
    if (shared >= 5 && shared >= 0.7 * Math.min(stem.length, other.length)) return true;
  }
  return false;
}
