import { contentWordsOf } from "@/lib/text/words";
import { type InjectionSignal, injectionSignals, likelySignals } from "./injection-signals";
import { reachesOutside } from "./reaches-outside";

/**
 * The parts of `text` that nobody who answers `question` may follow or rely on: what only a machine can be meant by,
 * and what may be meant for people where the question isn't about it. UTF-16 indexes, in order, none overlapping.
 */
export function steeringSignals({ question, text }: { question: string; text: string }): InjectionSignal[] {
  const likely = likelySignals(text).filter(({ start, end, rule }) => {
    const part = text.slice(start, end);
    return rule === "carries-code"
      ? // What the sentence in front says it is for: code shares words with anything.
        reachesOutside(part) && topicsShared(question, part.split(/```|:\s*\n/)[0] ?? "") < 1
      : !isAbout(question, part);
  });
  return [...injectionSignals(text), ...likely]
    .sort((a, b) => a.start - b.start || b.end - a.end)
    .reduce<InjectionSignal[]>((kept, signal) => {
      const last = kept.at(-1);
      if (!last || signal.start >= last.end) kept.push({ ...signal });
      else last.end = Math.max(last.end, signal.end);
      return kept;
    }, []);
}

/** Words that orders about wording are made of: they tell nothing of what a question is about. */
const ofWording = new Set(
  contentWordsOf(
    "answer response reply output message summary text word sentence question add include state mention tell say write use user reader please following below code snippet block solution implementation",
  ).map(({ stem }) => stem),
);
const asksForWording =
  /\b(?:say|tell|answers?|reply|replies|respond|responses?|write|wording|letters?|e-?mails?|messages?|forms?|include|mention|state|code|snippets?|scripts?|commands?|antworten|schreiben)\b/i;

/** Whether a sentence that may be meant for people is one that the question asks for. */
function isAbout(question: string, sentence: string): boolean {
  return asksForWording.test(question) && topicsShared(question, sentence) >= 1;
}

/** How many words that say what a question is about stand in `part`. */
function topicsShared(question: string, part: string): number {
  const asked = new Set(contentWordsOf(question).map(({ stem }) => stem));
  const shared = contentWordsOf(part)
    .map(({ stem }) => stem)
    .filter((stem) => asked.has(stem) && !ofWording.has(stem));
  return new Set(shared).size;
}
