// The arguments of each intent, as they stand in a clause in English.
import { quotedIn } from "./quoted-in";

const leadIns =
  /^(?:(?:our|the|all|any|some|company|of|on|about|for|in|to|me|us|what(?:['’]s)?|how|that|which|everything|anything|something|passages?|parts?|docs|documents|files|pages|bits|rules? (?:on|about|for)|is|are|we|i|it|says?|said|written|find|search(?: for)?|look(?: up| for| into)?|locate|dig (?:out|up)|pull up|read up(?: on)?|summari[sz]e|explain|a|an|short|brief|quick|up|sum|give|overview|gist|tl;?dr|need|can|where)\b[\s,:]*)+/i;

/** Only points at what was found or said before. */
export function refersBack(text: string): boolean {
  return /^(?:about |of |on )?(?:it|them|that|this|those|these|(?:the|that|this|your) (?:results?|summary|answers?|findings?|differences?|outcome|overview|comparison|document|page|policy)|what you (?:found|find|learn(?:ed)?))\W*$/i.test(
    text.trim(),
  );
}

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

export function draftOf(words: string): {
  title: string | null;
  text: string | null;
  topic: string | null;
  faq: boolean;
} {
  const faq = /\bfaqs?\b/i.test(words);
  const both =
    /\b(?:title|headline|heading|subject):?\s*[“"]?([^.:“”"]+)[”"]?\s*[.,;]\s*(?:and\s+)?(?:the\s+)?(?:text|content|body|message):?\s+([\s\S]+)$/i.exec(
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
    /\b(?:titled|called|named|entitled|headed|(?:online|up|out) as|under the (?:name|title|heading|headline)(?: of)?)\s*:?\s+([^“”":,.]{1,80}?)\s*(?:,\s*)?(?:\bsaying\b|\b(?:that|which) (?:says|reads)\b|\breading\b|\bwith the (?:text|content|words|message)\b|\bstating\b|:)/i.exec(
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
export function replacementOf(words: string): { find: string | null; replace: string | null } {
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
    [
      new RegExp(
        `\\bto\\s+${value},?\\s+(?:it|which|where it|that)\\s+(?:says|said|reads|is|was|still says)\\s+${value}`,
        "i",
      ),
      true,
    ],
    [
      /\b(?:raise|lower|increase|reduce|extend|shorten|bump|cut|set|adjust)\b.*?(?<!\S)(\d[\d.,:]*).*?\bto\s+(\d[\d.,:]*)/i,
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

/** `maybe` is a word that is the tag if it isn't part of the document's title. */
export function tagsOf(words: string): { tags: string[]; remove: boolean; maybe: string | null } {
  const remove = /\b(?:untag|remove|take|drop|delete|strip|come off)\b/i.test(words);
  const quoted = quotedIn(words);
  if (quoted.length > 0) return { tags: quoted.slice(0, 5), remove, maybe: null };
  const tag =
    "(?!(?:an?|the|some|any|new|this|that|another|its?)(?![\\w-]))([\\p{L}\\p{N}][\\p{L}\\p{N}_-]*(?:(?:,| and|, and) [\\p{L}\\p{N}][\\p{L}\\p{N}_-]*)*)";
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
        maybe: null,
      };
  }
  return { tags: [], remove, maybe: pointing.exec(words)?.[1] ?? trailing.exec(words)?.[1] ?? null };
}

/** “Tag it remote”, “label the newer one current”. */
const pointing =
  /^(?:tag|label|mark)\s+(?:it|them|both|that|this|these|those|the (?:older|newer|old|new|latter|former)(?: one| of the two)?)\s+(?:as\s+|with\s+)?([\p{L}\p{N}][\p{L}\p{N}_-]*)\W*$/iu;
/** “Tag the guide remote”: the last word, where it isn't part of the title. */
const trailing = /^(?:tag|label)\s+(?:\S+\s+){1,8}?([\p{L}\p{N}][\p{L}\p{N}_-]*)\W*$/iu;

export function messageOf(words: string): string | null {
  const [quoted] = quotedIn(words);
  if (quoted !== undefined) return quoted;
  const behind =
    /:\s+(\S[\s\S]*)$/.exec(words)?.[1] ??
    /\b(?:ticket|message|line|issue)s?,\s+(\S[\s\S]*)$/i.exec(words)?.[1] ??
    /\bthat (?:says|reads)\s+(\S[\s\S]*)$/i.exec(words)?.[1] ??
    /\b(?:know|tell \S+|inform \S+|notify \S+|saying|hear)\s+(?:that|of)?\s*(\S[\s\S]*)$/i.exec(words)?.[1];
  if (!behind || refersBack(behind)) return null;
  const text = behind.replace(/^that\s+/i, "").trim();
  return text ? text.charAt(0).toUpperCase() + text.slice(1) : null;
}
