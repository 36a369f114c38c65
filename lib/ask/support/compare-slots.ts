import { stemOf, type Word } from "@/lib/text/words";
import { type AnalysedText, insideValue, isName } from "./analyse-text";
import { valueSupported } from "./compare-values";
import type { SupportCheck } from "./support-types";
import { areOpposites, modality, oppositesOf } from "./word-lists";

interface Slot {
  claimed: Word[];
  given: Word[];
}

/**
 * Lays the claim over the evidence word by word and looks at what stands in place of what. Finds a change even when
 * the new word stands elsewhere in the evidence too: "lower prices … lower prices" for "higher … lower".
 */
export function compareSlots(claimed: AnalysedText, given: AnalysedText): SupportCheck["reasons"] {
  const reasons: SupportCheck["reasons"] = [];
  for (const slot of replacedSlots(claimed.words, given.words)) {
    for (const word of slot.claimed) {
      for (const other of slot.given) {
        const kind = contradiction(word, other);
        if (kind) reasons.push({ kind, detail: `"${word.text}" stands in place of "${other.text}".` });
      }
    }
    const value = otherValue(slot, claimed, given);
    if (value) reasons.push({ kind: "number", detail: value });
    const name = otherName(slot, claimed, given);
    if (name) reasons.push({ kind: "roles", detail: name });
  }
  return reasons;
}

function contradiction(word: Word, other: Word): "opposite" | "modality" | null {
  for (const mode of ["must", "may", "should"] as const) {
    const own = modality[mode].has(word.lower);
    const otherModes = (["must", "may", "should"] as const).filter((name) => modality[name].has(other.lower));
    if (own && otherModes.length > 0 && !otherModes.includes(mode)) return "modality";
  }
  if (oppositesOf.get(word.lower)?.has(other.lower)) return "opposite";
  return areOpposites(word.stem, other.stem) && stemOf(word.lower) !== stemOf(other.lower)
    ? "opposite"
    : null;
}

function otherValue(
  { claimed: run, given: other }: Slot,
  claimed: AnalysedText,
  given: AnalysedText,
): string | null {
  const inRun = (words: Word[], text: AnalysedText) =>
    text.values.filter((value) => words.some((word) => word.start < value.end && word.end > value.start));
  const own = inRun(run, claimed);
  const theirs = inRun(other, given);
  if (own.length === 0 || theirs.length === 0) return null;
  const strange = own.find((value) => !theirs.some((candidate) => valueSupported(value, candidate)));
  // A run that holds several words may be a reordering rather than a replacement.
  if (!strange || run.length > 3 || other.length > 3) return null;
  return `"${claimed.text.slice(strange.start, strange.end)}" stands in place of another value.`;
}

function otherName(
  { claimed: run, given: other }: Slot,
  claimed: AnalysedText,
  given: AnalysedText,
): string | null {
  const plain = (words: Word[], text: AnalysedText) =>
    words.every((word) => !word.stop || /^(?:the|a|an|of)$/.test(word.lower)) &&
    words.some((word) => isName(text, word, text.words.indexOf(word)) && !insideValue(word, text.values));
  if (!plain(run, claimed) || !plain(other, given)) return null;
  const stems = new Set(other.map((word) => word.stem));
  const strange = run.find((word) => !word.stop && !stems.has(word.stem) && /^\p{Lu}/u.test(word.text));
  return strange
    ? `"${strange.text}" stands in place of "${other.map((word) => word.text).join(" ")}".`
    : null;
}

/** Runs of words between two that both texts share in order (longest common subsequence), filled on both sides. */
function replacedSlots(claimed: Word[], given: Word[]): Slot[] {
  const width = given.length + 1;
  const lengths = new Uint16Array((claimed.length + 1) * width);
  for (let i = claimed.length - 1; i >= 0; i--) {
    for (let j = given.length - 1; j >= 0; j--) {
      lengths[i * width + j] =
        claimed[i]?.stem === given[j]?.stem
          ? (lengths[(i + 1) * width + j + 1] ?? 0) + 1
          : Math.max(lengths[(i + 1) * width + j] ?? 0, lengths[i * width + j + 1] ?? 0);
    }
  }
  const shared = lengths[0] ?? 0;
  if (shared < claimed.length * 0.5) return [];
  const slots: Slot[] = [];
  let slot: Slot = { claimed: [], given: [] };
  let i = 0;
  let j = 0;
  while (i < claimed.length || j < given.length) {
    const own = claimed[i];
    const other = given[j];
    if (own && other && own.stem === other.stem) {
      if (slot.claimed.length > 0 && slot.given.length > 0) slots.push(slot);
      slot = { claimed: [], given: [] };
      i++;
      j++;
    } else if (own && (!other || (lengths[(i + 1) * width + j] ?? 0) >= (lengths[i * width + j + 1] ?? 0))) {
      slot.claimed.push(own);
      i++;
    } else if (other) {
      slot.given.push(other);
      j++;
    }
  }
  if (slot.claimed.length > 0 && slot.given.length > 0) slots.push(slot);
  return slots;
}
