// From a request in everyday words to at most three goals. What a goal is about stays in its words, and is held against
// the titles, sources and services that there are when it is carried out.
import type { EmbeddingModel } from "@/lib/models/embedding-types";
import { findIntent, holdsService, withoutPoliteness } from "./find-intent";
import type { Goal } from "./goals";

const mostGoals = 3;

export interface Understanding {
  services: { name: string; description: string }[];
  vectors: () => Promise<EmbeddingModel | null>;
}

/** At least one goal; `none` where nothing of it is covered. */
export async function understandRequest(request: string, of: Understanding): Promise<Goal[]> {
  const services = of.services.map(({ name }) => name);
  const goals: Goal[] = [];
  let told: string | undefined;
  for (const clause of clausesOf(request)) {
    const { intent, isSure } = await findIntent(clause, { services, vectors: of.vectors });
    // “The policy was replaced, take it down”: a statement says what the request behind it is about.
    const about = told !== undefined && pointsBack.test(clause) ? `${told}, ${clause}` : clause;
    if (about !== clause) goals.pop();
    goals.push(goalOf(intent, about, services));
    told = intent === "none" && !isSure ? clause : undefined;
  }
  return toldBefore(request, joined(goals)).slice(0, mostGoals);
}

/** “It is 10 days now, not 12. Please fix that.”: what to change stands in the sentence before. */
function toldBefore(request: string, goals: Goal[]): Goal[] {
  const last = goals.at(-1);
  if (last?.intent !== "change" || last.find !== null) return goals;
  const told = replacementOf(request);
  if (told.find === null) return goals;
  return [
    ...goals.filter(({ intent }) => !statements.has(intent)).slice(0, -1),
    { ...last, ...told, words: request },
  ];
}

/** What a sentence that asks for nothing may be taken for. */
const statements = new Set<Goal["intent"]>(["none", "summarize", "open", "search"]);

const pointsBack = /\b(?:it|them|that one|this one)\b/i;

const verbs =
  "find|search|look|read|open|show|summari[sz]e|sum|compare|publish|post|draft|write|create|put|retire|withdraw|remove|delete|tag|label|move|shift|transfer|call|send|notify|ping|tell|let|replace|change|update|list|add|turn|archive|take|mark|give|explain|correct|edit|store|notify";
const boundary = new RegExp(
  `\\s*(?:;|[.?!](?=\\s)|,?\\s+(?:and\\s+)?(?:then|afterwards|after that|next|finally)|,\\s*and|,|\\s+and|\\s+then)\\s+(?=(?:please\\s+|also\\s+|then\\s+|afterwards\\s+|finally\\s+)*(?:${verbs})\\b(?! (?:it|this|that) [\ue000“"]))`,
  "gi",
);

/** The parts of a request that each ask for something. What is quoted or stands behind a colon is never cut. */
function clausesOf(request: string): string[] {
  const kept: string[] = [];
  const hide = (text: string) => `\ue000${kept.push(text) - 1}\ue000`;
  const hidden = request
    .replace(/[“"][^”"]*[”"]/g, hide)
    .replace(/\btitle:\s*[^.:]+\.\s*text:\s[\s\S]*$/i, hide)
    .replace(/:\s[\s\S]*$/, hide)
    .replace(/\b(?:saying|that (?:says|reads)|with the text|reads)\b[\s\S]*$/i, hide);
  const show = (text: string): string => {
    const shown = text.replace(/\ue000(\d+)\ue000/g, (_, index: string) => kept[Number(index)] ?? "");
    return shown === text ? text : show(shown);
  };
  const clauses = hidden
    .split(boundary)
    .map((clause) => show(clause).trim())
    .filter((clause) => clause !== "");
  // “In the handbook, replace …”: a place is no request of its own.
  const joinedUp: string[] = [];
  for (const clause of clauses) {
    const before = joinedUp.at(-1);
    if (before !== undefined && /^(?:in|for|from|on|at|within)\b/i.test(before))
      joinedUp[joinedUp.length - 1] = `${before}, ${clause}`;
    else joinedUp.push(clause);
  }
  return joinedUp;
}

/** Finding and drafting on the way to publishing are one goal: an entry on the topic that was found. */
function joined(goals: Goal[]): Goal[] {
  const result: Goal[] = [];
  for (const goal of goals) {
    const before = result.at(-1);
    if (goal.intent === "publish" && before?.intent === "publish" && goal.text === null) {
      before.words += ` ${goal.words}`;
      before.faq ||= goal.faq;
      before.topic ??= goal.topic;
      before.title ??= goal.title;
      continue;
    }
    if (
      goal.intent === "publish" &&
      goal.text === null &&
      (before?.intent === "search" || before?.intent === "summarize")
    ) {
      result.pop();
      const topic = goal.topic !== null && !refersBack(goal.topic) ? goal.topic : before.topic;
      result.push({ ...goal, topic });
      continue;
    }
    result.push(goal);
  }
  return result;
}

function refersBack(text: string): boolean {
  return /^(?:it|them|that|this|those|these|the result|what you found)$/i.test(text.trim());
}

function goalOf(intent: Goal["intent"], clause: string, services: string[]): Goal {
  const words = withoutPoliteness(clause);
  switch (intent) {
    case "search":
      return { intent, words, topic: topicOf(words) };
    case "summarize":
      return { intent, words, topic: topicOf(words), isQuestion: isQuestion(words) };
    case "publish":
      return { intent, words, ...draftOf(words) };
    case "change":
      return { intent, words, ...replacementOf(words) };
    case "tag":
      return { intent, words, ...tagsOf(words) };
    case "webhook":
      return {
        intent,
        words,
        service: services.find((name) => holdsService(words, name)) ?? null,
        message: messageOf(words),
      };
    default:
      return { intent, words };
  }
}

function isQuestion(words: string): boolean {
  return (
    /^(?:what|who|whose|when|where|why|which|how|is|are|was|were|do|does|did|can|may|must|should|will|has|have)\b/i.test(
      words,
    ) && !/\b(?:key points|main points|overview|gist|summary)\b|\bwhat(?:['’]s| is| stands) in\b/i.test(words)
  );
}

export function quotedIn(text: string): string[] {
  return [...text.matchAll(/[“"]([^”"]+)[”"]/g)].flatMap(([, inner]) =>
    inner?.trim() ? [inner.trim()] : [],
  );
}

const leadIns =
  /^(?:(?:our|the|all|any|some|company|of|on|about|for|in|to|me|us|what(?:['’]s)?|how|that|which|everything|anything|something|passages?|parts?|docs|documents|files|pages|bits|rules? (?:on|about|for)|is|are|we|i|it|says?|said|written|find|search(?: for)?|look(?: up| for| into)?|locate|dig (?:out|up)|pull up|read up(?: on)?|summari[sz]e|explain|a|an|short|brief|quick|up|sum|give|overview|gist|tl;?dr|need|can|where)\b[\s,:]*)+/i;

/** What a request to find or sum up is about. */
export function topicOf(words: string): string {
  const [quoted] = quotedIn(words);
  if (quoted !== undefined) return quoted;
  const behindColon = /:\s+(\S[\s\S]*)$/.exec(words)?.[1];
  if (behindColon) return tidy(behindColon);
  const behind =
    /\b(?:about|regarding|concerning|(?:deals?|dealing) with|mention(?:s|ing)?|cover(?:s|ing)?|discuss(?:es|ing)?|says? on|on|of|for)\s+(?!file\b|hand\b|me\b|us\b)(\S.*)$/i.exec(
      words,
    )?.[1];
  const rest = behind ?? words;
  return tidy(rest) || tidy(words) || words;
}

function tidy(text: string): string {
  return text
    .replace(/[?.!]+\s*$/, "")
    .replace(leadIns, "")
    .replace(
      /[,\s]+(?:please|for me|thanks|here|work(?:s)? here|down(?: for me)?|in (?:short|brief|a nutshell))$/i,
      "",
    )
    .trim();
}

function draftOf(words: string): {
  title: string | null;
  text: string | null;
  topic: string | null;
  faq: boolean;
} {
  const faq = /\bfaqs?\b/i.test(words);
  const both =
    /\btitle:?\s*[“"]?([^.:“”"]+)[”"]?\s*[.,;]\s*(?:and\s+)?(?:the\s+)?(?:text|content|body):?\s+([\s\S]+)$/i.exec(
      words,
    );
  if (both?.[1] && both[2]) return { title: both[1].trim(), text: unquoted(both[2]), topic: null, faq };
  const quoted = quotedIn(words);
  const named =
    /\b(?:titled|called|named|entitled|headed|title|call (?:it|this|that))\s*:?\s*[“"]([^”"]+)[”"]/i.exec(
      words,
    )?.[1];
  // Without quotation marks a name goes on to where its text begins.
  const bare =
    /\b(?:titled|called|named|entitled|headed)\s*:?\s+([^“”":,.]{1,80}?)\s*(?:,\s*)?(?:\bsaying\b|\b(?:that|which) (?:says|reads)\b|\breading\b|\bwith the (?:text|content|words|message)\b|\bstating\b|:)/i.exec(
      words,
    )?.[1];
  const title =
    named ??
    bare ??
    (quoted.length > 1 ||
    /[”"]\s*(?:(?:online|up|out)\s*)?(?:[:–—-]|saying|that|with|which|reading)/i.test(words)
      ? quoted[0]
      : undefined);
  const behind =
    /[”"]?\s*(?:\b(?:saying|that (?:says|reads)|which (?:says|reads)|reading|with the (?:text|content|words|message)|reads|stating)\b(?: that)?|:|\s[–—-])\s*([\s\S]+)$/i.exec(
      title === undefined ? words : words.slice(words.indexOf(title) + title.length),
    )?.[1];
  const text = behind
    ? unquoted(behind)
    : quoted.length > 1
      ? (quoted.filter((each) => each !== title).at(-1) ?? null)
      : null;
  if (text !== null) return { title: title ?? null, text, topic: null, faq };
  const about =
    /\bturn\s+(.+?)\s+into\b/i.exec(words)?.[1] ??
    /\b(?:about|regarding|concerning|on(?! ?line)|for|covering)\s+(.+?)(?:\s+(?:out of|from|based on|using|with)\s+(?:our|the|what)\b.*|[?.!]*)$/i.exec(
      words,
    )?.[1];
  const topic = about ? tidy(about.replace(/\s+and\s+(?:publish|post|put|release)\b.*$/i, "")) : null;
  return { title: named ?? null, text: null, topic: topic || null, faq };
}

function unquoted(text: string): string {
  const trimmed = text.trim();
  const inner = /^[“"]([\s\S]*)[”"]$/.exec(trimmed)?.[1];
  return (inner ?? trimmed).trim();
}

/** What is to be replaced by what. */
function replacementOf(words: string): { find: string | null; replace: string | null } {
  const value = `(?:[“"]([^”"]+)[”"]|(\\S+))`;
  const tries: [RegExp, swap: boolean][] = [
    [new RegExp(`${value}\\s+instead of\\s+${value}`, "i"), true],
    [/^(?:put|write)\s+[“"]([^”"]+)[”"]\s+where\b[^“"]*[“"]([^”"]+)[”"]/i, true],
    [
      new RegExp(
        `\\b(?:replace|swap|substitute|exchange)\\s+${value}\\s+(?:with|by|for|to)\\s+${value}`,
        "i",
      ),
      false,
    ],
    [
      new RegExp(
        `\\b(?:change|correct|update|edit|fix|amend|alter|modify)\\s+(?:[^\\s“"]+\\s+){0,4}?${value}\\s+(?:to|into)\\s+${value}`,
        "i",
      ),
      false,
    ],
    [new RegExp(`(?:^|\\s)${value}(?:\\s+\\p{L}+)?(?:\\s+now)?,\\s*(?:and\\s+)?not\\s+${value}`, "iu"), true],
    [new RegExp(`\\bfrom\\s+${value}\\s+(?:to|into)\\s+${value}`, "i"), false],
    [
      /[“"]([^”"]+)[”"]\s+(?:becomes|should (?:be|read|say)|needs to (?:be|read|say)|must (?:be|read|say)|to|with|is now|->|→)\s+(\S*?)[“"]([^”"]+)[”"]/i,
      false,
    ],
  ];
  for (const [pattern, swap] of tries) {
    const match = pattern.exec(words);
    if (!match) continue;
    const given = match.slice(1).filter((part): part is string => part !== undefined && part !== "");
    const [one, other] = given.map((part) => part.replace(/[.,;:!?]+$/, ""));
    if (one !== undefined && other !== undefined)
      return swap ? { find: other, replace: one } : { find: one, replace: other };
  }
  const [one, other] = quotedIn(words);
  return one !== undefined && other !== undefined
    ? { find: one, replace: other }
    : { find: null, replace: null };
}

function tagsOf(words: string): { tags: string[]; remove: boolean } {
  const remove = /\b(?:untag|remove|take|drop|delete|strip|come off)\b/i.test(words);
  const quoted = quotedIn(words);
  if (quoted.length > 0) return { tags: quoted.slice(0, 5), remove };
  const tag =
    "(?!(?:an?|the|some|any|new|this|that|another|its?)\\b)([\\p{L}\\p{N}][\\p{L}\\p{N}_-]*(?:(?:,| and|, and) [\\p{L}\\p{N}][\\p{L}\\p{N}_-]*)*)";
  const tries = [
    `\\b(?:as|with)\\s+(?:the\\s+)?(?:tags?\\s+|labels?\\s+)?${tag}\\s*[.!?]*$`,
    `\\b(?:add|remove|take|put|drop|delete|set|apply|attach|give|strip)\\s+(?:the\\s+|an?\\s+)?(?:tags?|labels?)\\s+${tag}\\s+(?:to|from|off|on|onto)\\b`,
    `\\b(?:add|remove|put|attach|set|apply|drop|take|give)\\s+(?:the\\s+|an?\\s+)?${tag}\\s+(?:tags?|labels?)\\b`,
    `\\b(?:tags?|labels?)\\s+${tag}\\s*[.!?]*$`,
    `\\b(?:the|an?)\\s+${tag}\\s+(?:tag|label)\\b`,
    `\\b(?:tag|label)\\s+${tag}\\s+(?:can|should|must|may|has to|needs to)\\b`,
  ];
  for (const pattern of tries) {
    const found = new RegExp(pattern, "iu").exec(words)?.[1];
    if (found)
      return {
        tags: found
          .split(/,? and |, ?/)
          .filter(Boolean)
          .slice(0, 5),
        remove,
      };
  }
  return { tags: [], remove };
}

function messageOf(words: string): string | null {
  const [quoted] = quotedIn(words);
  if (quoted !== undefined) return quoted;
  const behind =
    /:\s+(\S[\s\S]*)$/.exec(words)?.[1] ??
    /\bthat (?:says|reads)\s+(\S[\s\S]*)$/i.exec(words)?.[1] ??
    /\b(?:know|tell \S+|inform \S+|notify \S+|saying|hear)\s+(?:that|of)?\s*(\S[\s\S]*)$/i.exec(words)?.[1];
  if (!behind) return null;
  const text = behind.replace(/^that\s+/i, "").trim();
  return text ? text.charAt(0).toUpperCase() + text.slice(1) : null;
}
