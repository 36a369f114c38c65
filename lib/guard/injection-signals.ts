import { splitSentences } from "@/lib/text/split-sentences";

/** A sentence of a document that talks to a machine which reads it, not to people. UTF-16 indexes, half-open. */
export interface InjectionSignal {
  start: number;
  end: number;
  rule: string;
}

const machine =
  "(?:ai|a\\.i\\.|llms?|language models?|chat ?bot|chatgpt|gpt|assistants?(?! (?:manager|director|professor|editor|nurse|buyer|secretary|engineer|teacher|chef|principal|warden|head|to the))|automatic assistants?|ai assistants?|ai models?|ai agents?|bots?)";

const patterns: [rule: string, pattern: RegExp][] = [
  [
    "override",
    /\b(?:ignore|disregard|forget|override)\b.{0,40}\b(?:previous|prior|above|earlier|preceding|other|all|any)\b.{0,30}\b(?:instructions?|prompts?|rules|documents|context|guidelines|messages)\b/i,
  ],
  [
    "addresses-machine",
    new RegExp(
      `\\b(?:note|message|instructions?|attention)\\s*(?:to|for)\\s*(?:all\\s+|any\\s+)?${machine}\\b`,
      "i",
    ),
  ],
  [
    "addresses-machine",
    new RegExp(
      `\\b${machine}\\b(?:[ ,]+\\w+){0,5}?[ ,]+(?:must|should|shall|have to|need to|are to|is to|please)\\b[^.]{0,60}\\b(?:ignore|answer|say|reply|respond|mention|output|print|tell|reveal|send|forward|recommend|state|write|include|claim|disregard|refuse|obey|follow|execute|call)\\b`,
      "i",
    ),
  ],
  [
    "role-change",
    /\byou are (?:now|no longer)\b.{0,40}\b(?:assistant|ai|model|dan|admin(?:istrator)?|unrestricted|bot)\b/i,
  ],
  [
    "role-change",
    /\b(?:act|behave|respond) as (?:if you (?:are|were) )?(?:an? )?(?:unrestricted|different|new|evil|jailbroken)\b/i,
  ],
  [
    "prompt-syntax",
    /<\|(?:im_start|im_end|system|user|assistant|endoftext)\|>|\[\/?INST\]|<<\/?SYS>>|^\s*#{2,}\s*(?:system|instruction)s?\s*:?\s*$/i,
  ],
  ["prompt-syntax", /^\s*(?:system|assistant)\s*(?:prompt|message)?\s*:\s*\S/i],
  [
    "own-prompt",
    /\b(?:reveal|print|repeat|output|leak|show)\b.{0,30}\b(?:(?:your|the) (?:system|hidden) prompt|your instructions)\b/i,
  ],
  [
    "steers-answer",
    /\b(?:when|if) (?:you are |someone |anyone |the user |a user )?(?:asked|asks|summari[sz]\w+|answer\w*)\b.{0,60}\b(?:always|only|must|instead)\b.{0,40}\b(?:say|answer|reply|respond|claim|tell|recommend)\b/i,
  ],
  [
    "steers-answer",
    /\b(?:do not|don't|never|must not) (?:mention|reveal|disclose|tell (?:the user|anyone) about) this (?:note|instruction|message|text|prompt)\b/i,
  ],
];

/**
 * Sentences that read as instructions to a model. A signal marks a sentence; it never decides alone that a
 * document is bad: a page about such attacks carries them too.
 */
export function injectionSignals(text: string): InjectionSignal[] {
  if (!suspicious.test(text)) return [];
  return splitSentences(text).flatMap(({ start, end }) => {
    const sentence = text.slice(start, end);
    const found = patterns.find(([, pattern]) => pattern.test(sentence));
    return found ? [{ start, end, rule: found[0] }] : [];
  });
}

/** A cheap look first: most passages hold none of these words. */
const suspicious = new RegExp(
  `\\b(?:ignore|disregard|forget|override|you are|act as|behave as|respond as|reveal|repeat|leak|print|output|show|this (?:note|instruction|message|text|prompt)|when|if)\\b|\\b${machine}\\b|<\\||\\[/?INST|<<|system|assistant`,
  "i",
);
