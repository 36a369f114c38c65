/** Where a sentence stands in its text: UTF-16 indexes, half-open, without the white space around it. */
export interface SentenceRange {
  start: number;
  end: number;
}

/** Abbreviations that are always followed by more of the same sentence. */
const innerAbbreviations = new Set(
  (
    "dr mr mrs ms mx prof rev hon st gen col capt lt sgt gov sen rep vs cf viz ca approx resp incl excl e.g i.e eg ie " +
    "bzw z.b d.h u.a z.t i.d.r o.ä s.o s.u vgl ggf evtl inkl exkl zzgl gem lt sog bspw tel hr fr frl dipl ing " +
    "mio mrd zb dh m.e i.v z.hd nr bd hrsg aufl mme mlle env al p.ex"
  ).split(" "),
);
/** Abbreviations that count on in a number or a name: "No. 4", "Fig. 2", "Abs. 1". */
const numberAbbreviations = new Set(
  "no nos nr fig figs sec sect art arts ch chap vol pp p para paras abs eq ref tab abb ziff kap s rn ex ext ver rev bl".split(
    " ",
  ),
);
/** Abbreviations that can end a sentence: they do so before a word with which sentences begin. */
const finalAbbreviations = new Set(
  "etc inc ltd co corp plc gmbh bros jr sr usw usf a.m p.m u.s u.k u.s.a u.n e.u ph.d m.sc b.sc dept est min max jan feb mar apr jun jul aug sep sept oct nov dec okt dez mon tue wed thu fri sat sun str ave blvd rd".split(
    " ",
  ),
);
const sentenceStarters = new Set(
  (
    "the a an this that these those it its he she they we you i our your their his her if when while where what which who how why there here " +
    "in on at for from to with by of as and but or so all any each every no not please see however therefore then after before since until " +
    "do does did can may must should is are was were use only more most one two three new " +
    "der die das den dem des ein eine einer eines es er sie wir ihr ich man dies diese dieser dieses wenn falls als nach vor bei mit für im am auf aus zu und oder aber " +
    "alle jede jeder jedes bitte wer was wie wo warum le la les un une il elle nous vous el los las un una"
  ).split(" "),
);
const months =
  /^(?:jan|feb|mär|mar|apr|mai|may|jun|jul|aug|sep|okt|oct|nov|dez|dec|janv|févr|quartal|halbjahr|jahrhundert|woche|tag|stock|etage|og|mal|klasse|abschnitt|absatz|kapitel|auflage|lesung|geburtstag)/i;
const wordsBeforeOrdinal =
  /(?:^|[^\p{L}])(?:der|die|das|dem|den|des|am|im|zum|vom|zur|ab|bis|seit|ein|eine|einen|einem|einer|jeder|jede|jeden|ihr|ihre|sein|seine)\s+$/iu;

const stop = /[.!?…。！？｡]/gu;
const closers = /(?:["'”’»«›‹)\]}*_`）」』】]|\[\^?\d{1,3}\])*/uy;
const markersAfter = /[ \u00a0](?:\[\d{1,3}\]\s?)+(?=\s|$)/uy;
const listItem = /^\s*(?:[-*+•◦▪–—·]|\d{1,3}[.)]|\(?[a-zA-Z][.)]|#{1,6})\s/u;
const openers = /^["'“„‘‚«»‹›([{*_`¿¡]+/u;

/**
 * Sentences of `text`, in order. Together they cover every character that isn't white space.
 * Knows abbreviations, decimals, initials, ordinals, ellipses, quotes and brackets after the stop, in English
 * and German first of all. A blank line, a list item and a table row (`a | b`) end what stood before them;
 * a row is one sentence however many stops it holds. With `lineEnds` every line break does: stored text has none
 * but deliberate ones, so that "moist cap" on a line of its own doesn't go on with the line above.
 */
export function splitSentences(text: string, options: { lineEnds?: boolean } = {}): SentenceRange[] {
  const sentences: SentenceRange[] = [];
  for (const run of splitRuns(text, options.lineEnds ?? false)) {
    if (run.whole) pushTrimmed({ text, start: run.start, end: run.end, into: sentences });
    else splitRun({ text, run, into: sentences });
  }
  return sentences;
}

interface Run {
  start: number;
  end: number;
  /** A table row, never split. */
  whole: boolean;
}

/** Lines that belong together: a hard-wrapped paragraph is one run, a list item or a table row stands alone. */
function splitRuns(text: string, lineEnds: boolean): Run[] {
  if (!text.includes("\n")) return [{ start: 0, end: text.length, whole: isTableRow(text) }];
  const runs: Run[] = [];
  let open: Run | undefined;
  let previous = "";
  for (let start = 0; start <= text.length; ) {
    const newline = text.indexOf("\n", start);
    const end = newline < 0 ? text.length : newline;
    const line = text.slice(start, end);
    const whole = isTableRow(line);
    if (!line.trim()) open = undefined;
    else if (!lineEnds && open && !whole && !open.whole && continues(previous, line)) open.end = end;
    else {
      open = { start, end, whole };
      runs.push(open);
    }
    previous = line;
    start = end + 1;
  }
  return runs;
}

function isTableRow(line: string): boolean {
  return line.includes(" | ") || /^\s*\|.*\|\s*$/.test(line);
}

/** Whether `line` goes on with the sentence of the line before it, as in text that was wrapped by hand. */
function continues(previous: string, line: string): boolean {
  if (listItem.test(line)) return false;
  const begin = line.trimStart().replace(openers, "");
  return /^\p{Ll}/u.test(begin) || /[,;\-–/(&]\s*$/u.test(previous);
}

function splitRun(options: { text: string; run: Run; into: SentenceRange[] }): void {
  const { text, run, into } = options;
  let start = run.start;
  stop.lastIndex = run.start;
  for (let match = stop.exec(text); match && match.index < run.end; match = stop.exec(text)) {
    const end = endOfStop(text, match.index, run.end);
    if (end === undefined) continue;
    stop.lastIndex = end;
    if (end < run.end && !endsHere({ text, start, stopAt: match.index, end, limit: run.end })) continue;
    pushTrimmed({ text, start, end, into });
    start = end;
  }
  pushTrimmed({ text, start, end: run.end, into });
}

/** Index after the stop, the stops that follow it, closing quotes and brackets; undefined within a word. */
function endOfStop(text: string, stopAt: number, limit: number): number | undefined {
  let end = stopAt + 1;
  while (end < limit && ".!?…。！？｡".includes(text[end] ?? "")) end++;
  closers.lastIndex = end;
  const closed = closers.exec(text);
  if (closed) end = Math.min(limit, end + closed[0].length);
  if (end >= limit) return limit;
  markersAfter.lastIndex = end;
  const markers = markersAfter.exec(text);
  if (markers && end + markers[0].length <= limit) return end + markers[0].trimEnd().length;
  const wide = "。！？｡".includes(text[stopAt] ?? "");
  return wide || /\s/u.test(text[end] ?? "") ? end : undefined;
}

/** Whether the stop ends its sentence, judged by the word before it and the word after it. */
function endsHere(at: { text: string; start: number; stopAt: number; end: number; limit: number }): boolean {
  const stopSign = at.text[at.stopAt] ?? "";
  if ("。！？｡".includes(stopSign)) return true;
  const after = at.text.slice(at.end, Math.min(at.limit, at.end + 60)).trimStart();
  if (!after) return true;
  const next = after.replace(openers, "");
  const nextIsLower = /^\p{Ll}/u.test(next);
  if (stopSign !== ".") return !nextIsLower;
  const stops = at.text.slice(at.stopAt, at.end).replace(/[^.]/g, "").length;
  if (stops > 1) return !nextIsLower;
  const before = at.text.slice(Math.max(at.start, at.stopAt - 60), at.stopAt);
  const word = /[\p{L}\p{M}\p{N}][\p{L}\p{M}\p{N}.'’/-]*$/u.exec(before)?.[0] ?? "";
  return wordEnds({
    word,
    before,
    next,
    nextIsLower,
    atStart: before.trim() === word,
    closed: at.end > at.stopAt + 1,
  });
}

function wordEnds(at: {
  word: string;
  before: string;
  next: string;
  nextIsLower: boolean;
  atStart: boolean;
  closed: boolean;
}): boolean {
  const word = at.word.toLowerCase();
  const nextWord = /^[\p{L}\p{M}'’]+/u.exec(at.next)?.[0].toLowerCase() ?? "";
  if (innerAbbreviations.has(word) && !at.closed) return false;
  if (numberAbbreviations.has(word) && /^[\d(IVXLC§#]/.test(at.next)) return false;
  if (/^z$|^d$|^u$|^i$|^o$|^s$/.test(word) && /^(?:B|h|a|d|T|ä|u|o|R)\.?/.test(at.next) && at.next[1] === ".")
    return false;
  if (/(?:^|\s)(?:z|d|u|i|s)\.\s?[BhaTdou]$/u.test(at.before) || /(?:^|\s)i\.\s?d\.\s?R$/u.test(at.before))
    return false;
  if (finalAbbreviations.has(word) && !at.closed) return !at.nextIsLower && sentenceStarters.has(nextWord);
  if (/^\p{Lu}$/u.test(at.word)) return !at.nextIsLower && sentenceStarters.has(nextWord);
  if (/^(?:\p{L}\.)+\p{L}$/u.test(at.word)) return !at.nextIsLower && sentenceStarters.has(nextWord);
  if (/^\d{1,3}$/.test(at.word)) {
    if (at.atStart || months.test(at.next)) return false;
    if (/^\p{Lu}/u.test(at.next) && wordsBeforeOrdinal.test(at.before.slice(0, -at.word.length)))
      return false;
  }
  if (at.atStart && /^(?:\d{1,3}(?:\.\d{1,3})*|[a-z]|[ivxlc]{1,5})$/i.test(at.word)) return false;
  // Product and command names begin with a small letter: only a short word looks like an unknown abbreviation.
  if (at.nextIsLower) return at.word.length >= 4 && !at.closed && !finalAbbreviations.has(word);
  return true;
}

function pushTrimmed(options: { text: string; start: number; end: number; into: SentenceRange[] }): void {
  let { start, end } = options;
  while (start < end && isSpace(options.text.charCodeAt(start))) start++;
  while (end > start && isSpace(options.text.charCodeAt(end - 1))) end--;
  if (start < end) options.into.push({ start, end });
}

function isSpace(unit: number): boolean {
  return (
    unit === 32 ||
    (unit >= 9 && unit <= 13) ||
    unit === 0xa0 ||
    unit === 0x1680 ||
    (unit >= 0x2000 && unit <= 0x200a) ||
    unit === 0x2028 ||
    unit === 0x2029 ||
    unit === 0x202f ||
    unit === 0x205f ||
    unit === 0x3000 ||
    unit === 0xfeff
  );
}
