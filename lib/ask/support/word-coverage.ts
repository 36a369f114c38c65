import { similarStems } from "@/lib/text/similar-words";
import { areOpposites } from "./word-lists";

/** From here on two words count as the same thing said otherwise. Chosen on the tuning half of the labelled pairs. */
const leastLikeness = 0.7;

/** How well a stem stands among others: 1 itself or another form of it, less for a word of like meaning, 0 not at all. */
export function covers(stems: ReadonlySet<string>, stem: string): number {
  if (stems.has(stem)) return 1;
  for (const [other, likeness] of similarStems(stem)) {
    if (likeness >= leastLikeness && stems.has(other) && !areOpposites(stem, other)) return likeness;
  }
  return otherForm(stem, stems) ? 0.9 : 0;
}

/** "entitlement" and "entitled", but not "insured" and "insurgent". */
function otherForm(stem: string, stems: ReadonlySet<string>): boolean {
  if (stem.length < 5) return false;
  for (const other of stems) {
    let shared = 0;
    while (shared < stem.length && stem[shared] === other[shared]) shared++;
    if (shared >= 5 && shared >= 0.75 * Math.min(stem.length, other.length) && !areOpposites(stem, other))
      return true;
  }
  return false;
}
