const monthNumbers: Record<string, number> = {};
for (const [index, names] of [
  "january jan januar jänner janvier enero",
  "february feb februar feber février febrero",
  "march mar märz mär mrz mars marzo",
  "april apr avril abril",
  "may mai mayo",
  "june jun juni juin junio",
  "july jul juli juillet julio",
  "august aug août agosto",
  "september sep sept septembre septiembre",
  "october oct oktober okt octobre octubre",
  "november nov novembre noviembre",
  "december dec dezember dez décembre diciembre",
].entries()) {
  for (const name of names.split(" ")) monthNumbers[name] = index + 1;
}
const month = `(${Object.keys(monthNumbers)
  .sort((a, b) => b.length - a.length)
  .join("|")})\\.?`;
const year = "((?:19|20)\\d\\d)";

/** Ways to write a date, most exact first; each gives [year, month, day], month and day may be missing. */
const datePatterns: { pattern: RegExp; read: (groups: string[]) => [string, string?, string?] }[] = [
  { pattern: new RegExp(`${year}-(\\d\\d)-(\\d\\d)(?!\\d)`, "iuy"), read: ([y = "", m, d]) => [y, m, d] },
  {
    pattern: new RegExp(
      `(\\d{1,2})(?:st|nd|rd|th|\\.|er)?\\s+(?:of\\s+|de\\s+)?${month}\\s*,?\\s+(?:de\\s+)?${year}`,
      "iuy",
    ),
    read: ([d, m, y = ""]) => [y, m, d],
  },
  {
    pattern: new RegExp(`${month}\\s+(\\d{1,2})(?:st|nd|rd|th)?\\s*,?\\s+${year}`, "iuy"),
    read: ([m, d, y = ""]) => [y, m, d],
  },
  {
    pattern: new RegExp(`(\\d{1,2})\\.\\s?(\\d{1,2})\\.\\s?${year}`, "iuy"),
    read: ([d, m, y = ""]) => [y, m, d],
  },
  { pattern: new RegExp(`(\\d{1,2})/(\\d{1,2})/${year}`, "iuy"), read: ([a, b, y = ""]) => slashed(y, a, b) },
  { pattern: new RegExp(`${month}\\s*,?\\s+(?:de\\s+)?${year}`, "iuy"), read: ([m, y = ""]) => [y, m] },
  { pattern: new RegExp(`${year}-(\\d\\d)(?![\\d-])`, "iuy"), read: ([y = "", m]) => [y, m] },
  { pattern: new RegExp(`${year}(?![\\d-])`, "iuy"), read: ([y = ""]) => [y] },
];

/** What stands before the day since which a document is in force. */
const strongPhrase = new RegExp(
  [
    "effective(?:\\s+date)?(?:\\s+(?:as\\s+of|from|since|on|starting|beginning))?",
    "(?:comes?|came|coming|enters?|entered|entering)\\s+into\\s+(?:force|effect)(?:\\s+(?:on|from|as\\s+of))?",
    "(?:takes?|took|taking)\\s+effect(?:\\s+(?:on|from|as\\s+of))?",
    "in\\s+(?:force|effect)\\s+(?:from|since|as\\s+of|as\\s+from)",
    "(?:is\\s+)?(?:valid|applicable|applies|apply|binding)\\s+(?:(?:as\\s+)?from|since|as\\s+of|with\\s+effect\\s+from)",
    "valid",
    "with\\s+effect\\s+from",
    "(?:gültig|gueltig|gilt|wirksam|in\\s+kraft(?:\\s+(?:getreten|tritt))?)\\s*(?:ab|seit|vom|von|zum|mit\\s+wirkung\\s+vom)(?:\\s+(?:dem|den))?",
    "in\\s*kraft(?:treten)?(?:\\s+(?:am|ab|seit))?",
    "tritt\\s+(?:am|zum|ab)",
    "gültigkeit(?:sbeginn)?",
    "(?:en\\s+vigueur|applicable)\\s*(?:à\\s+(?:partir|compter)\\s+du|depuis(?:\\s+le)?|le|dès\\s+le)",
    "(?:vigente|en\\s+vigor|válido)\\s+(?:desde|a\\s+partir\\s+del?)(?:\\s+el)?",
  ].join("|"),
  "giu",
);
/** What tells at least how old the wording is. */
const weakPhrase =
  /(?:last\s+(?:updated|revised|amended|changed|reviewed)|revised|updated|reviewed|version\s+of|as\s+at|stand|state|fassung\s+vom|zuletzt\s+geändert(?:\s+am)?|mise\s+à\s+jour(?:\s+le)?)/giu;
const aboutAnother =
  /(?:replac\w*|supersed\w*|instead\s+of|until|ersetz\w*|bisher\w*|previous\w*|remplace\w*)[^.\n]{0,80}$/iu;

/**
 * Day since which a document is in force, as `YYYY-MM-DD`, or null.
 * Front matter first, then phrases such as "Effective 1 March 2025" or "Gültig ab 1. März 2025" in the title and
 * the first 2,000 characters, then "last updated", then a date or year in the title or file name. A month alone
 * counts from its first day, a year from 1 January.
 */
export function findEffectiveDate(from: {
  title?: string;
  text?: string;
  filename?: string;
  frontMatter?: Record<string, unknown>;
}): string | null {
  const beginning = `${from.title ?? ""}\n${(from.text ?? "").slice(0, 2000)}`.replace(/[*_`|]+/g, " ");
  return (
    fromFrontMatter(
      from.frontMatter,
      /^(?:effective(?:[_ -]?(?:date|from))?|valid[_ -]?from|in[_ -]?force(?:[_ -]?from)?|gültig[_ -]?ab)$/i,
    ) ??
    afterPhrase(beginning, strongPhrase) ??
    fromFrontMatter(from.frontMatter, /^(?:date|updated|last[_ -]?(?:updated|modified)|lastmod|datum)$/i) ??
    afterPhrase(beginning, weakPhrase) ??
    wholeDate(anywhere(from.title ?? "")) ??
    wholeDate(anywhere(stem(from.filename ?? ""))) ??
    atLineStart((from.text ?? "").slice(0, 500)) ??
    anywhere(from.title ?? "") ??
    anywhere(stem(from.filename ?? ""))
  );
}

/** A date at the beginning of `text` in any of the ways that are known, as `YYYY-MM-DD`, or null. */
export function parseDate(text: string): string | null {
  return dateAt(text, 0);
}

function fromFrontMatter(values: Record<string, unknown> | undefined, keys: RegExp): string | null {
  for (const [key, value] of Object.entries(values ?? {})) {
    if (!keys.test(key)) continue;
    const date = dateAt(String(value).trim(), 0);
    if (date) return date;
  }
  return null;
}

function afterPhrase(text: string, phrase: RegExp): string | null {
  for (const match of text.matchAll(phrase)) {
    if (/[\p{L}\p{N}]$/u.test(text.slice(0, match.index))) continue;
    if (aboutAnother.test(text.slice(Math.max(0, match.index - 100), match.index))) continue;
    const end = match.index + match[0].length;
    const gap = /^[\s:=–—-]*(?:(?:the|from|on|of|am|ab|dem|den|le|du|el)\s+)?/iu.exec(
      text.slice(end, end + 30),
    );
    const date = dateAt(text, end + (gap?.[0].length ?? 0));
    if (date) return date;
  }
  return null;
}

/** Nothing for the first of January: a year alone is read as that, and a day elsewhere says more. */
function wholeDate(date: string | null): string | null {
  return date?.endsWith("-01-01") ? null : date;
}

/** The day in a line such as "9 October 2025, Bristol". */
function atLineStart(text: string): string | null {
  for (const line of text.split("\n")) {
    const date = /^\s*\p{N}{1,4}[\s./-]|^\s*\p{L}+ \d/u.test(line) ? dateAt(line, line.search(/\S/)) : null;
    if (date) return date;
  }
  return null;
}

function anywhere(text: string): string | null {
  for (const { pattern } of datePatterns) {
    const found = new RegExp(`(?<![\\p{L}\\p{N}])(?:${pattern.source})(?![\\p{L}\\p{N}])`, "iu").exec(text);
    const date = found && dateAt(found[0], 0);
    if (date) return date;
  }
  return null;
}

function stem(filename: string): string {
  const name = filename.split(/[\\/]/).pop() ?? "";
  return name.replace(/\.[^.]*$/, "").replace(/_/g, " ");
}

function dateAt(text: string, index: number): string | null {
  for (const { pattern, read } of datePatterns) {
    pattern.lastIndex = index;
    const match = pattern.exec(text);
    const date = match && isoDate(...read(match.slice(1)));
    if (date) return date;
  }
  return null;
}

function slashed(yearText: string, a = "", b = ""): [string, string?, string?] {
  // 03/04/2025 is a day in April or in March: only a number above 12 tells which.
  if (Number(a) > 12) return [yearText, b, a];
  if (Number(b) > 12) return [yearText, a, b];
  return a === b ? [yearText, a, b] : [""];
}

function isoDate(yearText: string, monthText = "1", dayText = "1"): string | null {
  if (!yearText) return null;
  const monthNumber = monthNumbers[monthText.toLowerCase()] ?? Number(monthText);
  const date = new Date(Date.UTC(Number(yearText), monthNumber - 1, Number(dayText)));
  if (Number.isNaN(date.getTime()) || date.getUTCMonth() !== monthNumber - 1) return null;
  return date.toISOString().slice(0, 10);
}
