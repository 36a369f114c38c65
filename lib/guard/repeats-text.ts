import { readings } from "./unmask";

/** So many words in a row that are the same aren't chance. */
const runLength = 6;
const runsOf = new Map<string, Set<string>>();

/**
 * Whether `said` holds a run of words of `secret`, plainly, in other letters, encoded or backwards. `secret` is a text
 * that never changes, as a prompt: its runs are kept.
 */
export function repeatsText(said: string, secret: string): boolean {
  const known = runsOf.get(secret) ?? new Set(runs(secret));
  runsOf.set(secret, known);
  return readings(said).some((reading) => runs(reading).some((run) => known.has(run)));
}

function runs(text: string): string[] {
  const words = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  const found: string[] = [];
  for (let index = 0; index + runLength <= words.length; index++)
    found.push(words.slice(index, index + runLength).join(" "));
  return found;
}
