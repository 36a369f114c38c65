import { isUnit } from "@/lib/text/find-values";
import { looksGerman } from "@/lib/text/words";
import { alignEvidence } from "./align-evidence";
import { type AnalysedText, analyseText, insideValue, isName, plainText } from "./analyse-text";
import { compareAttachments } from "./compare-attachments";
import { comparePolarity } from "./compare-polarity";
import { compareRoles } from "./compare-roles";
import { compareSlots } from "./compare-slots";
import { valueSupported } from "./compare-values";
import type { SupportCheck } from "./support-types";
import { covers } from "./word-coverage";
import { contraryPrepositions, softWords } from "./word-lists";

/** Least share of a claim's content that must stand in its evidence, and how many words may be new. */
const leastCoverage = 0.75;
const newWordsPerWord = 1 / 12;

/**
 * Does `evidence` (one or a few sentences) say what `claim` says? Word for word always passes. Otherwise every
 * number, date and name of the claim must stand in the evidence and belong to the same thing, nothing may be
 * denied, turned round, bound or loosened, and next to nothing may be added. `context` (title, section, table
 * header) may supply words that the evidence leaves out. A pure function of its texts; errs on the side of
 * "not supported".
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
  const plainClaim = plainText(claim);
  const plainEvidence = plainText(evidence);
  if (!/[\p{L}\p{N}]/u.test(plainClaim)) {
    return { supported: false, score: 0, reasons: [{ kind: "empty", detail: "The claim says nothing." }] };
  }
  if (standsVerbatim(plainClaim, plainEvidence)) return { supported: true, score: 1, reasons: [] };

  const claimed = analyseText(plainClaim);
  const given = analyseText(plainEvidence);
  const around = analyseText(plainText(context));
  const aligned = alignEvidence(claimed, given);
  const { coverage, missing } = coverageOf(claimed, given, around);
  const reasons: SupportCheck["reasons"] = [
    ...missingValues(claimed, given, around),
    ...missingNames(claimed, given, around),
    ...comparePolarity(claimed, aligned),
    ...compareRoles(claimed, aligned, around),
    ...compareAttachments(claimed, given),
    ...compareSlots(claimed, aligned),
  ];
  if (coverage < leastCoverage || missing.length > Math.floor(claimed.stems.size * newWordsPerWord)) {
    reasons.push({ kind: "added", detail: `Not in the evidence: ${missing.join(", ")}.` });
  }
  const supported = reasons.length === 0;
  return { supported, score: supported ? coverage : coverage / 4, reasons };
}

/** The claim is one or several whole sentences of the evidence. */
function standsVerbatim(claim: string, evidence: string): boolean {
  const bare = claim.replace(/[\s.!?;:,]+$/u, "");
  for (let at = evidence.indexOf(bare); at >= 0; at = evidence.indexOf(bare, at + 1)) {
    const before = evidence.slice(0, at).trimEnd();
    const after = evidence.slice(at + bare.length);
    if (
      (before === "" || /[.!?:;]["')]*$/.test(before)) &&
      /^(?:["')]*(?:[.!?;]["')]*(?:\s|$)|:|\s*$))/.test(after)
    ) {
      return true;
    }
  }
  return false;
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
  const everything = [...given.words, ...around.words];
  const stems = new Set(everything.map((word) => word.stem));
  const initials = everything
    .filter((word) => /^\p{Lu}/u.test(word.text))
    .map((word) => word.lower[0])
    .join("");
  return claimed.words
    .filter((word, index) => isName(claimed, word, index) && !insideValue(word, claimed.values))
    .filter((word) => !stems.has(word.stem) && !(word.text.length > 1 && initials.includes(word.lower)))
    .map((word) => ({ kind: "name" as const, detail: `"${word.text}" is not in the evidence.` }));
}

function coverageOf(
  claimed: AnalysedText,
  given: AnalysedText,
  around: AnalysedText,
): { coverage: number; missing: string[] } {
  const stems = new Set([...given.stems, ...around.stems]);
  const content = claimed.words.filter((word) => !word.stop && !insideValue(word, claimed.values));
  const missing = content.filter(
    (word) =>
      covers(stems, word.stem) === 0 &&
      !softWords.has(word.stem) &&
      !contraryPrepositions.has(word.lower) &&
      !(isUnit(word.lower) && claimed.values.length > 0),
  );
  const total = content.length + claimed.values.length;
  return {
    coverage: total === 0 ? 1 : 1 - missing.length / total,
    missing: missing.map((word) => word.text),
  };
}
