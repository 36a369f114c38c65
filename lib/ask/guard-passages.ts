import { injectionSignals } from "@/lib/guard/injection-signals";
import { steeringSignals } from "@/lib/guard/steering-signals";
import { codePointLength } from "@/lib/text/code-points";
import { contentWordsOf } from "@/lib/text/words";

/** Code points of a passage's text, half-open. */
export interface SetAside {
  start: number;
  end: number;
}

/**
 * A passage's text with every part that gives orders to a model blanked out, code point for code point, so that
 * offsets stay. Left as it is when the question is about just such a document. `before` and `after` are what stands
 * around it in its document: an order may begin there.
 */
export function guardText(input: { question: string; text: string; before?: string; after?: string }): {
  text: string;
  guarded: boolean;
  setAside: SetAside[];
} {
  const { question, text, before = "", after = "" } = input;
  const from = before.length;
  const signals = steeringSignals({ question, text: before + text + after }).flatMap(({ start, end }) => {
    const own = { start: Math.max(0, start - from), end: Math.min(text.length, end - from) };
    return own.start < own.end ? [own] : [];
  });
  if (signals.length === 0 || asksAboutOrders(question)) return { text, guarded: false, setAside: [] };
  const setAside = signals.map(({ start, end }) => ({
    start: codePointLength(text.slice(0, start)),
    end: codePointLength(text.slice(0, end)),
  }));
  return { text: blankAll(text, signals), guarded: true, setAside };
}

/** A title, a heading or another short text around a passage, without the orders in it. */
export function guardLabel(question: string, label: string): string {
  const { text, guarded } = guardText({ question, text: label });
  return guarded ? text.replace(/\s+/g, " ").trim() : label;
}

/** Whether a text gives orders to machines that read it. */
export function holdsInstructions(text: string): boolean {
  return injectionSignals(text).length > 0;
}

/** From the last to the first: a blank may be shorter in UTF-16 units than what it covers. */
function blankAll(text: string, signals: { start: number; end: number }[]): string {
  return [...signals]
    .sort((a, b) => b.start - a.start)
    .reduce(
      (rest, { start, end }) =>
        rest.slice(0, start) +
        [...rest.slice(start, end)].map((letter) => (letter === "\n" ? letter : " ")).join("") +
        rest.slice(end),
      text,
    );
}

/** The question is about orders to machines themselves: then they are what it is answered with. */
function asksAboutOrders(question: string): boolean {
  return /\b(?:injections?|jailbreaks?|(?:ai|automatic|automated|virtual) assistants?|language models?|chat ?bots?)\b|\b(?:hidden|embedded|contained|such) (?:instructions?|notes?|messages?|text|orders)\b|\binstructions?\b[^?]{0,40}\b(?:(?:contained|hidden|inside|embedded|found|stand(?:ing)?) (?:in|within)?|(?:with)?in (?:received |incoming )?(?:documents?|messages?|e-?mails?))\b/i.test(
    question,
  );
}

/** The question is about orders to machines, about fraud, or about this document by its name. */
export function asksAboutInstructions(question: string, title: string): boolean {
  if (asksAboutOrders(question) || /\b(?:phishing|fraud(?:ulent)?|scam)\b/i.test(question)) return true;
  const inTitle = new Set(contentWordsOf(title).map((word) => word.stem));
  const asked = contentWordsOf(question);
  const shared = asked.filter((word) => inTitle.has(word.stem)).length;
  return inTitle.size >= 3 && shared >= Math.max(3, inTitle.size * 0.7);
}
