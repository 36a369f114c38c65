// A follow-up made to stand on its own, without a model: what it leaves out or points at is filled in from
// the turns before. Rules for English, and the commonest for German.
import { contentWordsOf, looksGerman, wordsOf } from "@/lib/text/words";
import { findReference } from "./find-reference";
import { substituteSlot } from "./substitute-slot";
import { topicOf } from "./topic-of";
import type { Turn } from "./turn";

export type StandaloneQuestion =
  /** Says all by itself: the first question, or a change of topic. */
  | { kind: "standalone"; question: string }
  | { kind: "follow-up"; question: string }
  /** Nothing to search for, or a reference to nothing. `say` asks back. */
  | { kind: "unclear"; say: string };

const opener =
  /^(?:and|or|but|also|so|und|oder|aber)\s+(?:what about\s+|how about\s+)?|^(?:what|how) about\s+|^was ist mit\s+|^wie (?:sieht|ist) es mit\s+/i;
const smallTalk =
  /^(?:hi|hello|hey|hallo|good (?:morning|afternoon|evening)|guten (?:tag|morgen)|thanks?|thank you|danke|ok(?:ay)?|great|cool|bye|yes|no|ja|nein|test|help|please)(?:\s+(?:there|all|everybody|you|very much|a lot|so much))*$/i;
const nothingAsked =
  /^(?:can|could|will|would) you (?:please )?help(?: me| us)?$|^i (?:have|need) (?:a question|help|an? answer)$|^(?:what can you do|who are you|how are you|what do you know)$|^(?:tell me something|any(?:thing)? (?:else|new))$/i;
const wantsMore =
  /^(?:please )?(?:(?:can|could) you )?(?:tell me more|more|more details|more (?:information|about (?:it|that|this))|go on|continue|explain(?: (?:it|that|this))?(?: in more detail)?|elaborate|mehr|mehr dazu)(?: please)?$/i;
const bareQuestionWord =
  /^(?:(?:and|but|or|und|aber) )?(?:why|why not|how|how so|when|where|who|how long|how many|how much|how often|since when|until when|by when|by whom|warum|wieso|wann|wo|wer|wie lange|wie viele?|wie oft|bis wann|seit wann)(?: exactly| genau)?$/i;
const ownTopic =
  /\b(?:policy|policies|guide|procedure|handbook|manual|runbook|glossary|agreement|contract)$/i;

/** Words that ask about something without saying about what. As stems of `wordsOf`. */
const generic = new Set(
  wordsOf(
    `deadline limit cost costs price amount maximum minimum form contact exception exceptions rate fee process
     step steps rule rules next happen happens apply applies approve approves approved need needs take takes pay
     pays long difference reason details example often allowed mandatory required requirement responsible decide
     change changes different work works expire expires valid start starts end ends late early exactly`,
  ).map((word) => word.stem),
);

/** `question` with its references filled in from `turns`, oldest first. Pure; some microseconds. */
export function standaloneQuestion({
  question,
  turns,
}: {
  question: string;
  turns: Turn[];
}): StandaloneQuestion {
  const text = question.replaceAll("’", "'").replace(/\s+/g, " ").trim();
  const bare = text.replace(/[\s?!.,;:]+$/u, "");
  const previous = turns.at(-1);
  if (smallTalk.test(bare) || nothingAsked.test(bare) || !/[\p{L}\p{N}]/u.test(bare))
    return nothingToSearch();
  if (wantsMore.test(bare)) return previous ? followUp(previous.question) : nothingToSearch();
  if (bareQuestionWord.test(bare))
    return previous ? followUp(`${previous.question} ${text}`) : nothingToSearch();

  const rest = bare.replace(opener, "");
  if (rest !== bare && !isWholeQuestion(rest)) return elliptic({ rest, previous, text });

  const reference = findReference(text);
  if (reference) {
    if (!previous) return unresolved(reference.word);
    return followUp(clean(reference.fillWith(topicOf(previous, reference.kind))));
  }
  const content = contentWordsOf(text);
  if (previous && content.length <= 3 && content.every((word) => generic.has(word.stem))) {
    const link = looksGerman(text) ? "bei" : "for";
    return followUp(`${bare} ${link} ${topicOf(previous, "thing")}?`);
  }
  const swapped = previous && sameQuestionOtherName(text, previous.question);
  if (swapped) return followUp(swapped);
  if (content.length === 0 && !previous) return nothingToSearch();
  return {
    kind: "standalone",
    question: rest === bare ? text : `${capital(rest)}${text.slice(bare.length)}`,
  };
}

/** Turns of a history in which follow-ups are not yet resolved. */
export function turnsOf(history: { role: "user" | "assistant"; content: string }[]): Turn[] {
  const turns: Turn[] = [];
  for (const { role, content } of history) {
    if (role === "assistant") {
      const last = turns.at(-1);
      if (last) last.answer = last.answer ? `${last.answer}\n${content}` : content;
      continue;
    }
    const resolved = standaloneQuestion({ question: content, turns });
    if (resolved.kind !== "unclear") turns.push({ question: resolved.question, answer: "" });
  }
  return turns;
}

function elliptic(input: { rest: string; previous: Turn | undefined; text: string }): StandaloneQuestion {
  const { rest, previous, text } = input;
  if (ownTopic.test(rest)) return { kind: "standalone", question: capital(rest) };
  if (!previous) return unresolved(text);
  if (/^(?:why|how|when|where|who|warum|wann|wo|wer)\b/i.test(rest) && contentWordsOf(rest).length === 0)
    return followUp(`${previous.question} ${capital(rest)}?`);
  return followUp(substituteSlot(previous.question, rest));
}

/** "What is the limit in Rotterdam?" after "What is the limit for hotel costs in London?" */
function sameQuestionOtherName(text: string, previous: string): string | undefined {
  const own = contentWordsOf(text);
  const before = contentWordsOf(previous);
  const known = new Set(before.map((word) => word.stem));
  const shared = own.filter((word) => known.has(word.stem));
  const others = own.filter((word) => !known.has(word.stem));
  const name = others[0];
  if (!name || shared.length === 0 || others.length > 1 || before.length < own.length + 1) return undefined;
  if (!/^\p{Lu}|\d/u.test(name.text) || name.start === 0) return undefined;
  const preposition = /(\w+)\s+$/.exec(text.slice(0, name.start))?.[1];
  const phrase =
    preposition && /^(?:in|at|for|from|of)$/i.test(preposition) ? `${preposition} ${name.text}` : name.text;
  return substituteSlot(previous, phrase);
}

/** Whether what follows "and" is a question of its own: a verb form at its head and something to search for. */
function isWholeQuestion(rest: string): boolean {
  const head =
    /^(?:what|which|who|whom|whose|when|where|why|how|is|are|was|were|do|does|did|can|could|may|must|should|will|has|have|wer|was|wann|wo|wie|welche[rsn]?|warum|ist|sind|kann|darf|muss|gibt)\b\s+(?!about\b)/i;
  return head.test(rest) && (contentWordsOf(rest).length >= 2 || findReference(rest) !== undefined);
}

function nothingToSearch(): StandaloneQuestion {
  return {
    kind: "unclear",
    say: "What would you like to know? Ask in a sentence, for example: “How do I claim travel expenses?”",
  };
}

function unresolved(word: string): StandaloneQuestion {
  const pointer =
    word.split(" ").length > 3
      ? "That question goes on from one that I can't see"
      : `I can't tell what “${word}” stands for`;
  return { kind: "unclear", say: `${pointer}. Could you ask it with the subject named?` };
}

function followUp(question: string): StandaloneQuestion {
  return { kind: "follow-up", question };
}

function clean(text: string): string {
  return capital(
    text
      .replace(/\s+/g, " ")
      .replace(/\s+([?!.,;:])/g, "$1")
      .trim(),
  );
}

function capital(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}
