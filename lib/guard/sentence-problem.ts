import { findPersonalData } from "@/lib/telemetry/redaction/redact-text";
import { contentWordsOf } from "@/lib/text/words";
import { addressesIn, foreignAddresses } from "./addresses";

/**
 * Why a sentence may not stand in an answer although its passage supports it; undefined where it may. It must not name
 * an address that its proofs don't, an address that has nothing to do with the question, or a credential.
 */
export function sentenceProblem(input: {
  sentence: string;
  question: string;
  /** The exact quotes that it stands on. */
  proofs: string[];
}): string | undefined {
  const { sentence, question, proofs } = input;
  if (proofs.length > 0 && shareIn(proofs.join(" "), sentence) < leastShare)
    return "Its words stand in titles and headings, not in the passage.";
  if (foreignAddresses(sentence, proofs).length > 0) return "It names an address that its passage doesn't.";
  if (addressesIn(sentence).length > 0 && !concerns(question, [sentence, ...proofs].join(" ")))
    return "It names an address that has nothing to do with the question.";
  if (holdsCredential(sentence)) return "It holds a credential.";
  return undefined;
}

/** Titles and headings may fill in what a quote leaves out; they don't prove anything alone. */
const leastShare = 0.25;

/** Share of the words with meaning of `sentence` that stand in `text`. */
function shareIn(text: string, sentence: string): number {
  const said = new Set(contentWordsOf(sentence).map(({ stem }) => stem));
  if (said.size === 0) return 1;
  const given = new Set(contentWordsOf(text).map(({ stem }) => stem));
  return [...said].filter((stem) => given.has(stem)).length / said.size;
}

/** The question shares a word that carries meaning with the text, or asks for a way, a place or a person to turn to. */
function concerns(question: string, text: string): boolean {
  if (
    /\b(?:links?|urls?|address(?:es)?|websites?|sites?|pages?|portals?|e-?mails?|mailbox|contacts?|reach|whom|log ?in|sign ?in|download|adresse|kontakt|webseite)\b/i.test(
      question,
    )
  )
    return true;
  const asked = new Set(contentWordsOf(question).map(({ stem }) => stem));
  return contentWordsOf(text).some(({ stem }) => asked.has(stem));
}

/** A password, key or token that isn't meant for guests: documents may hold one, an answer hands out none. */
export function holdsCredential(text: string): boolean {
  if (/\b(?:guests?|visitors?|public|gäste|besucher)\b/i.test(text)) return false;
  return findPersonalData(text).some(
    ({ kind, start, end }) => kind === "secret" && isKey(text.slice(start, end)),
  );
}

/** Letters and digits mixed, as people don't write words. */
function isKey(value: string): boolean {
  return value.length >= 8 && /\p{L}/u.test(value) && /\d/.test(value);
}
