import type { Turn } from "./turn";

/** Words that part a question into what it is about and how it asks. */
const dividers = new Set(
  `how what which who whom whose when where why is are was were be been do does did can could may might must
   should shall will would has have had i we you they he she it there many much long often far exactly now get
   gets please tell me about us know find until since per
   wie was wer wann wo welche welcher welches warum ist sind war kann können darf muss müssen soll gibt es ich
   wir man viele viel lange oft hat haben wird werden bekomme bekommt bekommen dauert`.split(/\s+/),
);
const subjects = new Set("i we you they he she one man ich wir".split(" "));
const leading = /^(?:to|in|on|at|for|from|with|of|by|as|and|or|zu|von|für|mit|bei)\s+/i;

/** What the turn before was about, as a phrase to put in a pronoun's place. */
export function topicOf(turn: Turn, kind: "person" | "thing" | "event"): string {
  if (kind === "person") {
    const person = personIn(turn.answer) ?? personIn(turn.question);
    if (person) return person;
  }
  const segments = segmentsOf(turn.question, kind === "event");
  const phrase = segments.join(" ").replace(leading, "").trim();
  return phrase || turn.question.replace(/[?!.]+$/, "");
}

/** The question without its question words, auxiliaries and pronouns; unless `withVerb`, without "I"'s verb too. */
function segmentsOf(question: string, withVerb: boolean): string[] {
  const tokens = question.replace(/[?!.]+\s*$/, "").split(/\s+/);
  const segments: string[][] = [[]];
  let dropVerb = false;
  for (const token of tokens) {
    const plain = token.toLowerCase().replace(/[^\p{L}\p{N}'-]/gu, "");
    if (dividers.has(plain) && token !== "IT") {
      dropVerb = subjects.has(plain) && !withVerb;
      segments.push([]);
      continue;
    }
    if (dropVerb && segments.at(-1)?.length === 0) {
      dropVerb = false;
      if (!/^(?:a|an|the|my|our|your)$/.test(plain)) continue;
    }
    segments.at(-1)?.push(token);
  }
  return segments.filter((segment) => segment.length > 0).map((segment) => segment.join(" "));
}

const notNames =
  /^(?:Head|Chief|Director|Manager|Team|The|In|On|At|For|From|Purchases|Employees|Staff|Department|Office|Policy|Human|General)$/;

/** The last two or three capitalised words in a row that look like somebody's name. */
function personIn(text: string): string | undefined {
  const names = text.match(/\b\p{Lu}\p{Ll}+(?:[ -]\p{Lu}\p{Ll}+){1,2}\b/gu) ?? [];
  return names.filter((name) => !name.split(" ").some((word) => notNames.test(word))).at(-1);
}
