import { contentWordsOf, stemOf } from "@/lib/text/words";

/** Words of a request that tell nothing of the document that it is about. */
const idle = new Set(
  `find search look show open read display view pull bring fetch compare comparison differ difference differences different diff
  change changed changes replace swap update edit correct amend modify fix alter retire withdraw remove delete take takes
  taken archive get rid drop hide unpublish tag tags tagging label labels mark put add move shift transfer relocate belongs
  belong publish document documents doc docs file files text full whole entire complete copy page screen version outdated
  old obsolete anymore more longer need needs want valid use circulation down off side spot differs tell between instead
  becomes wrong place store keep hold each other two both same way past nobody find any from on should must has have had mistake error typo say says carry source collection let call versus vs wants please now it them there here against
  scrap discard bin date force contradict conflict disagree clash rather ought attach stop using answers away finished history`
    .split(/\s+/)
    .map(stemOf),
);

/** The words of a request that tell which document it is about. */
export function referenceOf(words: string): string {
  return contentWordsOf(words)
    .filter(({ stem }) => !idle.has(stem))
    .map(({ text }) => text)
    .join(" ");
}

/** “The older leave policy”: which of several is meant by its age, and the words without that. */
export function withoutAge(words: string): { rest: string; age: "older" | "newer" | null } {
  const found = aged.exec(words);
  if (!found) return { rest: words, age: null };
  const age = /^(?:old|prev|former|supers|earl)/i.test(found[2] ?? "") ? "older" : "newer";
  return { rest: words.replace(aged, "$1").replace(/\bof the two\b/i, " "), age };
}

const aged =
  /\b(the|our|that|this) (older|oldest|old|previous|former|superseded|earlier|newer|newest|latest|current|up-to-date|most recent)\b/i;
