// Word for word differences told as a person would: which sentence became which, and what stands in one of them only.
import { splitSentences } from "@/lib/text/split-sentences";
import { contentWordsOf } from "@/lib/text/words";

export interface DiffPart {
  kind: string;
  text: string;
}

/** A sentence that was changed (both), put in (`after`) or taken out (`before`). */
export interface ToldChange {
  before: string | null;
  after: string | null;
}

/** The changed sentences in their order. Sentences that hold the same words otherwise spaced count as the same. */
export function toldChanges(parts: DiffPart[]): ToldChange[] {
  const changes: ToldChange[] = [];
  let stretch: DiffPart[] = [];
  for (const part of [...parts, { kind: "gap", text: "" }]) {
    if (part.kind !== "gap") stretch.push(part);
    else {
      changes.push(...changesIn(stretch));
      stretch = [];
    }
  }
  return changes;
}

function changesIn(stretch: DiffPart[]): ToldChange[] {
  const before = sentencesOf(stretch, "removed");
  const after = sentencesOf(stretch, "added");
  const gone = before.filter((one) => !after.some((other) => plain(other) === plain(one)));
  const came = after.filter((one) => !before.some((other) => plain(other) === plain(one)));
  // The likest go together first: a sentence is the next one's forerunner only where none is more like it.
  const pairs = came
    .flatMap((sentence) => gone.map((other) => ({ sentence, other, shared: shareOf(sentence, other) })))
    .filter(({ shared }) => shared >= 0.5)
    .sort((one, other) => other.shared - one.shared);
  const forerunner = new Map<string, string>();
  const taken = new Set<string>();
  for (const { sentence, other } of pairs)
    if (!forerunner.has(sentence) && !taken.has(other)) {
      forerunner.set(sentence, other);
      taken.add(other);
    }
  return [
    ...gone.filter((sentence) => !taken.has(sentence)).map((before) => ({ before, after: null })),
    ...came.map((after) => ({ before: forerunner.get(after) ?? null, after })),
  ];
}

/** One side's text in sentences: what both have, and what only it has. */
function sentencesOf(stretch: DiffPart[], own: "removed" | "added"): string[] {
  return stretch
    .filter(({ kind }) => kind === "same" || kind === own)
    .map(({ text }) => text)
    .join("")
    .split("\n")
    .flatMap((line) => splitSentences(line).map(({ start, end }) => line.slice(start, end).trim()))
    .filter((sentence) => /[\p{L}\p{N}]/u.test(sentence));
}

const plain = (text: string) => text.replace(/\s+/g, " ").trim();

function shareOf(one: string, other: string): number {
  const words = new Set(contentWordsOf(one).map(({ stem }) => stem));
  const others = new Set(contentWordsOf(other).map(({ stem }) => stem));
  const shared = [...words].filter((stem) => others.has(stem)).length;
  return shared / Math.max(1, words.size, others.size);
}
