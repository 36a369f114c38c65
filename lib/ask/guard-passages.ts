import { injectionSignals } from "@/lib/guard/injection-signals";
import { contentWordsOf } from "@/lib/text/words";

/**
 * A passage's text with every sentence that gives orders to a model blanked out, code point for code point, so
 * that offsets stay. Left as it is when the question is about just such a document.
 */
export function guardText(input: { question: string; title: string; text: string }): {
  text: string;
  guarded: boolean;
} {
  const signals = injectionSignals(input.text);
  if (signals.length === 0 || asksAboutInstructions(input.question, input.title))
    return { text: input.text, guarded: false };
  return { text: blankAll(input.text, signals), guarded: true };
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

/** The question is about instructions to machines, fraud, or this document by its name. */
export function asksAboutInstructions(question: string, title: string): boolean {
  if (
    /\b(?:injection|hidden (?:instruction|note|message|text)s?|(?:ai|automatic) assistants?|language models?|phishing|fraud(?:ulent)?|scam|jailbreak)\b/i.test(
      question,
    )
  )
    return true;
  const inTitle = new Set(contentWordsOf(title).map((word) => word.stem));
  const asked = contentWordsOf(question);
  const shared = asked.filter((word) => inTitle.has(word.stem)).length;
  return inTitle.size >= 3 && shared >= Math.max(3, inTitle.size * 0.7);
}
