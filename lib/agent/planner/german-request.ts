// Requests in German: the verb says which tool is meant, what is left without small words says what it is about. Titles
// and quoted words stay as they are, so documents are found by the same way as for requests in English.
import { holdsService } from "./find-intent";
import type { Goal, Intent } from "./goals";
import { quotedIn } from "./quoted-in";

const word = (pattern: string) => `(?<![\\p{L}\\p{N}])(?:${pattern})(?![\\p{L}\\p{N}])`;
const any = (pattern: string) => new RegExp(word(pattern), "giu");
const has = (pattern: string) => new RegExp(word(pattern), "iu");

const germanWords = any(
  "der|das|dem|des|ein|eine[mnrs]?|und|oder|bitte|mir|mich|uns|ich|du|wir|ist|sind|gibt|wie|wann|wer|welche[mnrs]?|warum|nicht|zu|zum|zur|für|über|von|vom|mit|nach|aus|auf|ins|alle|alles|laut|haben|steht|fass\\p{L}*|such\\p{L}*|öffne\\p{L}*|zeig\\p{L}*|lösch\\p{L}*|vergleich\\p{L}*|verschieb\\p{L}*|veröffentlich\\p{L}*|ersetz\\p{L}*|änder\\p{L}*|schick\\p{L}*|entfern\\p{L}*|kannst|könntest",
);
const englishWords = any(
  "the|a|an|and|of|to|for|please|what|is|are|our|with|from|this|that|my|we|you|it|on|do|does|how|which|who|when|where",
);

/** Reads as German, also where the titles in it are English. */
export function isGerman(request: string): boolean {
  const bare = request.replace(/[“"][^”"]*[”"]/g, " ");
  const german = bare.match(germanWords)?.length ?? 0;
  return german > 0 && german > (bare.match(englishWords)?.length ?? 0);
}

const imperatives =
  "fass\\p{L}*|such\\p{L}*|find\\p{L}*|öffne\\p{L}*|zeig\\p{L}*|lösch\\p{L}*|vergleich\\p{L}*|verschieb\\p{L}*|veröffentlich\\p{L}*|publizier\\p{L}*|ersetz\\p{L}*|änder\\p{L}*|schick\\p{L}*|send\\p{L}*|sag|melde?|teile?|poste?|entfern\\p{L}*|versieh|nimm|zieh\\p{L}*|stelle?|gib|schreib\\p{L}*|erstell\\p{L}*|verfass\\p{L}*|mach\\p{L}*|leg\\p{L}*|markier\\p{L}*|archivier\\p{L}*|informier\\p{L}*|benachrichtig\\p{L}*";
/** Where one request of several ends. */
export const germanBoundary = new RegExp(
  `\\s*(?:;|[.?!](?=\\s)|,?\\s+und|,)\\s+(?:(?:dann|danach|anschließend|bitte|zuletzt)\\s+)*(?=(?:${imperatives})(?![\\p{L}]))`,
  "giu",
);

const politeness = has(
  "bitte|mal|doch|gerne?|kurz|schnell|eben|hallo|guten (?:tag|morgen)|(?:kannst|könntest|würdest) du|(?:können|könnten|würden) sie|(?:ich )?(?:möchte|will|hätte|hätt)(?: ich)?|du sollst",
);

const intents: [Intent, RegExp][] = [
  [
    "none",
    /^\W*(?:buch|bestell|reservier|überweis|kauf|ruf|erinner|genehmig|spiel|rechne|koch|druck|installier|unterschreib|kündig|beantrag|lade?\b.*\bhoch)|übersetz/iu,
  ],
  ["compare", /vergleich|unterschied|unterscheid|gegenüber|gegeneinander|abweich|widersprech/iu],
  ["tag", /schlagw|etikett|verschlagwort|markier|kennzeichne|(?<!\p{L})(?:tags?|labels?|tagge)(?!\p{L})/iu],
  ["change", /ersetz|änder|korrigier|berichtig|aktualisier|bearbeit|anpass|“”.*(?:statt|anstelle)\b/iu],
  [
    "publish",
    /veröffentlich|publizier|(?:stell|setz).*online|(?:schreib|erstell|verfass|leg|entwirf|mach).*(?:notiz|faq|eintrag|hinweis|mitteilung|dokument|artikel|aushang|beitrag|meldung)/iu,
  ],
  [
    "move",
    /verschieb|verlager|(?:beweg|leg|pack|räum).*\b(?:nach|ins?|unter|zu)\b|gehör\p{L}* (?:nach|ins?|zu|unter)/iu,
  ],
  [
    "retire",
    /lösch|entfern|zieh.*zurück|zurück(?:zu)?zieh|nimm.*(?:aus|heraus|weg|offline|vom)|archivier|außer kraft|aus dem verkehr/iu,
  ],
  [
    "sources",
    /(?:welche|zeig|nenn|list|zugriff|gibt|alle|auf).*(?:quelle|sammlung|bibliothek)|woher.*(?:wissen|antwort)/iu,
  ],
  [
    "summarize",
    /fass.*zusammen|zusammenfass|zusammenzufass|überblick|übersicht über|kurzfassung|kernaussage|das wichtigste|worum geht|was steht (?:ins?|im)\b|erklär/iu,
  ],
  [
    "search",
    /(?<!\p{L})(?:durch)?such|(?<!\p{L})find|stellen? (?:zu|über|zum|zur)|(?:gibt es|haben wir|steht).*(?:etwas|was|irgendwo|dokumente)|in welche[mn] dokument|kommt.*vor\b|erwähn|wo steht/iu,
  ],
  ["open", /öffne|zu öffnen|zeig|lesen|anzeig|anschau|ansehen|einsehen|(?<!\p{L})lies/iu],
];
const question =
  /\?\s*$|^\W*(?:wie|was|wann|wo|wer|wen|wem|welche\p{L}?|warum|wieso|weshalb|wohin|darf|kann|muss|soll|ist|sind|hat|haben|gibt)(?!\p{L})/iu;

/** What one clause in German asks for. */
export function germanGoal(clause: string, services: string[]): Goal {
  const words = without(clause, politeness);
  const bare = words.replace(/[“"][^”"]*[”"]/g, "“”").replace(/:[\s\S]*$/, ":");
  const service = services.find((name) => holdsService(bare, name)) ?? null;
  if (service !== null && sends.test(bare))
    return { intent: "webhook", words, service, message: messageOf(words) };
  const intent =
    intents.find(([, when]) => when.test(bare))?.[0] ?? (question.test(bare) ? "summarize" : "none");
  const object = objectOf(words);
  switch (intent) {
    case "search":
      return { intent, words, topic: object || words };
    case "summarize": {
      const isQuestion = question.test(bare) && !/was steht|worum geht|überblick|zusammenfass/iu.test(bare);
      return { intent, words, topic: object || words, isQuestion };
    }
    case "publish":
      return { intent, words: placed(words), ...draftOf(words) };
    case "change":
      return { intent, words: object, ...replacementOf(words) };
    case "tag":
      return { intent, ...tagsOf(words) };
    case "move":
      return { intent, words: objectOf(placed(words)) };
    case "none":
      return { intent, words, german: true };
    default:
      return { intent, words: object } as Goal;
  }
}

const sends =
  /schick|send|sag|meld|post|benachrichtig|bescheid|teil|informier|schreib|stell|eröffn|lass|gib/iu;

const fillers = any(
  `${imperatives}|der|die|das|den|dem|des|ein|eine[mnrs]?|und|mir|mich|uns|ich|es|sie|ihn|ihm|alle[mnrs]?|welche[mnrs]?|zu|zum|zur|für|über|von|vom|mit|nach|aus|auf|bei|in|im|ins|an|laut|gibt|haben|hat|haben wir|wir|steht|stehen|was|etwas|irgendwo|irgendetwas|wo|wie|kommt|vor|heraus|raus|zusammen|zurück|zusammenfass\\p{L}*|zusammenfassung|überblick|übersicht|kurzfassung|stellen?|thema|wort|begriff|dokumente?n?|datei|seite|lesen|anzeigen|anschauen|ansehen|öffnen|schriftliches|geschriebenes|unterschied\\p{L}*|zwischen|gegenüber|gegeneinander|worum|geht|kurzen?|kernaussagen?|wichtigste|erklär\\p{L}*|erwähnt|verkehr|ist|sind|gelten|gilt|mehr|nicht|veraltet\\p{L}*|dann|danach|jetzt|durch|statt|anstelle|schlagw\\p{L}*|etikett\\p{L}*|tags?|labels?|als|weg|offline|entfernen|löschen|vergleichen|verschieben|zurückziehen|gehört|gehören|einen|quelle|sammlung|to`,
);

function objectOf(words: string): string {
  return without(words.replace(/[“”"?!,:]|\.(?=\s|$)/g, " "), fillers);
}

function without(text: string, pattern: RegExp): string {
  return text
    .replace(new RegExp(pattern.source, "giu"), " ")
    .replace(/\s+/g, " ")
    .replace(/^[\s,]+|\s+(?=[?!.,]*$)/g, "")
    .trim();
}

/** “ins Archiv” as the rest of the planner reads a place. */
function placed(words: string): string {
  return words.replace(any("ins|nach|unter|in die|in den|in der|im"), "into");
}

function draftOf(words: string): {
  title: string | null;
  text: string | null;
  topic: string | null;
  faq: boolean;
} {
  const faq = /faq/i.test(words);
  const quoted = quotedIn(words);
  const behind = /:\s+([\s\S]+)$/.exec(words)?.[1]?.trim();
  const named =
    /(?:titel|namens|überschrift|überschrieben(?: mit)?)\s+(?:lautet\s+)?([^“”":,.]{1,80}?)\s*(?::|,|\bmit dem text\b)/iu.exec(
      words,
    )?.[1];
  const title = quoted[0] ?? named ?? null;
  const text = behind?.replace(/^[“"]|[”"]$/g, "") ?? (quoted.length > 1 ? (quoted.at(-1) ?? null) : null);
  if (text !== null) return { title: title === text ? null : title, text, topic: null, faq };
  const about = /(?<!\p{L})(?:zu[mr]?|über)\s+(?:(?:de[mnr]|die|das)\s+)?(.+?)[.!]*$/iu.exec(words)?.[1];
  return { title, text: null, topic: about ? objectOf(about) || null : null, faq };
}

function replacementOf(words: string): { find: string | null; replace: string | null } {
  const value = '(?:[“"]([^”"]+)[”"]|(\\S*\\d\\S*))';
  const instead = new RegExp(`${value}\\s+(?:statt|anstelle von|anstatt)\\s+${value}`, "iu").exec(words);
  const given = (
    instead ?? new RegExp(`${value}[^“"]*?\\s(?:durch|in|zu|auf|gegen)\\s+${value}`, "iu").exec(words)
  )
    ?.slice(1)
    .filter(Boolean) as string[] | undefined;
  const [one, other] = given ?? [];
  if (one === undefined || other === undefined) return { find: null, replace: null };
  return instead ? { find: other, replace: one } : { find: one, replace: other };
}

function tagsOf(words: string): { words: string; tags: string[]; remove: boolean } {
  const remove = /entfern|lösch|nimm|streich/iu.test(words);
  const quoted = quotedIn(words);
  const named =
    /(?:schlagwort|schlagworte?s?|etikett|tag|label|markiere? .+ (?:als|mit))\s+([\p{L}\p{N}][\p{L}\p{N}_-]*)/iu.exec(
      words,
    )?.[1];
  const tags = (quoted.length > 0 ? quoted : named === undefined ? [] : [named]).slice(0, 5);
  const rest = tags.reduce((text, name) => text.replace(name, " "), words);
  return { words: objectOf(rest), tags, remove };
}

function messageOf(words: string): string | null {
  const [quoted] = quotedIn(words);
  const text = quoted ?? /(?::|\bdass?)\s+(\S[\s\S]*)$/iu.exec(words)?.[1]?.trim() ?? null;
  return text ? text.charAt(0).toUpperCase() + text.slice(1) : null;
}
