// Makes claims that are wrong by one change from true sentences, and harmless rewordings that stay true.

import { oppositesOf } from "@/lib/ask/support/word-lists";
import { findValues } from "@/lib/text/find-values";
import { wordsOf } from "@/lib/text/words";

export interface Perturbed {
  claim: string;
  evidence: string;
  supported: boolean;
  kind: string;
}

/** One claim of each kind that the sentence allows. `names` are capitalised words of other sentences. */
export function perturb(sentence: string, names: string[], random: () => number): Perturbed[] {
  const made: Perturbed[] = [];
  const add = (kind: string, supported: boolean, claim: string | null) => {
    if (claim && claim !== sentence) made.push({ claim, evidence: sentence, supported, kind });
  };
  add("number", false, changedNumber(sentence, random));
  add("date", false, changedDate(sentence, random));
  add("name", false, changedName(sentence, names, random));
  add("negation", false, negated(sentence));
  add("opposite", false, opposed(sentence));
  add("modality", false, otherModality(sentence));
  add("roles", false, swappedNames(sentence));
  add("added", false, added(sentence, names, random));
  add("number-format", true, otherNumberFormat(sentence));
  add("shortening", true, shortened(sentence));
  return made;
}

function pick<T>(items: T[], random: () => number): T | undefined {
  return items[Math.floor(random() * items.length)];
}

function replaceAt(text: string, start: number, end: number, by: string): string {
  return text.slice(0, start) + by + text.slice(end);
}

function changedNumber(sentence: string, random: () => number): string | null {
  const value = pick(
    findValues(sentence).filter((v) => v.kind === "number" || v.kind === "money" || v.kind === "percent"),
    random,
  );
  if (!value) return null;
  const piece = sentence.slice(value.start, value.end);
  const digits = /\d[\d,.]*\d|\d/.exec(piece);
  if (!digits) return null;
  const old = Number(digits[0].replaceAll(",", ""));
  const step = 1 + Math.floor(random() * 9);
  const other = Number.isInteger(old)
    ? old + step * (old > 1000 ? 7 : 1)
    : Math.round((old + step) * 10) / 10;
  return replaceAt(
    sentence,
    value.start + digits.index,
    value.start + digits.index + digits[0].length,
    String(other),
  );
}

const monthNames = "January February March April June July August September October November December".split(
  " ",
);

function changedDate(sentence: string, random: () => number): string | null {
  const found = [...sentence.matchAll(new RegExp(`\\b(?:${monthNames.join("|")})\\b`, "g"))];
  const match = pick(found, random);
  if (!match) return null;
  const other = monthNames[(monthNames.indexOf(match[0]) + 1 + Math.floor(random() * 9)) % monthNames.length];
  return replaceAt(sentence, match.index, match.index + match[0].length, other ?? "");
}

function changedName(sentence: string, names: string[], random: () => number): string | null {
  const own = wordsOf(sentence).filter((word) => word.start > 0 && /^\p{Lu}\p{Ll}{2,}/u.test(word.text));
  const word = pick(own, random);
  const other = pick(
    names.filter((name) => !sentence.includes(name)),
    random,
  );
  return word && other ? replaceAt(sentence, word.start, word.end, other) : null;
}

function negated(sentence: string): string | null {
  const match = /\b(is|are|was|were|can|could|may|must|should|will|would|has been|have been)\b(?! not)/.exec(
    sentence,
  );
  if (match) return replaceAt(sentence, match.index + match[0].length, match.index + match[0].length, " not");
  return null;
}

function opposed(sentence: string): string | null {
  for (const word of wordsOf(sentence)) {
    const other = oppositesOf.get(word.text);
    const first = other && [...other][0];
    if (
      first &&
      !other.has("may") &&
      !/^(over|under|up|down|with|like|present|right|left|last|free|support|full|part|back|read|low|far|near|add|cut|many|few|same|different|known|first|long|short|after|during)$/.test(
        word.text,
      )
    ) {
      return replaceAt(sentence, word.start, word.end, first);
    }
  }
  return null;
}

function otherModality(sentence: string): string | null {
  const match = /\b(must|may|should|can)\b/.exec(sentence);
  if (!match) return null;
  return replaceAt(
    sentence,
    match.index,
    match.index + match[0].length,
    match[0] === "must" ? "may" : "must",
  );
}

/** Exchanges two names on both sides of a verb: "A defeated B". */
function swappedNames(sentence: string): string | null {
  const name = "(?:the )?(?!This|They|These|The|It)[A-Z][a-z]{2,}(?: [A-Z][a-z]{2,}){0,2}";
  const match = new RegExp(`^(${name}) ([a-z]+ed|[a-z]+s) (${name})\\b`).exec(sentence);
  if (!match) return null;
  return `${match[3]} ${match[2]} ${match[1]}${sentence.slice(match[0].length)}`;
}

function added(sentence: string, names: string[], random: () => number): string | null {
  const other = pick(
    names.filter((name) => !sentence.includes(name)),
    random,
  );
  return other ? sentence.replace(/[.!?]$/, ` and the ministry in ${other}.`) : null;
}

function otherNumberFormat(sentence: string): string | null {
  const small = "zero one two three four five six seven eight nine ten eleven twelve".split(" ");
  const match = /(?<![\d.,$€£–-])\b([2-9]|1[0-2]) (?=[a-z]{4})/.exec(sentence);
  if (match)
    return replaceAt(
      sentence,
      match.index,
      match.index + (match[1]?.length ?? 0),
      small[Number(match[1])] ?? "",
    );
  const thousands = /\b\d{1,3}(?:,\d{3})+\b/.exec(sentence);
  if (thousands) return sentence.replace(thousands[0], thousands[0].replaceAll(",", ""));
  return null;
}

/** Leaves out what stands in brackets, or a side remark between commas. */
function shortened(sentence: string): string | null {
  const bracket = / \([^()]+\)/.exec(sentence);
  if (bracket) return sentence.replace(bracket[0], "");
  const which = /, (?:which|who|where)[^,.;]+,/.exec(sentence);
  return which ? sentence.replace(which[0], "") : null;
}
