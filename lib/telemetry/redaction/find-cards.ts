import validator from "validator";
import { closestWord } from "./context-words";
import type { Findings } from "./findings";
import type { NumberRun } from "./number-runs";

const grouping = /^(?:\d{13,19}|\d{4}(\D)\d{4}\1\d{4}\1\d{4}(?:\1\d{3})?|\d{4}(\D)\d{6}\2\d{4,5})$/;

/** Payment cards: the number ranges of the networks, the Luhn digit, and digits grouped as on a card. */
export function findCards(found: Findings, run: NumberRun): void {
  for (const { start, end, digits, raw } of run.windows(13, 19)) {
    if (!found.isFree(start, end)) continue;
    if (!validator.isCreditCard(digits)) continue;
    const compact = raw.replace(/[()]/g, "");
    if (grouping.test(compact) || closestWord(found, start, end)?.kind === "card")
      found.add(start, end, "card");
  }
}
