import { tableHeader } from "@/lib/models/extractive/table-header";
import { codePointLength, sliceCodePoints } from "@/lib/text/code-points";
import { splitSentences } from "@/lib/text/split-sentences";
import { checkSupport } from "./support/check-support";

export interface Quote {
  /** Code points of the passage's text, half-open. */
  start: number;
  end: number;
  text: string;
  /** Whether it supports the sentence by itself. */
  supported: boolean;
  score: number;
  reasons: string[];
}

/** A sentence may lean on at most this many of a passage's sentences in a row. */
const longestWindow = 3;

/**
 * The shortest run of whole sentences of a passage that supports `claim`; where none does, the run that comes
 * closest. Undefined for a passage without sentences.
 */
export function findQuote(input: {
  claim: string;
  /** `text` may have parts blanked out; `stored` is then the text with them, as long in code points. */
  passage: { text: string; context: string; stored?: string };
}): Quote | undefined {
  const { claim, passage } = input;
  const units = splitSentences(passage.text, { lineEnds: true });
  const verbatim = verbatimRange(claim, passage.text);
  const windows: { from: number; to: number }[] = [];
  for (let from = 0; from < units.length; from++) {
    for (let to = from; to < Math.min(units.length, from + longestWindow); to++) windows.push({ from, to });
  }
  const around = verbatim && covering(units, verbatim);
  if (around) windows.unshift(around);
  let best: Quote | undefined;
  let bestWidth = 0;
  for (const { from, to } of windows) {
    const start = units[from]?.start ?? 0;
    const end = units[to]?.end ?? 0;
    const text = passage.text.slice(start, end);
    if (
      passage.stored !== undefined &&
      !standsStored(passage.stored, { before: passage.text.slice(0, start), text })
    )
      continue;
    const check = checkRow({ claim, text, start, passage });
    const width = to - from;
    const better =
      !best ||
      (check.supported && !best.supported) ||
      (check.supported === best.supported &&
        (width < bestWidth ? check.score >= best.score : check.score > best.score + 0.001));
    if (better) {
      const at = codePointLength(passage.text.slice(0, start));
      best = {
        start: at,
        end: at + codePointLength(text),
        text,
        supported: check.supported,
        score: check.score,
        reasons: check.reasons.map((reason) => reason.detail),
      };
      bestWidth = width;
    }
    if (around && from === around.from && to === around.to && check.supported) return best;
  }
  return best;
}

/** A run over a part that was blanked out isn't what the document says. */
function standsStored(stored: string, part: { before: string; text: string }): boolean {
  const start = codePointLength(part.before);
  return sliceCodePoints(stored, start, start + codePointLength(part.text)) === part.text;
}

/** A row's cells are told apart and read under their columns: "210 | 245" is not one number. */
function checkRow(row: {
  claim: string;
  text: string;
  start: number;
  passage: { text: string; context: string };
}): ReturnType<typeof checkSupport> {
  const { claim, text, start, passage } = row;
  if (!text.includes(" | ")) return checkSupport({ claim, evidence: text, context: passage.context });
  const header = tableHeader(passage, start)?.join("; ") ?? "";
  const evidence = text.replaceAll(" | ", "; ");
  return checkSupport({ claim, evidence, context: `${passage.context.replaceAll(" | ", "; ")}\n${header}` });
}

/** Where the claim stands in the text letter for letter, whatever the spaces and marks between. UTF-16 indexes. */
function verbatimRange(claim: string, text: string): { start: number; end: number } | undefined {
  const letters = /[\p{L}\p{N}]/u;
  let folded = "";
  const places: number[] = [];
  for (let index = 0; index < text.length; ) {
    const letter = String.fromCodePoint(text.codePointAt(index) ?? 0);
    if (letters.test(letter)) {
      const lower = letter.toLowerCase();
      folded += lower;
      for (let unit = 0; unit < lower.length; unit++) places.push(index);
    }
    index += letter.length;
  }
  const wanted = [...claim.toLowerCase()].filter((letter) => letters.test(letter)).join("");
  if (wanted.length < 12) return undefined;
  const at = folded.indexOf(wanted);
  const start = places[at];
  const end = places[at + wanted.length - 1];
  return at >= 0 && start !== undefined && end !== undefined ? { start, end: end + 1 } : undefined;
}

function covering(
  units: { start: number; end: number }[],
  range: { start: number; end: number },
): { from: number; to: number } | undefined {
  const from = units.findIndex((unit) => unit.end > range.start);
  const to = units.findLastIndex((unit) => unit.start < range.end);
  return from >= 0 && to >= from ? { from, to } : undefined;
}
