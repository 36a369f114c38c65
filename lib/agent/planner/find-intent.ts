// What a clause asks for, by rules over its words; where they are silent, by likeness to examples.
import type { EmbeddingModel } from "@/lib/models/embedding-types";
import type { Intent } from "./goals";
import examples from "./intent-examples.json";

/** Ways to begin that say nothing of what is wanted. */
const politeness =
  /^(?:in (?:[\w-]+ ){1,4}(?:sentences?|words|lines|bullet points),?|(?:hi|hello|hey)(?: there)?[,!]?|please|kindly|now|then|also|and|so|ok|okay|could you|can you|would you|will you|i(?:'d| would) like you to|i want you to|i need you to|you should|go ahead and|let's|just|quickly|maybe)\s+/i;

export function withoutPoliteness(text: string): string {
  let rest = text.trim();
  for (;;) {
    const next = rest.replace(politeness, "").trim();
    if (next === rest || next === "")
      return rest.replace(/[,\s]*\b(?:please|thanks|thank you|for me)\b[.!]*$/i, "").trim();
    rest = next;
  }
}

/** At the beginning, or behind words that only say how long the answer may be. */
const asksQuestion =
  /^(?:in [^,]{1,40},\s*)?(?:what|who|whom|whose|when|where|why|which|how|is|are|was|were|do|does|did|can|could|may|must|should|will|would|has|have|am)\b/i;
const writing =
  /\b(?:publish|post|put (?:it |this |that |them |up|online|out)|write|draft|create|compose|add|make|release)\w*\b/i;
const papers =
  /\b(?:faqs?|notes?|notices?|entry|entries|articles?|announcements?|guides?|pages?|documents?|posts?|memos?)\b/i;

interface Rule {
  intent: Intent;
  when: (text: string, services: string[]) => boolean;
}

const has = (pattern: RegExp) => (text: string) => pattern.test(text);

/** The first that fits; the special come before the general. */
const rules: Rule[] = [
  {
    intent: "webhook",
    when: (text, services) =>
      /\b(?:web ?hooks?|hooks?)\b/i.test(text) ||
      (services.some((name) => holdsService(text, name)) &&
        /\b(?:call|send|post|ping|notify|inform|tell|let|trigger|message|alert|push|forward|write to|drop|invoke|open a|file a|raise a|report|hear|know|learn|get word)\b/i.test(
          text,
        )),
  },
  {
    intent: "compare",
    when: has(
      /\bcompar(?:e|es|ed|ing|ison)\b|\bdiffer(?:s|ence|ences|ent)?\b|\bdiff\b|\bside by side\b|\bversus\b|\bvs\.?(?= )|\bchanged (?:between|from)\b|\bwhat(?:'s| is| has|s)? (?:changed|new) (?:between|since|from|in)\b|\bcontrast\b|\b(?:contradict|disagree|conflict|clash|overlap)\w*\b.*\b(?:each other|both|two)\b|\b(?:and|both|two)\b.*\b(?:contradict|disagree|conflict|clash|overlap)|^(?:tell|show|say|list|how|what|where)\b.*\b(?:changed|moved|altered|developed)\b.*\b(?:between|from|since)\b|\b(?:against|from) (?:each other|one another)\b|\bnot the same\b|\bhow far apart\b|\bthe same as\b/i,
    ),
  },
  {
    intent: "tag",
    when: has(
      /\b(?:un)?tag(?:s|ged|ging)?\b|\blabel(?:s|led|ling)?\b|\bmark (?:\S+ ){1,8}(?:as|with)\b|\bcategori[sz]e\b/i,
    ),
  },
  {
    intent: "change",
    when: has(
      /\b(?:replace|swap|substitute|rename|correct|amend|edit|modify|revise|reword|change|update|fix|alter)\b|\bshould (?:say|read|be)\b.*\binstead\b|\binstead of\b|^(?:raise|lower|increase|reduce|extend|shorten|bump|cut|set|make|adjust)\b.*\d.*\bto\b.*\d|^set\b.*\bto\b.*\b(?:says|said|reads|is)\b|“”.*\b(?:must|should|has to|have to|needs? to|ought to)\b.*“”|^(?:put|write) “” where\b/i,
    ),
  },
  {
    intent: "publish",
    when: (text) =>
      (writing.test(text) && papers.test(text) && !/^(?:find|search|show|list|open|read me)\b/i.test(text)) ||
      /\b(?:publish|announce)(?:es|ed|ing)?\b/i.test(text) ||
      (/^(?:i|we) (?:need|want|would like|'d like) (?:an? |another )?(?:new )?(?:faq|note|notice|announcement|memo|post)\b/i.test(
        text,
      ) &&
        /:|“”/.test(text)) ||
      /\bput (?:it|this|that|these|the following) (?:up|online|out)\b.*(?::|“”|\bas\b)/i.test(text) ||
      /\bdraft\b/i.test(text) ||
      /\bturn\b.+\binto\b.+/i.test(text) ||
      (/^(?:a |another |one )?new\b/i.test(text) && papers.test(text)) ||
      /^(?:post|put up|write up)\b/i.test(text),
  },
  {
    intent: "move",
    when: has(
      /^(?!.*\bup to (?:date|speed)\b)(?:.*\bwrong place\b|(?:store|keep|file|place|put) .+ (?:in|into|under) |.*\b(?:should|ought to|has to|have to|must|needs? to) (?:both |all )?(?:be |go |live |sit |move )(?:kept |stored |put |filed |moved )?(?:in|under|into|to) (?:the )?\S+(?: (?:rather than|instead of|and not|not) \S+)?[.!]*(?:,? (?:can|could|please).*)?$)|\b(?:move|shift|transfer|relocate|reassign|migrate|bring|file)\b(?!.*\?)(?!.*\bup to (?:date|speed)\b).*\b(?:to|into|under|in|over|there)\b|\bput\b.+\b(?:into|in|under)\b.+\b(?:source|collection|folder|archive)\b|\bbelongs? (?:in|to|under|into)\b|\bshould (?:live|sit|go|be filed|be kept|be stored) (?:in|into|under|with)\b|\barchive\b.+\b(?:to|into|in)\b|^(?:move|shift|transfer|relocate)\b/i,
    ),
  },
  {
    intent: "retire",
    when: has(
      /\b(?:retire|withdraw|discard|delete|remove|unpublish|decommission|deprecate|archive|hide|drop|scrap|bin|phase out|obsolete)\b|\btake (?:\S+ ){0,8}?(?:down|offline|out|away)\b|\bstop (?:using|showing|citing|quoting|offering)\b|\b(?:nobody|no one|never)\b.*\b(?:gets?|sees?|finds?)\b.*\b(?:from|in)\b.*\b(?:any ?more|any longer|again)\b|\bget rid of\b|\bpull (?:\S+ ){1,8}(?:out of|from)\b|\bout of (?:use|circulation|date)\b|\bno longer (?:need|valid|applies|apply|in force)\w*\b|\b(?:isn't|is not|not) (?:valid|needed|in force)\b|\bcan (?:go|be thrown (?:out|away)|be taken down)(?: now| away)?\s*[.!]*$|\b(?:nobody|no one)\b.*\b(?:finds?|uses?|sees?|reads?|rel(?:y|ies))\b.*\b(?:any ?more|any longer)\b/i,
    ),
  },
  {
    intent: "sources",
    when: (text) =>
      /\bwhere (?:do|does|are|is)\b.*\b(?:documents?|docs|files|answers?|information|knowledge|content)\b.*\b(?:come|taken|drawn) from\b/i.test(
        text,
      ) ||
      /\b(?:are|is) you\b.*\bconnected to\b|\bwhat (?:all )?(?:are|is) (?:you |you all )?(?:connected|plugged)\b/i.test(
        text,
      ) ||
      /\byour (?:knowledge|information|answers?|facts)\b.*\b(?:from|based on)\b|\bwhat (?:can|do|may) you (?:read|see|know of|look (?:into|at))\b|\bwhat have you (?:been given|got|read)\b/i.test(
        text,
      ) ||
      (/\b(?:sources?|collections?|libraries|knowledge bases?)\b/i.test(text) &&
        /\b(?:what|which|list|show|name|where|available|all|tell|enumerate|have|give|see|know)\b/i.test(
          text,
        ) &&
        !/\b(?:about|say|says|said)\b/i.test(text)),
  },
  {
    intent: "summarize",
    when: has(
      /\bsummar(?:y|ies|i[sz]e\w*)\b|\bsum(?:s|med|ming)? (?:\S+ ){0,3}up\b|\boverview\b|\bgist\b|\bkey (?:points|facts|takeaways)\b|\bmain points\b|\btl;? ?dr\b|\bboil\b.+\bdown\b|\bin (?:short|brief|a nutshell|a few (?:words|sentences|lines))\b|\bexplain\b|\bbrief me\b|\boutline\b|\bdigest\b|\brecap\b|\bcatch me up\b|\bfill me in\b|\brundown\b|\bup to (?:date|speed)\b|\b(?:essentials?|basics|highlights)\b|\bshort version\b|\bcondense\b|\bdistil?l?\b|\b(?:tell|give|show) .*\b(?:what (?:matters|counts)|main things)\b/i,
    ),
  },
  {
    intent: "search",
    when: has(
      /\b(?:find|search|locate|seek)\b|\blook(?:ing|ed)? (?:\S+ )?(?:up|for|into)\b|\b(?:passages?|mentions?|references?|material|paragraphs?|sections?|everything|anything|something|documents|docs|files|pages|parts|bits)\b.*\b(?:on|about|regarding|concerning|mention\w*|deal\w*|talk\w*|cover\w*|say\w*|discuss\w*|written)\b|\bwhich (?:of )?(?:our |the |my )?(?:documents|docs|files|pages)\b|\bdig (?:out|up)\b|\bwhere (?:does|do|is|are) (?:it|we|they)\b.*\b(?:say|said|written|mentioned)\b|\bwhat (?:do we have|is there) on\b|\bread up\b|\bmentioned\b.*\b(?:anywhere|somewhere)\b|\b(?:anywhere|somewhere)\b.*\b(?:mentioned|written|documented)\b|\b(?:every|each|all|any|the) (?:the )?(?:places?|spots?|passages?|lines?)\b.*\bwhere\b|\bwhere\b.*\b(?:comes? up|is mentioned|are mentioned|appears?)\b|\btouch(?:es)? (?:up)?on\b|^(?:is there |do we have |have we (?:got )?)?any(?:thing| ?where)\b.*\b(?:in|among) (?:our|the|my) (?:files|docs|documents|papers|records)\b/i,
    ),
  },
  {
    intent: "open",
    when: (text) =>
      (!asksQuestion.test(text) || /^(?:can|could|may|might) i\b/i.test(text)) &&
      /\b(?:open|display|view|pull up|bring up|fetch)\b|\bshow(?: me)?\b|\blet me (?:read|see|look at)\b|\bread (?:me )?(?:the|our|this|that|out|through)\b|\bcan i (?:see|read|have|view)\b|\bi (?:want|need|would like|'d like) to (?:see|read|view)\b|\b(?:full|whole|entire|complete) (?:text|document)\b|\bgive me the (?:document|text|full|whole)\b|\b(?:have|take|get) a (?:look|glance) at\b|\bon (?:the |my )?screen\b|^(?:get|print out)\b/i.test(
        text,
      ),
  },
  { intent: "summarize", when: (text) => asksQuestion.test(text) || /\?\s*$/.test(text) },
  {
    intent: "summarize",
    when: has(
      /^(?:tell me|let me know|give me|i(?:'d like| want| need) to know)\b.*\b(?:about|on|how|what|when|who|where|why|whether|if|rules|policy)\b/i,
    ),
  },
];

/** Things that people ask assistants for and no tool here does. */
const beyond =
  /^(?:submit|upload|fill (?:in|out)|apply for|set up (?:an? )?(?:call|meeting|appointment)|arrange|book|order|buy|reserve|translate|approve|pay|hire|fire|reset|set (?:an?|the|my) (?:alarm|timer|reminder)|remind|play|sing|call (?:me|my|him|her|the (?!.*hook)\w+ (?:team|desk|office))|drive|cook|schedule|cancel|install|restart|reboot|print(?! out)|turn (?:on|off)|log ?in|sign|generate (?:an? )?(?:image|picture)|draw|paint|e-?mail|invite|give (?:me|him|her|us) (?:a |an )?(?:raise|money|password|access)|make (?:me |us )?(?:a )?(?:coffee|tea|sandwich|reservation|phone call)|tell (?:me |us )?(?:a )?(?:joke|story)|calculate|compute|grant|create (?:an? )?(?:account|user|key)|add (?:an? )?(?:user|account|person))\b/i;

/** “Find out how many …”, “I forgot where …”: the question in it, which is what is wanted. */
export function embeddedQuestion(text: string): string | null {
  return embedded.exec(text)?.[1] ?? null;
}

const embedded =
  /^(?:(?:find out|look up|work out|figure out|check|see|tell (?:me|us)|let (?:me|us) know|remind (?:me|us)|explain(?: to (?:me|us))?|do you know|any idea|i(?:'d like to know| (?:forgot|forget|wonder|want to know|need to know|have no idea|don't know|am not sure|can't remember)))(?: again)?),?\s+((?:what|when|where|who|whom|whose|how|which|why|whether|if)\b(?!.*\b(?:mentioned|comes? up|written|appears?|(?:it|they) (?:say|stand)s?)\b).*)$/i;

/** What a calculator is for. */
const sum = /\d\s*(?:times|plus|minus|divided by|multiplied by|[+*×÷/])\s*\d+(?:[.,]\d+)?\s*(?:[?=]|$)/i;

/** The intent of a clause. `isSure` is false where it is known by likeness alone. */
export async function findIntent(
  clause: string,
  of: { services: string[]; vectors: () => Promise<EmbeddingModel | null> },
): Promise<{ intent: Intent; isSure: boolean }> {
  const text = withoutPoliteness(clause);
  const bare = text.replace(/[“"][^”"]*[”"]/g, "“”");
  if (beyond.test(bare) || sum.test(bare) || /\btranslat\w+\b/i.test(bare))
    return { intent: "none", isSure: true };
  if (embeddedQuestion(bare) !== null && !asksElsewhere.test(bare))
    return { intent: "summarize", isSure: true };
  const rule = rules.find(({ when }) => when(bare, of.services));
  if (rule) return { intent: rule.intent, isSure: true };
  const model = await of.vectors().catch(() => null);
  return { intent: model ? await likeliest(model, text) : "none", isSure: false };
}

/** Below it a phrasing is like none of the examples. Cosine similarity of all-MiniLM-L6-v2. */
const leastLikeness = 0.45;
/** Questions for another tool than the one that answers. */
const asksElsewhere = /\b(?:differ\w*|chang(?:ed|es)|sources?|collections?|compar\w*)\b/i;
const known = new WeakMap<EmbeddingModel, Promise<{ intent: Intent; vector: Float32Array }[]>>();

async function likeliest(model: EmbeddingModel, text: string): Promise<Intent> {
  const listed = Object.entries(examples).flatMap(([intent, lines]) =>
    lines.map((line) => ({ intent: intent as Intent, line })),
  );
  let vectors = known.get(model);
  if (!vectors) {
    vectors = model.embed(listed.map(({ line }) => line)).then((all) =>
      all.flatMap((vector, index) => {
        const item = listed[index];
        return item ? [{ intent: item.intent, vector }] : [];
      }),
    );
    known.set(model, vectors);
  }
  const [asked] = await model.embed([text]);
  let best: { intent: Intent; likeness: number } = { intent: "none", likeness: leastLikeness };
  for (const { intent, vector } of await vectors) {
    const likeness = vector.reduce((sum, value, index) => sum + value * (asked?.[index] ?? 0), 0);
    if (likeness > best.likeness) best = { intent, likeness };
  }
  return best.intent;
}

/** Whether a service is named, also one of what it takes: “open a ticket” of “tickets”. */
export function holdsService(text: string, name: string): boolean {
  return holdsName(text, name) || (/[^s]s$/i.test(name) && holdsName(text, name.slice(0, -1)));
}

/** Whether a name stands in the text as words of its own. */
export function holdsName(text: string, name: string): boolean {
  const escaped = name
    .trim()
    .replace(/[.*+?^${}()|[\]\\]/g, "\\$&")
    .replace(/\s+/g, "\\s+");
  return new RegExp(`(?<![\\p{L}\\p{N}])${escaped}(?![\\p{L}\\p{N}])`, "iu").test(text);
}
