/**
 * Numbers, amounts, dates and times in running text, brought to one notation so that "25 days" and
 * "twenty-five days", "€1,000" and "1000 euros", "1 March 2025" and "2025-03-01" compare as equal.
 */
export interface TextValue {
  kind: "number" | "ordinal" | "percent" | "money" | "date" | "weekday" | "time" | "code";
  /** Canonical form: "25", "2025-03-01", "--03-01", "2025-03", "17:30", "mon". */
  key: string;
  /** Unit (stem-like, singular), or currency code; null when none stands beside it. */
  unit: string | null;
  /** UTF-16 offsets, half-open. */
  start: number;
  end: number;
}

const months = new Map<string, number>();
for (const [index, names] of [
  "january jan januar jänner",
  "february feb februar",
  "march mar märz",
  "april apr",
  "may mai",
  "june jun juni",
  "july jul juli",
  "august aug",
  "september sep sept",
  "october oct oktober okt",
  "november nov",
  "december dec dezember dez",
].entries()) {
  for (const name of names.split(" ")) months.set(name, index + 1);
}
const weekdays = new Map<string, string>();
for (const names of [
  "monday mondays mon montag montags",
  "tuesday tuesdays tue tues dienstag dienstags",
  "wednesday wednesdays wed mittwoch mittwochs",
  "thursday thursdays thu thurs donnerstag donnerstags",
  "friday fridays fri freitag freitags",
  "saturday saturdays sat samstag samstags sonnabend",
  "sunday sundays sun sonntag sonntags",
]) {
  const key = names.slice(0, 3);
  for (const name of names.split(" ")) weekdays.set(name, key);
}

const units =
  `zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
  seventeen eighteen nineteen`.split(/\s+/);
const tens = ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
const germanUnits =
  `null eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn
  sechzehn siebzehn achtzehn neunzehn`.split(/\s+/);
const germanTens = [
  "",
  "",
  "zwanzig",
  "dreißig",
  "vierzig",
  "fünfzig",
  "sechzig",
  "siebzig",
  "achtzig",
  "neunzig",
];
const cardinalWords = new Map<string, number>();
for (const [value, word] of units.entries()) cardinalWords.set(word, value);
for (const [index, word] of tens.entries()) if (word) cardinalWords.set(word, index * 10);
for (const [value, word] of germanUnits.entries()) cardinalWords.set(word, value);
for (const [index, word] of germanTens.entries()) {
  if (!word) continue;
  cardinalWords.set(word, index * 10);
  for (let unit = 1; unit <= 9; unit++) {
    cardinalWords.set(`${unit === 1 ? "ein" : germanUnits[unit]}und${word}`, index * 10 + unit);
  }
}
cardinalWords.set("dozen", 12);
const ordinalWords = new Map<string, number>();
for (const [index, word] of `first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth
  thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth`
  .split(/\s+/)
  .entries()) {
  ordinalWords.set(word, index + 1);
}
for (const [word, value] of [
  ["thirtieth", 30],
  ["fortieth", 40],
  ["fiftieth", 50],
  ["hundredth", 100],
] as const) {
  ordinalWords.set(word, value);
}
const multipliers = new Map([
  ["hundred", 100],
  ["thousand", 1000],
  ["k", 1000],
  ["million", 1e6],
  ["millions", 1e6],
  ["mn", 1e6],
  ["m", 1e6],
  ["billion", 1e9],
  ["billions", 1e9],
  ["bn", 1e9],
  ["trillion", 1e12],
  ["hundert", 100],
  ["tausend", 1000],
  ["millionen", 1e6],
  ["milliarden", 1e9],
]);
const fractions = new Map([
  ["half", 0.5],
  ["quarter", 0.25],
  ["third", 1 / 3],
  ["thirds", 1 / 3],
  ["quarters", 0.25],
]);
const currencies = new Map([
  ["€", "eur"],
  ["eur", "eur"],
  ["euro", "eur"],
  ["euros", "eur"],
  ["£", "gbp"],
  ["gbp", "gbp"],
  ["pound", "gbp"],
  ["pounds", "gbp"],
  ["$", "usd"],
  ["us$", "usd"],
  ["usd", "usd"],
  ["dollar", "usd"],
  ["dollars", "usd"],
  ["¥", "jpy"],
  ["yen", "jpy"],
  ["chf", "chf"],
  ["franken", "chf"],
  ["francs", "chf"],
  ["pence", "pence"],
  ["cents", "cent"],
  ["cent", "cent"],
]);
const percentWords = new Set(["%", "percent", "prozent", "pct"]);
const unitNames = new Map<string, string>();
for (const [unit, names] of Object.entries({
  second: "second seconds sec secs sekunde sekunden",
  minute: "minute minutes min mins minuten",
  hour: "hour hours hr hrs h stunde stunden",
  day: "day days tag tage tagen",
  week: "week weeks woche wochen",
  month: "month months monat monate monaten",
  year: "year years yr yrs jahr jahre jahren",
  decade: "decade decades",
  century: "century centuries",
  millisecond: "millisecond milliseconds ms",
  kg: "kg kilogram kilograms kilo kilos",
  g: "g gram grams gramm",
  mg: "mg milligram milligrams",
  tonne: "tonne tonnes ton tons",
  km: "km kilometre kilometres kilometer kilometers",
  m: "metre metres meter meters",
  cm: "cm centimetre centimetres centimeter centimeters",
  mm: "mm millimetre millimetres millimeter millimeters",
  mile: "mile miles",
  foot: "foot feet",
  inch: "inch inches",
  litre: "litre litres liter liters",
  ml: "ml millilitre millilitres",
  kb: "kb kilobytes",
  mb: "mb megabyte megabytes",
  gb: "gb gigabyte gigabytes",
  tb: "tb terabyte terabytes",
  degree: "degree degrees grad °c °f °",
  volt: "v volt volts",
  watt: "w watt watts",
  kw: "kw kilowatt kilowatts",
  mw: "mw megawatt megawatts",
  hz: "hz hertz",
  nm: "nm nanometre nanometres nanometer nanometers",
  bar: "bar",
})) {
  for (const name of names.split(" ")) unitNames.set(name, unit);
}

const tokenPattern =
  /\d{4}-\d{2}-\d{2}|\d{1,2}[./]\d{1,2}[./]\d{2,4}(?![\d])|\d{1,2}[:.]\d{2}(?=\s?(?:[ap]\.?m\b|uhr\b|o'clock))|\d{1,2}:\d{2}(?::\d{2})?|\d+(?:[.,  '’]\d{3})+(?:[.,]\d+)?(?![\d])|\d+(?:[.,]\d+)?|us\$|[€£$¥%°]c?|[\p{L}][\p{L}\p{M}]*/giu;

interface Token {
  text: string;
  lower: string;
  start: number;
  end: number;
}

/** Values of `text` in reading order. */
export function findValues(text: string): TextValue[] {
  const tokens: Token[] = [];
  for (const match of text.matchAll(tokenPattern)) {
    tokens.push({
      text: match[0],
      lower: match[0].toLowerCase(),
      start: match.index,
      end: match.index + match[0].length,
    });
  }
  const values: TextValue[] = [];
  let index = 0;
  while (index < tokens.length) {
    const found =
      readCode(text, tokens, index) ??
      readDate(text, tokens, index) ??
      readTime(text, tokens, index) ??
      readNumber(text, tokens, index);
    if (found) {
      values.push(found.value);
      index = found.next;
    } else {
      index++;
    }
  }
  return values;
}

/** Whether a word names a unit of measure: its value has been compared with it. */
export function isUnit(lower: string): boolean {
  return lower.length > 1 && (unitNames.has(lower) || currencies.has(lower) || percentWords.has(lower));
}

type Found = { value: TextValue; next: number } | null;

/** Identifiers such as "TW-200", "OC-3" or "v2": letters and digits joined. They are names, not amounts. */
function readCode(text: string, tokens: Token[], index: number): Found {
  const token = tokens[index];
  if (!token) return null;
  const before = text[token.start - 1] ?? " ";
  if (/[\p{L}\p{N}_-]/u.test(before)) return null;
  const match = /^(?:[A-Za-z]+[-_/.]?\d[\w-]*(?:[.]\d+)*|\d+[A-Z][A-Za-z]*\d[\w-]*)/u.exec(
    text.slice(token.start, token.start + 40),
  );
  if (!match || /^(?:us)$/i.test(match[0])) return null;
  const end = token.start + match[0].length;
  let next = index;
  while (next < tokens.length && (tokens[next]?.start ?? end) < end) next++;
  return {
    value: {
      kind: "code",
      key: match[0].toLowerCase().replace(/[-_/]/g, ""),
      unit: null,
      start: token.start,
      end,
    },
    next: Math.max(next, index + 1),
  };
}

function readDate(text: string, tokens: Token[], index: number): Found {
  const token = tokens[index];
  if (!token) return null;
  const iso = /^(\d{4})-(\d{2})-(\d{2})$/.exec(token.text);
  if (iso) return date(token, token, Number(iso[1]), Number(iso[2]), Number(iso[3]), index + 1);
  const dotted = /^(\d{1,2})[./](\d{1,2})[./](\d{4}|\d{2})$/.exec(token.text);
  if (dotted) {
    const year = Number(dotted[3]) < 100 ? 2000 + Number(dotted[3]) : Number(dotted[3]);
    const first = Number(dotted[1]);
    const second = Number(dotted[2]);
    // Day first, unless that can't be: 3/25/2025 is American.
    return second > 12
      ? date(token, token, year, first, second, index + 1)
      : date(token, token, year, second, first, index + 1);
  }
  const weekday = weekdays.get(token.lower);
  if (
    weekday &&
    (token.lower.length > 3 || /^[A-Z]/.test(token.text)) &&
    !(token.lower === "sun" || token.lower === "sat" || token.lower === "wed")
  ) {
    return {
      value: { kind: "weekday", key: weekday, unit: null, start: token.start, end: token.end },
      next: index + 1,
    };
  }
  return readMonthDate(text, tokens, index);
}

function readMonthDate(text: string, tokens: Token[], index: number): Found {
  const token = tokens[index];
  if (!token) return null;
  const day = /^\d{1,2}$/.test(token.text) && Number(token.text) >= 1 && Number(token.text) <= 31;
  if (day) {
    let at = index + 1;
    if (/^(st|nd|rd|th)$/.test(tokens[at]?.lower ?? "")) at++;
    if (tokens[at]?.lower === "of") at++;
    const month = monthOf(tokens[at]);
    if (!month) return null;
    const yearToken = tokens[at + 1];
    const year = yearOf(text, tokens[at], yearToken);
    const last = year ? yearToken : tokens[at];
    return last ? date(token, last, year, month, Number(token.text), year ? at + 2 : at + 1) : null;
  }
  const month = monthOf(token);
  if (!month) return null;
  let at = index + 1;
  let dayNumber: number | null = null;
  let last = token;
  const next = tokens[at];
  const gap = next ? text.slice(token.end, next.start) : "";
  if (next && /^\d{1,2}$/.test(next.text) && Number(next.text) <= 31 && /^\s$/.test(gap)) {
    dayNumber = Number(next.text);
    last = next;
    at++;
    const suffix = tokens[at];
    if (suffix && /^(st|nd|rd|th)$/.test(suffix.lower)) {
      last = suffix;
      at++;
    }
  }
  if (tokens[at]?.lower === "of") at++;
  const yearToken = tokens[at];
  const year = yearOf(text, last, yearToken);
  if (year && yearToken) return date(token, yearToken, year, month, dayNumber, at + 1);
  // "may" and "march" alone are verbs more often than months.
  if (
    dayNumber === null &&
    /^(may|march|mar|mai|dec|sep|jun|jan)$/.test(token.lower) &&
    !/^(May|March)$/.test(token.text)
  )
    return null;
  if (
    dayNumber === null &&
    /^(May|March)$/.test(token.text) &&
    !/\b(in|of|by|until|since|from|to|and|every|each|last|next|early|mid|late|before|after|during)\s$/i.test(
      text.slice(0, token.start),
    )
  )
    return null;
  return date(token, last, null, month, dayNumber, dayNumber === null ? index + 1 : at);
}

function monthOf(token: Token | undefined): number | null {
  if (!token || !/^\p{Lu}/u.test(token.text)) return null;
  return months.get(token.lower) ?? null;
}

function yearOf(text: string, previous: Token | undefined, token: Token | undefined): number | null {
  if (!previous || !token || !/^(1\d|20|21)\d\d$/.test(token.text)) return null;
  return /^[\s,.]{1,3}(?:of )?$/.test(text.slice(previous.end, token.start)) ? Number(token.text) : null;
}

function date(
  first: Token,
  last: Token,
  year: number | null,
  month: number,
  day: number | null,
  next: number,
): Found {
  if (month < 1 || month > 12 || (day !== null && (day < 1 || day > 31))) return null;
  const pad = (value: number) => String(value).padStart(2, "0");
  const key = `${year ?? "-"}-${pad(month)}${day === null ? "" : `-${pad(day)}`}`;
  return { value: { kind: "date", key, unit: null, start: first.start, end: last.end }, next };
}

function readTime(text: string, tokens: Token[], index: number): Found {
  const token = tokens[index];
  if (!token) return null;
  if (token.lower === "noon" || token.lower === "midday") return time(token, token, 12, 0, index + 1);
  if (token.lower === "midnight") return time(token, token, 0, 0, index + 1);
  const clock = /^(\d{1,2})(?:[:.](\d{2}))?(?::\d{2})?$/.exec(token.text);
  if (!clock) return null;
  const after = text.slice(token.end, token.end + 10);
  const half = /^\s?([ap])\.?\s?m\b\.?/i.exec(after);
  const hour = Number(clock[1]);
  const minute = Number(clock[2] ?? 0);
  if (hour > 24 || minute > 59) return null;
  if (half) {
    const end = token.end + half[0].length;
    let next = index + 1;
    while (next < tokens.length && (tokens[next]?.start ?? end) < end) next++;
    const shift = half[1]?.toLowerCase() === "p" ? (hour % 12) + 12 : hour % 12;
    return time(token, { ...token, end }, shift, minute, next);
  }
  if (/^\s?(uhr|o['’]clock)\b/i.test(after)) return time(token, token, hour, minute, index + 2);
  return token.text.includes(":") ? time(token, token, hour, minute, index + 1) : null;
}

function time(first: Token, last: { end: number }, hour: number, minute: number, next: number): Found {
  const key = `${String(hour).padStart(2, "0")}:${String(minute).padStart(2, "0")}`;
  return { value: { kind: "time", key, unit: null, start: first.start, end: last.end }, next };
}

function readNumber(text: string, tokens: Token[], index: number): Found {
  const first = tokens[index];
  if (!first) return null;
  let at = index;
  let currency: string | null = null;
  let start = first.start;
  if (currencies.has(first.lower) && !/^\p{L}+$/u.test(first.text)) {
    currency = currencies.get(first.lower) ?? null;
    at++;
  } else if (/^(eur|gbp|usd|chf)$/.test(first.lower)) {
    currency = currencies.get(first.lower) ?? null;
    at++;
  }
  const read = readAmount(text, tokens, at);
  if (!read) return null;
  if (currency === null && read.ordinal) {
    return {
      value: { kind: "ordinal", key: keyOf(read.value), unit: null, start, end: read.end },
      next: read.next,
    };
  }
  if (currency !== null) start = first.start;
  const follower = tokens[read.next];
  const gap = follower ? text.slice(read.end, follower.start) : "";
  const near = /^[\s\-–]?$/.test(gap) || gap === " ";
  if (currency !== null) {
    return {
      value: { kind: "money", key: keyOf(read.value), unit: currency, start, end: read.end },
      next: read.next,
    };
  }
  if (follower && near) {
    const perCent = follower.lower === "per" && tokens[read.next + 1]?.lower === "cent";
    if (percentWords.has(follower.lower) || perCent) {
      const last = perCent ? tokens[read.next + 1] : follower;
      return {
        value: { kind: "percent", key: keyOf(read.value), unit: "%", start, end: last?.end ?? read.end },
        next: read.next + (perCent ? 2 : 1),
      };
    }
    const money = currencies.get(follower.lower);
    if (money) {
      return {
        value: { kind: "money", key: keyOf(read.value), unit: money, start, end: follower.end },
        next: read.next + 1,
      };
    }
  }
  return {
    value: {
      kind: "number",
      key: keyOf(read.value),
      unit: unitAfter(tokens, read.next, near),
      start,
      end: read.end,
    },
    next: read.next,
  };
}

/** The unit that follows a number, over up to two words between: "five working days", "25-day". */
function unitAfter(tokens: Token[], next: number, near: boolean): string | null {
  if (!near) return null;
  for (let step = 0; step < 3; step++) {
    const token = tokens[next + step];
    if (!token || /^\d/.test(token.text)) return null;
    const unit = unitNames.get(token.lower);
    // Single letters count only right behind a digit.
    if (unit && (token.lower.length > 1 || step === 0)) return unit;
    if (/^(of|and|or|to|in|for|per|a|the|is|are)$/.test(token.lower)) return null;
  }
  return null;
}

function readAmount(
  text: string,
  tokens: Token[],
  index: number,
): { value: number; ordinal: boolean; end: number; next: number } | null {
  const token = tokens[index];
  if (!token) return null;
  if (/^\d/.test(token.text) && !/[:/-]/.test(token.text)) {
    let value = parseDigits(token.text);
    let next = index + 1;
    let end = token.end;
    const follower = tokens[next];
    if (follower && follower.start === token.end && /^(st|nd|rd|th)$/.test(follower.lower)) {
      return { value, ordinal: true, end: follower.end, next: next + 1 };
    }
    const scale = follower ? multipliers.get(follower.lower) : undefined;
    const adjacent = follower ? follower.start - token.end : 9;
    if (
      follower &&
      scale &&
      (follower.lower.length > 2
        ? adjacent <= 1
        : adjacent === 0 || follower.lower === "bn" || follower.lower === "mn")
    ) {
      value *= scale;
      end = follower.end;
      next++;
    }
    return { value, ordinal: false, end, next };
  }
  return readSpelled(text, tokens, index);
}

function readSpelled(
  text: string,
  tokens: Token[],
  index: number,
): { value: number; ordinal: boolean; end: number; next: number } | null {
  const first = tokens[index];
  if (!first) return null;
  const fraction = fractions.get(first.lower);
  if (fraction !== undefined && first.lower === "half") {
    return { value: fraction, ordinal: false, end: first.end, next: index + 1 };
  }
  let total = 0;
  let group = 0;
  let at = index;
  let end = first.end;
  let used = 0;
  let ordinal = false;
  while (at < tokens.length) {
    const token = tokens[at];
    if (!token) break;
    if (used > 0 && !/^[\s-]+$/.test(text.slice(end, token.start))) break;
    const cardinal = cardinalWords.get(token.lower);
    const scale = token.lower.length > 2 ? multipliers.get(token.lower) : undefined;
    const rank = ordinalWords.get(token.lower);
    if (cardinal !== undefined) {
      // "two three" is a list, "twenty three" a number.
      if (used > 0 && !(group % 100 >= 20 && group % 10 === 0 && cardinal < 10) && group % 100 !== 0) break;
      if (used > 0 && group === 0 && total === 0) break;
      group += cardinal;
    } else if (scale && used > 0) {
      if (scale === 100) group *= 100;
      else {
        total += (group || 1) * scale;
        group = 0;
      }
    } else if (rank !== undefined && (used === 0 || (group % 100 >= 20 && rank < 10))) {
      group += rank;
      ordinal = true;
    } else if (
      token.lower === "and" &&
      used > 0 &&
      /^(hundred|thousand)$/.test(tokens[at - 1]?.lower ?? "") &&
      cardinalWords.has(tokens[at + 1]?.lower ?? "")
    ) {
      at++;
      end = token.end;
      continue;
    } else break;
    used++;
    end = token.end;
    at++;
    if (ordinal) break;
  }
  if (used === 0) return null;
  // "one" stands for a pronoun more often than for a count, unless a unit or a noun with a number follows.
  if (
    used === 1 &&
    first.lower === "one" &&
    unitAfter(tokens, at, true) === null &&
    !percentWords.has(tokens[at]?.lower ?? "")
  )
    return null;
  if (ordinal && used === 1 && first.lower === "second" && /^(s)$/.test(tokens[at]?.lower ?? "")) return null;
  return { value: total + group, ordinal, end, next: at };
}

function parseDigits(text: string): number {
  const compact = text.replace(/[\s  '’]/g, "");
  if (/^\d{1,3}(,\d{3})+(\.\d+)?$/.test(compact)) return Number(compact.replaceAll(",", ""));
  if (/^\d{1,3}(\.\d{3})+(,\d+)?$/.test(compact))
    return Number(compact.replaceAll(".", "").replace(",", "."));
  return Number(compact.replace(",", "."));
}

function keyOf(value: number): string {
  return String(Math.round(value * 1e6) / 1e6);
}
