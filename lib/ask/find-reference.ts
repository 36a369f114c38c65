/** A word that stands for something said before, and how the question reads with that in its place. */
export interface Reference {
  word: string;
  /** `person`: he, she; `thing`: it, they; `event`: that, this, the whole of what was asked. */
  kind: "person" | "thing" | "event";
  fillWith(topic: string): string;
}

const determined =
  /\b(?:a|an|the|my|our|your|each|every|another|any|one|which|somebody's|someone's|eine?[nmrs]?|der|die|das|den|dem|mein\w*|unser\w*)\s+[\p{L}\p{N}-]+/iu;
const pluralNoun =
  /(?:^|\s)(?<!\b(?:who|what|he|she|it)\s)(?!is\b|was\b|does\b|has\b|as\b|us\b|this\b|its\b)[\p{L}-]{3,}s\b/iu;
const nameBefore = /\s\p{Lu}[\p{L}-]{2,}|\b\p{Lu}+-?\d+/u;
const someone =
  /\b(?:my|our)\s+\p{L}{3,}|\b(?:my|our|your|a|an|the|his|her)\s+(?:\w+\s+)?(?:mother|father|wife|husband|partner|son|daughter|child|parent|colleague|manager|boss|employee|visitor|customer|contractor|supplier|person|man|woman|friend|relative|neighbou?r|driver|candidate|trainee|team leader|head|director|engineer)\b/iu;

/** "Is it possible to …", "how long does it take to …": an `it` that stands for nothing. */
const emptyIt =
  /\bit\s+(?:be\s+)?(?:possible|allowed|ok|okay|necessary|mandatory|compulsory|required|permitted|legal|safe|worth|better|best|normal|fine|forbidden|enough|important|true)\s+(?:\w+\s+){0,3}?(?:to|that|if|for|when)\b|\bit\s+(?:takes?|costs?|means?)\s+(?:\w+\s+){0,3}?(?:to|for)\s+\w+|\bif it (?:rains|snows)\b|\bit (?:is|was) \w+ (?:that|who)\b/i;
const emptyEs =
  /\bgibt es\b|\bes gibt\b|\bist es (?:möglich|erlaubt|nötig|notwendig|verboten)\b|\bdauert es,|\bwie geht es\b/i;
const pronominal =
  "(?=\\s*(?:[?.!,;]|$)|\\s+(?:also|still|true|allowed|always|only|really|work|works|take|takes|cost|costs|mean|means|apply|applies|have|has|happen|happens|include|includes|cover|covers|count|counts|change|changes|need|needs|affect|possible|ok|okay|correct|right|required|mandatory|enough|normal|the|a|an|and|in|for|to|on|at|by|not|so|too|either|be|been|done|help|hold|holds|stay|stays)\\b)";

const patterns: { pattern: RegExp; kind: Reference["kind"]; resolvedBy: (before: string) => boolean }[] = [
  {
    pattern: /\b(?:he|she|him|hers|his|her)\b/i,
    kind: "person",
    resolvedBy: (before) => someone.test(before) || nameBefore.test(before),
  },
  {
    pattern: /\b(?:they|them|their|theirs)\b/i,
    kind: "thing",
    resolvedBy: (before) => pluralNoun.test(before) || determined.test(before),
  },
  { pattern: /\b(?:it|its|It|Its)\b(?!['-])/, kind: "thing", resolvedBy: hasSingular },
  { pattern: /\bit(?='s\b)/i, kind: "thing", resolvedBy: hasSingular },
  {
    pattern: new RegExp(`\\b(?:that|this|these|those)\\b${pronominal}`, "i"),
    kind: "event",
    // "A supplier wrote that … How do we confirm that?" explains itself.
    resolvedBy: (before) => /[\p{L}\p{N}]{2}[.!?]\s+\S/u.test(before),
  },
  {
    pattern:
      /\b(?:the (?:other|second|first|third|last|former|latter|same) (?:one|ones)|that one|this one|do so)\b/i,
    kind: "thing",
    resolvedBy: () => false,
  },
  {
    // "What does a new one cost?"
    pattern:
      /\b(?:an?|another|the)\s+(?:new|second|spare|used|larger|smaller|bigger|replacement)\s+one\b|\banother\s+one\b/i,
    kind: "thing",
    resolvedBy: hasSingular,
  },
  {
    pattern: /\b(?<=\b(?:go|get|work|park|do|stay|from|up|over|live|eat)\s)there\b|\bthere(?=\s*\?*$)/i,
    kind: "thing",
    resolvedBy: hasSingular,
  },
];
const german: typeof patterns = [
  {
    pattern:
      /\b(?:sie|ihn|ihm|davon|dafür|damit|daran|darüber|dabei|dort|diese|dieser|dieses)\b(?=\s*[\p{Ll}?.!,]|$)/u,
    kind: "thing",
    resolvedBy: (before) => /\s\p{Lu}\p{L}+/u.test(before),
  },
  { pattern: /\bes\b/, kind: "thing", resolvedBy: (before) => /\s\p{Lu}\p{L}+/u.test(before) },
];
const germanSign =
  /\b(?:ist|sind|kann|man|darf|muss|wie|wer|was|wann|wo|gibt|dauert|wird|werden|das|und|für|ich|wir)\b/i;

/** The first word of `text` that nothing within `text` explains, or undefined. */
export function findReference(text: string): Reference | undefined {
  const isGerman =
    !/\b(?:the|is|are|do|does|how|what|who|when|can|it)\b/i.test(text) && germanSign.test(text);
  for (const { pattern, kind, resolvedBy } of isGerman ? german : patterns) {
    const match = pattern.exec(text);
    if (!match) continue;
    const word = match[0];
    if (/^it/i.test(word) && emptyIt.test(text)) continue;
    if (word === "es" && emptyEs.test(text)) continue;
    const before = text.slice(0, match.index);
    if (resolvedBy(before)) continue;
    const after = text.slice(match.index + word.length);
    return {
      word,
      kind,
      fillWith: (topic) => `${before}${possessive(word, after) ? ownerForm(topic) : topic}${after}`,
    };
  }
  return undefined;
}

/** A noun in the singular with its article, or a name, that an "it" behind it can mean. */
function hasSingular(before: string): boolean {
  if (/[.!?]\s+\S/.test(before) && nameBefore.test(before)) return true;
  const nouns = before.match(
    /\b(?:a|an|the|my|our|your|this|each|every|another|any|which)\s+(?:[\p{L}\p{N}-]+\s+){0,2}?[\p{L}\p{N}-]+/giu,
  );
  return nouns?.some((noun) => !/[^s]s$/i.test(noun)) ?? nameBefore.test(before);
}

function possessive(word: string, after: string): boolean {
  if (/^(?:its|their|his)$/i.test(word)) return true;
  return /^her$/i.test(word) && /^\s+(?!in\b|on\b|at\b|for\b|by\b|to\b|if\b|when\b)[\p{L}]/u.test(after);
}

function ownerForm(topic: string): string {
  return topic.endsWith("s") ? `${topic}'` : `${topic}'s`;
}
