import { wordsOf } from "@/lib/text/words";

const names =
  "Lisbon Rotterdam Oslo Toronto Kyoto Ostrava Henderson Nakamura Northwind Zephyr Valdez Corvina Mirelle".split(
    " ",
  );
const calendar =
  /^(?:i|january|february|march|april|may|june|july|august|september|october|november|december|(?:mon|tues|wednes|thurs|fri|satur|sun)day)$/i;

/**
 * The same question about another of its kind: a name that stands inside it, a product code or a number is put in
 * place of one. What answers the question doesn't answer this one. Null when there is nothing to put another for.
 */
export function swapName(question: string, random: () => number): string | null {
  const found = wordsOf(question).flatMap((word) => {
    const other = otherFor(word.text, word.start, question, random);
    return other === null ? [] : [{ ...word, other }];
  });
  const chosen = found[Math.floor(random() * found.length)];
  if (!chosen) return null;
  return question.slice(0, chosen.start) + chosen.other + question.slice(chosen.end);
}

function otherFor(word: string, start: number, question: string, random: () => number): string | null {
  const digits = () => String(Math.floor(100 + random() * 890));
  if (/^\p{Lu}[\p{Lu}]*-?\d+$/u.test(word)) return word.replace(/\d+$/, digits());
  if (/^\d{1,3}$/.test(word)) return String(Number(word) + 11 + Math.floor(random() * 30));
  if (/^(?:1[5-9]|20)\d\d$/.test(word)) return String(Number(word) - 3 - Math.floor(random() * 40));
  const inside = start > 0 && !/[.?!]\s*$/.test(question.slice(0, start));
  if (!inside || !/^\p{Lu}\p{Ll}{2,}/u.test(word) || calendar.test(word)) return null;
  return names[Math.floor(random() * names.length)] ?? null;
}
