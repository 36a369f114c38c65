// From ranked sentences to the few that are given, with what they lean on.
import type { AnalysedQuestion } from "./analyse-question";
import { type AnswerUnit, canAnswer, type SourcePassage } from "./answer-units";
import type { RankedUnit } from "./ranked-unit";
import { startsWithPronoun } from "./sentence-features";
import { rangeFit } from "./value-ranges";
import { withoutOutdated } from "./without-outdated";

/** So close to the best one's score a further sentence is given, for one question and for several. Trees spread wider. */
const closeBySum = { one: 0.9, several: 1.6 };
const closeByTrees = { one: 1.5, several: 2.6 };
/** A further sentence may cover so much less of the question than the best one. */
const lessCovered = 0.34;
/** A list is given whole up to this length, whatever the limit of sentences. */
const listAtMost = 12;

/** The best sentence, what it leans on, and others as good; at most `limit`, lists aside. In reading order. */
export function chooseSentences({
  ranked,
  passages,
  question,
  limit,
}: {
  ranked: RankedUnit[];
  passages: SourcePassage[];
  question: AnalysedQuestion;
  limit: number;
}): RankedUnit[] {
  const order = withoutOutdated(
    ranked.filter((item) => canAnswer(item.unit)).sort((a, b) => b.score - a.score),
    { question, passages },
  );
  const best = order[0] ?? [...ranked].sort((a, b) => b.score - a.score)[0];
  if (!best) return [];
  const within = best.byTrees ? closeByTrees : closeBySum;
  const chosen = new Map<AnswerUnit, RankedUnit>();
  const seen = new Set<string>();
  const add = (item: RankedUnit, most = limit) => {
    if (chosen.size >= most || chosen.has(item.unit)) return;
    const folded = fold(item.unit.text);
    if (seen.has(folded)) return;
    seen.add(folded);
    chosen.set(item.unit, item);
  };
  const decided = question.values.length > 0 && rangeFit(question.values, best.unit) === "inside";
  add(best);
  addList(ranked, best, add);
  lean(ranked, best, add);
  for (const item of order.slice(1, 12)) {
    if (item.score < best.score - within[question.several ? "several" : "one"]) break;
    if (item.features.otherName > best.features.otherName) continue;
    if (!addsTo(best, item)) continue;
    if (decided && rangeFit(question.values, item.unit) === "outside") continue;
    add(item);
  }
  return [...chosen.values()].sort(
    (a, b) => a.unit.passageIndex - b.unit.passageIndex || a.unit.start - b.unit.start,
  );
}

/** Whether a further sentence can say more than the best one: it has what is asked for, and speaks of as much of it. */
function addsTo(best: RankedUnit, { features, unit }: RankedUnit): boolean {
  if (features.type < best.features.type || features.nameMissing > best.features.nameMissing) return false;
  if (unit.kind === "row" && best.unit.kind !== "row") return false;
  if (features.type > best.features.type) return true;
  return features.coverageWithHeading >= best.features.coverageWithHeading - lessCovered;
}

/** A line that introduces a list brings the list; an item brings its introduction. */
function addList(
  ranked: RankedUnit[],
  best: RankedUnit,
  add: (item: RankedUnit, most?: number) => void,
): void {
  const same = ranked.filter((item) => item.unit.passageIndex === best.unit.passageIndex);
  if (best.unit.leadIn !== null) {
    const leadIn = same.find((item) => item.unit.order === best.unit.leadIn);
    if (leadIn) add(leadIn);
  }
  for (const item of same) if (item.unit.leadIn === best.unit.order) add(item, listAtMost);
}

/** The sentence before one that begins with "This" or "They". */
function lean(ranked: RankedUnit[], best: RankedUnit, add: (item: RankedUnit) => void): void {
  if (!startsWithPronoun(best.unit)) return;
  const before = ranked.find(
    (item) => item.unit.passageIndex === best.unit.passageIndex && item.unit.order === best.unit.order - 1,
  );
  if (before && before.unit.kind === "sentence") add(before);
}

function fold(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}
