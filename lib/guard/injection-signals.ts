import { splitSentences } from "@/lib/text/split-sentences";
import { type InstructionRule, instructionRules } from "./instruction-rules";
import { dropping, including, machine, transforming } from "./instruction-words";
import { payloadEnd } from "./payload-end";
import { decodedParts, unmask } from "./unmask";

/** A part of a document that talks to a machine which reads it, not to people. UTF-16 indexes, half-open. */
export interface InjectionSignal {
  start: number;
  end: number;
  rule: string;
}

type Signals = Record<InstructionRule["strength"], InjectionSignal[]>;

/**
 * Parts of a text that only a machine can be meant by: whole sentences, with the code that they bring along. A signal
 * marks a part; it never decides alone that a document is bad: a page about such attacks carries them too.
 */
export function injectionSignals(text: string): InjectionSignal[] {
  return signalsIn(text).sure;
}

/** Parts that may be meant for machines or for people: the question decides whether they matter. */
export function likelySignals(text: string): InjectionSignal[] {
  return signalsIn(text).likely;
}

/** The same passages are found again and again. */
const looked = new Map<string, Signals>();
const lookedAtMost = 400;

function signalsIn(text: string): Signals {
  const known = looked.get(text);
  if (known) return known;
  const signals = findSignals(text);
  if (looked.size >= lookedAtMost) looked.delete(looked.keys().next().value ?? "");
  looked.set(text, signals);
  return signals;
}

/** An order is often given in several sentences: so many behind it in its paragraph belong to it. */
const followersAtMost = 4;

function findSignals(text: string): Signals {
  const found: Signals = { sure: [], likely: [] };
  if (!suspicious.test(text.toLowerCase()) && !disguised.test(text)) return found;
  let following = 0;
  let taken = 0;
  for (const { start, end } of splitSentences(text)) {
    if (start < taken) continue;
    const sentence = text.slice(start, end);
    const rule = ruleOf(sentence);
    const last = found.sure.at(-1);
    if (rule) {
      // A turn of a made-up conversation goes on to the end of its line.
      taken = rule.name === "prompt-syntax" ? lineEnd(text, end) : payloadEnd(text, { start, end });
      found[rule.strength].push({ start, end: taken, rule: rule.name });
      following = rule.strength === "sure" ? followersAtMost : 0;
    } else if (
      last &&
      following > 0 &&
      !text.slice(last.end, start).includes("\n") &&
      goesOn.test(sentence)
    ) {
      taken = payloadEnd(text, { start, end });
      last.end = taken;
      following -= 1;
    } else following = 0;
  }
  return found;
}

function ruleOf(sentence: string): InstructionRule | undefined {
  const isDisguised = disguised.test(sentence);
  if (!isDisguised && !suspicious.test(sentence.toLowerCase())) return undefined;
  const plain = unmask(sentence);
  const texts = isDisguised ? [plain, ...decodedParts(plain)] : [plain];
  return instructionRules.find(({ pattern }) => texts.some((text) => pattern.test(text)));
}

function lineEnd(text: string, from: number): number {
  const end = text.indexOf("\n", from);
  return end === -1 ? text.length : end;
}

/** What goes on with an order: another one, words to say, or a place to send to. */
const goesOn = new RegExp(
  `^\\W*(?:(?:please|now|then|also|and|instead|first|finally|after that|do not|don't|never|always|you (?:must|should|will|are|may|can))\\b|${including}\\b|${transforming}\\b|${dropping}\\b|(?:call|send|forward|email|post|visit|click|download|install|open|go|log|sign|delete|publish|approve|transfer|pay|buy|run|execute|read|reveal|the (?:correct|right|real|true|only) )\\b)|["“][^"”]{3,}["”]|https?:|www\\.|\\w@\\w|\\byour? (?:answer|response|reply|output)\\b`,
  "iu",
);

/** A cheap look first, at a text and then at each sentence in small letters: most hold none of these words. */
const suspicious = new RegExp(
  `\\b(?:answer|respon|repl(?:y|ies)|output|messages?|summar|completion|generation|explanation|elucidation|conclusion|recommendation|wording|writing|instruct|instru[ck]|prompts?|rules?\\b|directive|guideline|command|guardrail|restriction|constraint|anweisung|regeln|vorgaben|befehle|consigne|reglas|you(?:'re| are) (?:now|no|from|hence)|act as|behave|speak as|mode\\b|letters?|vowels?|words?\\b|spaces|characters?|consonants?|punctuation|codes?\\b|scripts?\\b|programs?\\b|snippets?|base ?64|rot13|cipher|morse|binary|hexadecimal|emojis?|anagram|say\\b|state\\b|claim\\b|print\\b|repeat\\b|insist|pretend|declare|announce|reveal|leak|disclose|names? of|titles? of|contents? of|text of|users?\\b|readers?\\b|tools?\\b|function|plugin|webhook|invoke|trigger|call [a-z]*_|ignor|disregard|forget|overrid|this note|ki-|sprachmodell|${machine}\\b|system|assistant)|<\\||\\[/?inst|<<|</?(?:system|assistant|instruction|passages)`,
);
const disguised =
  /[\u0370-\u04ff\u200b-\u200f\u2060-\u206f\u00ad\ufeff\u{e0020}-\u{e007e}\uff01-\uff5e]|[A-Za-z0-9+/_-]{24,}/u;
