import type { Findings } from "./findings";

export interface ContextWord {
  kind: "phone" | "card" | "id" | "order";
  word: string;
}

const phone =
  "tel|tel[eé]fono|telefon(?:nummer|o)?|t[eé]l[eé]phone|telephone|phone(?:[ _-]?(?:number|no))?|mobile?|mobil(?:nummer|funk|telefon)?|m[oó]vil|celular|cell(?:phone)?|handy(?:nummer)?|fax|whatsapp|wa\\.me|sms|call(?:ed|ing|s|er)?|dial(?:l?ed|ling)?|ring|r[uü]ckruf|anruf(?:en)?|rufnummer|msisdn|hotline|contact(?: number)?|text(?:ed)? me|reach(?:ed)?(?: (?:me|him|her|us|them))? (?:at|on|under)|portable|gsm|puhelin|puh|telef[oó]n|тел|телефон|電話|电话|手机|전화";
const card =
  "(?:credit|debit|payment|bank)?[ _-]?card(?:[ _-]?(?:number|no))?|visa|master ?card|amex|american express|discover|maestro|jcb|diners|unionpay|kreditkarten?(?:nummer)?|carte(?: (?:bancaire|bleue))?|tarjeta|carta di credito|pan|cc[ _-]?(?:number|no)";
/** Generic names; the schemes bring their own. */
const id =
  "national[ _-]?(?:id|identity|identification|insurance)(?:[ _-]?(?:card|number|no))?|identity[ _-]?(?:card|number|no)|personal[ _-]?(?:id|identity|identification|number|code)(?:[ _-]?(?:number|code))?|citizen[ _-]?(?:id|number)|social[ _-]?(?:security|insurance)(?:[ _-]?(?:number|no))?|tax(?:payer)?[ _-]?(?:id|number|code|no|identification)(?:[ _-]?(?:number|no))?|id[ _-]?card|id[ _-]?document|government[ _-]?id|identit[aà]|c[eé]dula|carte d'identit[eé]|ausweis(?:nummer)?|personalausweis|personen?[ _-]?(?:nummer|kennziffer)|(?:national|person|identity)[ _-]?(?:number|no)|birth[ _-]?number|health[ _-]?(?:insurance|number)(?:[ _-]?number)?";
const order =
  "order(?:[ _-]?(?:number|no|id))?|invoice(?:[ _-]?(?:number|no|id))?|ticket|case|tracking|shipment|parcel|serial|sku|ean|gtin|upc|isbn|issn|batch|lot|part(?:[ _-]?(?:number|no))?|article|item|article|product|model|build|version|commit|revision|job|task|run|request|trace|span|session|offset|byte|bytes|size|duration|timestamp|epoch|time|ts|date|bestell(?:ung|nummer)|rechnung(?:snummer)?|auftrag(?:snummer)?|vorgang(?:snummer)?|aktenzeichen|artikel(?:nummer)?|seriennummer|commande|facture|pedido|factura|fattura|ordine|reference|ref|transaction|txn|checksum|hash|seed|sequence|seq|row|line|port|pid|code|error|status|count|total|id|uuid|number of|amount|price|eur|usd|gbp";

type Kind = ContextWord["kind"];
const kinds: Kind[] = ["phone", "card", "id", "order"];
let pattern = compile(id);

/** Names of single schemes are added by the list of schemes, so that a new one is one entry there. */
export function addIdentityNames(source: string): void {
  pattern = compile(`${id}|${source}`);
}

/** One group a kind; matched only where a word begins. Where two kinds fit, the longer word is the one that is meant. */
function compile(identity: string): RegExp[] {
  return [phone, card, identity, order].map((source) => new RegExp(`(?:${source})(?![\\p{L}\\p{N}])`, "iuy"));
}

/**
 * The word that says what the number from `start` to `end` is: the nearest before it within 48 characters, else in the
 * field's name, else close behind it.
 */
export function closestWord(found: Findings, start: number, end: number): ContextWord | undefined {
  const { text, field } = found;
  const before = found.once(start, () => lastOf(text.slice(Math.max(0, start - 48), start)) ?? null);
  return before ?? (field === "" ? undefined : lastOf(spaced(field))) ?? firstOf(text.slice(end, end + 28));
}

/** `homePhone`, `home_phone` → `home phone`. */
function spaced(field: string): string {
  return field.replace(/([a-z])([A-Z])/g, "$1 $2").replace(/[_.-]+/g, " ");
}

const wordStart = /(?<![\p{L}\p{N}])\p{L}/gu;

function wordsOf(text: string): (ContextWord & { start: number; end: number })[] {
  const words: (ContextWord & { start: number; end: number })[] = [];
  for (const { index } of text.matchAll(wordStart)) {
    let longest: (ContextWord & { start: number; end: number }) | undefined;
    pattern.forEach((one, at) => {
      one.lastIndex = index;
      const word = one.exec(text)?.[0];
      const kind = kinds[at];
      if (word && kind && word.length > (longest ? longest.end - longest.start : 0))
        longest = { kind, word: word.toLowerCase(), start: index, end: index + word.length };
    });
    if (longest) words.push(longest);
  }
  return words;
}

function lastOf(text: string): ContextWord | undefined {
  let best: (ContextWord & { start: number; end: number }) | undefined;
  // Of two that end together the longer one says more: "tax id" rather than "id".
  for (const word of wordsOf(text)) if (!best || word.end > best.end) best = word;
  return best;
}

/** Only in the same clause: "… (mobile)", "… is my SSN". */
function firstOf(text: string): ContextWord | undefined {
  const clause = /^[^.;,:\d]*/.exec(text)?.[0] ?? "";
  return wordsOf(clause).find((word) => word.kind !== "order");
}
