// "How long is it for employees, and how long for contractors?" asks twice. Each part is searched, decided and
// answered by itself, so that one that can't be answered doesn't take the other along.
import { contentWordsOf } from "@/lib/text/words";
import { standaloneQuestion } from "./standalone-question";
import { substituteSlot } from "./substitute-slot";

const askers =
  "how (?:long|many|much|often|far|high|deep|soon|old|big)|until when|since when|by when|what|when|where|who|whom|which|why|how|bis wann|seit wann|wie lange|wie viele?|wie oft|wann|was|wo|wer|wie|welche[rsnm]?|warum";
const verbs =
  "can|may|must|should|do|does|did|is|are|was|were|will|has|have|kann|darf|muss|soll|ist|sind|gibt|hat|wird";
const subjects =
  "i|we|you|it|they|he|she|there|the|a|an|my|our|ich|wir|man|es|sie|er|der|die|das|ein|eine|mein|meine";
const startsAsQuestion = new RegExp(
  `^(?:(?:in|at|on|for|from|to|by|with|bei|in|für) )?(?:${askers}|${verbs})\\b`,
  "i",
);
const joint = new RegExp(
  `[,;]?\\s+(?:and|und|or|oder)\\s+(?=(?:${askers})\\b(?!\\s+(?:to|not)\\b)|(?:${verbs})\\s+(?:${subjects})\\b)|(?<=\\?)\\s+(?=\\S)`,
  "giu",
);
const leadingAsker = new RegExp(`^(?:${askers})\\b\\s*`, "i");
const pointing = new RegExp(`^(?:${verbs})\\s+(?:it|they|that|es|sie)\\s+`, "i");
const preposition =
  /^(?:for|in|at|on|from|with|to|of|by|under|after|before|during|für|in|bei|mit|von|nach|vor)\b/i;
const mostParts = 3;

/**
 * The questions in `question`, each made to stand alone; one, unchanged, where it asks only once. At most three.
 * Pure; some microseconds.
 */
export function splitQuestion(question: string): string[] {
  const pieces = cut(question);
  const first = pieces[0];
  if (!first || pieces.length === 1) return [question];
  const parts = [asQuestion(first)];
  for (const piece of pieces.slice(1)) {
    const part = standingAlone(piece, parts.at(-1) ?? first);
    if (part === undefined) return [question];
    parts.push(part);
  }
  return new Set(parts.map((part) => part.toLowerCase())).size === parts.length ? parts : [question];
}

function cut(question: string): string[] {
  const text = question.replace(/\s+/g, " ").trim();
  const pieces = text
    .split(joint)
    .map((piece) => piece.replace(/[\s,;]+$/u, ""))
    .filter((piece) => piece !== "");
  const asks = pieces.length <= mostParts && pieces.every((piece) => startsAsQuestion.test(piece));
  // Each part needs something of its own to search for, or it is only the tail of the one before.
  return asks && pieces.every((piece) => contentWordsOf(piece).length > 0) ? pieces : [text];
}

/** A later part with what it leaves out filled in from the one before; undefined where that can't be told. */
function standingAlone(piece: string, previous: string): string | undefined {
  const rest = piece
    .replace(leadingAsker, "")
    .replace(pointing, "")
    .replace(/[\s?]+$/u, "");
  const place = preposition.exec(rest)?.[0];
  // "… and how long for contractors?", "… and where is it in Porto?": all but its own place is the part before's.
  if (place && askerOf(piece) === askerOf(previous)) return asQuestion(withPlace(previous, place, rest));
  const resolved = standaloneQuestion({
    question: asQuestion(piece),
    turns: [{ question: previous, answer: "" }],
  });
  return resolved.kind === "unclear" ? undefined : resolved.question;
}

/** The question before, from the last place of that kind on: "for adults" becomes "for children". */
function withPlace(previous: string, place: string, rest: string): string {
  const before = previous.replace(/[\s?]+$/u, "");
  const at = before.toLowerCase().lastIndexOf(` ${place.toLowerCase()} `);
  return at > 0 ? `${before.slice(0, at)} ${rest}` : substituteSlot(previous, rest);
}

function askerOf(question: string): string | undefined {
  return leadingAsker.exec(question)?.[0].trim().toLowerCase();
}

function asQuestion(text: string): string {
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1).replace(/[\s?.!]+$/u, "")}?`;
}
