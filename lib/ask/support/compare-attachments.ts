import { type AnalysedText, analyseText, insideValue, isName } from "./analyse-text";
import { valueSupported } from "./compare-values";
import type { SupportCheck } from "./support-types";
import { covers } from "./word-coverage";

interface Anchor {
  kind: "value" | "name";
  /** Text that names it in a reason. */
  label: string;
  stems: string[];
  matches(segment: Segment): boolean;
}

interface Segment extends AnalysedText {
  /** Begins a sentence or stands behind a semicolon: it shares nothing with the segment before. */
  strong: boolean;
}

/**
 * Finds values and names that the evidence gives to something else: "27 days in Bristol, 30 days in Hamburg" against
 * "27 days in Hamburg". Texts are cut into segments, one for each member of an enumeration; an anchor of the claim
 * must stand with the words beside which the claim puts it.
 */
export function compareAttachments(claimed: AnalysedText, given: AnalysedText): SupportCheck["reasons"] {
  const segments = segmentsOf(given);
  if (segments.length < 2) return [];
  const reasons: SupportCheck["reasons"] = [];
  for (const part of segmentsOf(claimed)) {
    for (const anchor of anchorsOf(part)) {
      const rivals = segments.filter((segment) =>
        anchorsOf(segment).some((other) => other.kind === anchor.kind),
      );
      const holding = segments.filter((segment) => anchor.matches(segment));
      if (rivals.length < 2 || holding.length === 0 || holding.length === segments.length) continue;
      if (!holding.some((segment) => belongs({ part, anchor, segment, segments }))) {
        reasons.push({
          kind: "roles",
          detail: `"${anchor.label}" belongs to something else in the evidence.`,
        });
      }
    }
  }
  return reasons;
}

function belongs({
  part,
  anchor,
  segment,
  segments,
}: {
  part: Segment;
  anchor: Anchor;
  segment: Segment;
  segments: Segment[];
}): boolean {
  const own = contentOf(segment, anchor);
  const said = contentOf(part, anchor);
  if (said.length === 0) return true;
  const ownStems = new Set(own.map((word) => word.stem));
  const saidStems = new Set(said.map((word) => word.stem));
  if (own.length > 0 && !own.some((word) => covers(saidStems, word.stem) > 0)) return false;
  const at = segments.indexOf(segment);
  const left = own.filter((word) => covers(saidStems, word.stem) === 0);
  for (const word of said) {
    if (covers(ownStems, word.stem) > 0) continue;
    const elsewhere = segments.findIndex((other, index) => index !== at && other.stems.has(word.stem));
    if (elsewhere < 0) continue;
    const between = segments.slice(Math.min(at, elsewhere) + 1, Math.max(at, elsewhere) + 1);
    if (between.some((other) => other.strong)) {
      if (left.length > 0) return false;
      continue;
    }
    const slot = slotOf(segments[elsewhere], word.stem);
    if (slot && left.some((other) => slotOf(segment, other.stem) === slot)) return false;
  }
  return true;
}

function contentOf(segment: AnalysedText, anchor: Anchor) {
  return segment.words.filter(
    (word, index) =>
      !word.stop &&
      !insideValue(word, segment.values) &&
      !anchor.stems.includes(word.stem) &&
      !(anchor.kind === "name" && isName(segment, word, index)),
  );
}

/** The small word before a word: what stands behind the same one plays the same part. */
function slotOf(segment: AnalysedText | undefined, stem: string): string | null {
  const index = segment?.words.findIndex((word) => word.stem === stem) ?? -1;
  for (const before of (segment?.words.slice(Math.max(0, index - 3), index) ?? []).reverse()) {
    if (/^(?:the|a|an|its|his|her|their|der|die|das|dem|den)$/.test(before.lower)) continue;
    return before.stop && before.lower !== "and" ? before.lower : null;
  }
  return null;
}

function anchorsOf(segment: AnalysedText): Anchor[] {
  const values = segment.values.map((value): Anchor => {
    return {
      kind: "value",
      label: segment.text.slice(value.start, value.end),
      stems: [],
      matches: (other) => other.values.some((candidate) => valueSupported(value, candidate)),
    };
  });
  const names: Anchor[] = [];
  let run: string[] = [];
  let last = -1;
  for (const [index, word] of segment.words.entries()) {
    if (!isName(segment, word, index) || insideValue(word, segment.values)) continue;
    if (last === index - 1 && run.length > 0) run.push(word.stem);
    else {
      run = [word.stem];
      const stems = run;
      names.push({
        kind: "name",
        label: word.text,
        stems,
        matches: (other) => stems.every((stem) => other.stems.has(stem)),
      });
    }
    last = index;
  }
  return [...values, ...names];
}

/** Cut at sentence ends and semicolons, and at commas and "and" where both sides hold a value or a name. */
function segmentsOf(text: AnalysedText): Segment[] {
  const parts: { text: string; strong: boolean }[] = [];
  for (const sentence of text.text.split(/(?<=[.!?;:])\s+/)) {
    let open = "";
    let strong = true;
    for (const piece of sentence.split(
      /(,\s+(?:and |but |while |und |aber )?|\s+(?:and|but|while|whereas|und|aber|während)\s+)/,
    )) {
      const cut = /^(?:,|\s+(?:and|but|while|whereas|und|aber|während))\s*/.test(piece);
      if (cut) {
        open += piece;
        continue;
      }
      const before = analyseText(open);
      if (open && hasAnchor(before) && hasAnchor(analyseText(piece))) {
        parts.push({ text: open, strong });
        open = piece;
        strong = false;
      } else open += piece;
    }
    if (open.trim()) parts.push({ text: open, strong });
  }
  return parts.map((part) => ({ ...analyseText(part.text), strong: part.strong }));
}

function hasAnchor(text: AnalysedText): boolean {
  return text.values.length > 0 || text.words.some((word, index) => isName(text, word, index));
}
