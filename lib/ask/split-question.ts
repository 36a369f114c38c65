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
  "i|we|you|it|they|he|she|there|the|a|an|another|any|my|our|your|ich|wir|man|es|sie|er|der|die|das|ein|eine|mein|meine";
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
/** A product code, a numbered thing ("grade 6"): what a sentence is said of. */
const code = "\\p{Lu}[\\p{L}]*-?\\d[\\p{L}\\p{N}-]*";
const place = "\\p{Lu}\\p{Ll}+(?:\\s\\p{Lu}\\p{Ll}+)?";
const joined = "\\s+(?:and|or|und|oder)\\s+";
const names = [
  new RegExp(
    `\\b((?:the |der |die |das )?${code})${joined}((?:the |der |die |das )?${code})(?![\\p{L}\\p{N}-])`,
    "u",
  ),
  new RegExp(
    `(?<=\\b(?:in|at|bei) )(${place})${joined}(?:(?:in|at|bei) )?(${place})(?![\\p{L}\\p{N}-])`,
    "u",
  ),
];
/** Names that are asked about together: what lies between them, which of them, what they have in common. */
const together =
  /\b(?:between|both|which|whether|compar\w*|differ\w*|versus|vs|same|together|distance|zwischen|welche[rsnm]?|unterschied\w*)\b/i;
/** "North and South Korea" shares its noun. */
const half = /^(?:north|south|east|west|upper|lower|central|new|old|great|greater|inner|outer)\w*$/i;
const anyVerb = new RegExp(`\\b(?:${verbs})\\b`, "i");

/**
 * The questions in `question`, each made to stand alone; one, unchanged, where it asks only once. At most three.
 * Pure; some microseconds.
 */
export function splitQuestion(question: string): string[] {
  const pieces = cut(question);
  const first = pieces[0];
  if (!first || pieces.length === 1) return splitNames(question) ?? [question];
  const parts = [asQuestion(first)];
  for (const piece of pieces.slice(1)) {
    const part = standingAlone(piece, parts.at(-1) ?? first);
    if (part === undefined) return [question];
    parts.push(part);
  }
  return new Set(parts.map((part) => part.toLowerCase())).size === parts.length ? parts : [question];
}

const ofOne = new Map([
  ["do", "does"],
  ["are", "is"],
  ["were", "was"],
  ["have", "has"],
]);

/** "How deep can the TW-200 and the TW-310 go?" is asked of each. */
function splitNames(question: string): string[] | undefined {
  if (together.test(question)) return undefined;
  for (const pattern of names) {
    const found = pattern.exec(question);
    const [all, one, other] = found ?? [];
    if (!found || !all || !one || !other || one.toLowerCase() === other.toLowerCase()) continue;
    if (half.test(one)) continue;
    const behind = question.slice(found.index + all.length);
    // A list of three, or names that belong to what follows: "Gloucester and Sharpness Canal".
    if (/^\s*(?:,|and\b|or\b|\p{Lu})/u.test(behind) || /,\s*$/.test(question.slice(0, found.index))) continue;
    const before = question.slice(0, found.index);
    if (contentWordsOf(before + behind).length === 0) continue;
    const singular = before.replace(
      /\b(do|are|were|have)(?=\s*$)/i,
      (verb) => ofOne.get(verb.toLowerCase()) ?? verb,
    );
    return [one, other].map((name) => asQuestion(`${singular}${name}${behind}`));
  }
  return undefined;
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
  const where = preposition.exec(rest)?.[0];
  if (askerOf(piece) !== undefined && askerOf(piece) === askerOf(previous)) {
    // "… and how long for contractors?", "… and where is it in Porto?": all but its own place is the part before's.
    if (where) return asQuestion(withPlace(previous, where, rest));
    // "… and how deep the TX-2?": all but its own name.
    if (rest.split(" ").length <= 3 && /\p{Lu}|\d/u.test(rest) && !anyVerb.test(piece))
      return substituteSlot(previous, rest);
  }
  const resolved = standaloneQuestion({
    question: asQuestion(piece),
    turns: [{ question: withoutOtherPlace(previous, piece), answer: "" }],
  });
  return resolved.kind === "unclear" ? undefined : withSubject(resolved.question, previous);
}

/** "How does it work in Porto?" means lunch, not lunch in Leeds. */
function withoutOtherPlace(previous: string, piece: string): string {
  const own = /\b(?:in|at)\s+\p{Lu}[\p{L}-]+/u.test(piece);
  const without = previous.replace(
    /\s+(?:in|at)\s+(?:the\s+)?\p{Lu}[\p{L}-]+(?:\s+(?:office|site|building))?/u,
    "",
  );
  return own && contentWordsOf(without).length > 0 ? without : previous;
}

/** "Has a second source been found?" after a question about lens L-17 is about L-17. */
function withSubject(question: string, previous: string): string {
  const named = new RegExp(`\\b${code}`, "u");
  const subject = named.exec(previous)?.[0];
  if (!subject || /\p{Lu}\p{L}*/u.test(question.slice(1)) || /\d/.test(question)) return question;
  return asQuestion(`${question.replace(/[\s?]+$/u, "")} for ${subject}`);
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
