// What a red gate looks like from outside: the few ways in which answers break all at once, told by name.
import { byCase, type ScoredCase } from "./metrics";
import { mcnemarExact } from "./statistics/mcnemar";

/** Level of each sign below; they are only told when the gate is shut for other reasons. */
const level = 0.01;

interface Sign {
  /** Whether the case shows it; undefined where it can't. */
  shows: (item: ScoredCase) => boolean | undefined;
  words: (count: number, of: number, before: number) => string;
}

const signs: Sign[] = [
  {
    // An answer without any citation has no quotes to check.
    shows: (item) =>
      item.refused || item.expect === "refuse" ? undefined : item.scores.quote_exactness === undefined,
    words: (count, of, before) =>
      `Citations are dropped: ${count} of ${of} answers carry none; in the baseline ${before}.`,
  },
  {
    shows: (item) => (item.expect === "answer" ? undefined : !item.refused),
    words: (count, of, before) =>
      `Questions are no longer refused: ${count} of ${of} that the documents don't answer were answered; in the baseline ${before}.`,
  },
  {
    shows: (item) => {
      const found = item.scores.recall_at_10;
      return found === undefined ? undefined : found < 1;
    },
    words: (count, of, before) =>
      `Passages are lost: for ${count} of ${of} questions search doesn't find all that proves the answer; in the baseline ${before}.`,
  },
];

/** Signs that are more common than in the baseline beyond chance (McNemar's exact test), in words. */
export function gateCauses(before: ScoredCase[], now: ScoredCase[]): string[] {
  const old = new Map(byCase(before).map((item) => [item.caseId, item]));
  return signs.flatMap(({ shows, words }) => {
    const pairs = byCase(now).flatMap((item) => {
      const other = old.get(item.caseId);
      const [was, is] = [other && shows(other), shows(item)];
      return was === undefined || is === undefined ? [] : [{ was, is }];
    });
    const lost = pairs.filter(({ was, is }) => is && !was).length;
    const gained = pairs.filter(({ was, is }) => was && !is).length;
    if (lost <= gained || mcnemarExact({ gained, lost }) > level) return [];
    const count = pairs.filter(({ is }) => is).length;
    return [words(count, pairs.length, pairs.filter(({ was }) => was).length)];
  });
}
