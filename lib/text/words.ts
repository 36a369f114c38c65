import stemmers from "snowball-stemmers";

export interface Word {
  /** As it stands in the text. */
  text: string;
  lower: string;
  /** Two forms of one word share it. */
  stem: string;
  /** UTF-16 offsets, half-open. */
  start: number;
  end: number;
  /** Carries little meaning of its own: articles, pronouns, auxiliaries, question words. */
  stop: boolean;
}

const stopWords = new Set(
  `a an the this that these those it its itself they them their theirs themselves he him his himself she her
  hers herself we us our ours ourselves you your yours yourself i me my mine myself one ones who whom whose which
  what when where why how is are was were be been being am do does did doing done has have had having will would
  shall should can could may might must ought of in on at by for with from to into onto upon about as than then
  and or but nor so if because while during through over under between among within without also too very just
  there here such any some each every all both own same other another per via not no never only s t ll ve re d m
  don doesn didn isn aren wasn weren won wouldn shouldn couldn can't up out off again more most less least much
  many lot please tell give know find get got
  der die das den dem des ein eine einer eines einem einen und oder aber ist sind war waren wird werden wurde
  wurden hat haben hatte hatten kann können darf dürfen muss müssen soll sollen in im an am auf aus bei mit nach
  von vom zu zum zur für über unter durch um ab bis vor seit als wie wer was wann wo warum welche welcher welches
  es er sie wir ihr ich sich nicht kein keine keiner keinen keinem nie nur auch so dass daß wenn ob noch schon
  sehr mehr man mir mich dir dich ihm ihn ihnen uns euch mein meine meiner meinem meinen dein deine ins ans beim tun mal dann
  diese dieser dieses diesen diesem jede jeder jedes jeden`.split(/\s+/),
);

const germanMarkers = new Set(
  "der die das und ist nicht mit von für ein eine werden wird sind auf dem den zu im bei wie viele wer wann wo".split(
    " ",
  ),
);

const wordPattern = /[\p{L}\p{M}\p{N}]+(?:['’.\-_&/:][\p{L}\p{M}\p{N}]+)*/gu;
const acronym = /^(?:IT|US|WHO)$/;
const stemCache = new Map<string, string>();
const english = stemmers.newStemmer("english");
const german = stemmers.newStemmer("german");

/** Words of `text` with offsets and stems. A hyphenated word is split, unless it holds a digit ("TW-200"). */
export function wordsOf(text: string): Word[] {
  const words: Word[] = [];
  const shouts = !/\p{Ll}/u.test(text);
  for (const match of text.matchAll(wordPattern)) {
    const token = match[0];
    const start = match.index;
    if (!/\p{N}/u.test(token) && /[-_/&.:]/.test(token)) {
      for (const part of token.matchAll(/[^-_/&.:]+/g)) {
        addWord(words, part[0], start + part.index, shouts);
      }
      continue;
    }
    addWord(words, token, start, shouts);
  }
  return words;
}

/** The words of `text` that carry meaning. */
export function contentWordsOf(text: string): Word[] {
  return wordsOf(text).filter((word) => !word.stop);
}

/** Stem of a lower-case word; the language is guessed from the word itself, so both sides of a comparison agree. */
export function stemOf(lower: string): string {
  const known = stemCache.get(lower);
  if (known !== undefined) return known;
  if (stemCache.size > 50_000) stemCache.clear();
  const plain = lower.replace(/['’]s?$/u, "").normalize("NFC");
  const stem = /\p{N}/u.test(plain) || plain.length < 3 ? plain : stemPlain(plain);
  stemCache.set(lower, stem);
  return stem;
}

/** Whether a text reads as German rather than English. A rough count, for choosing word lists only. */
export function looksGerman(text: string): boolean {
  const words = wordsOf(text);
  const hits = words.filter((word) => germanMarkers.has(word.lower)).length;
  return hits >= 2 && hits / words.length > 0.15;
}

function stemPlain(word: string): string {
  if (/[äöüß]/.test(word)) return german.stem(word);
  const stem = english.stem(word);
  return irregularStems.get(stem) ?? stem;
}

function addWord(words: Word[], text: string, start: number, shouts: boolean): void {
  const lower = text.toLowerCase().replaceAll("’", "'");
  const bare = lower.replace(/'s$/, "");
  words.push({
    text,
    lower,
    stem: stemOf(bare),
    start,
    end: start + text.length,
    // "IT" among small letters is a department, "US" a country.
    stop: (stopWords.has(lower) || stopWords.has(bare)) && (shouts || !acronym.test(text)),
  });
}

// Forms that a suffix stripper can't bring together.
const irregularStems = new Map(
  Object.entries({
    began: "begin",
    begun: "begin",
    bought: "buy",
    brought: "bring",
    built: "build",
    chose: "choos",
    chosen: "choos",
    came: "come",
    felt: "feel",
    found: "find",
    gave: "give",
    given: "give",
    gone: "go",
    went: "go",
    grew: "grow",
    grown: "grow",
    held: "hold",
    kept: "keep",
    knew: "know",
    known: "know",
    led: "lead",
    left: "leav",
    lost: "lose",
    made: "make",
    met: "meet",
    paid: "pay",
    ran: "run",
    rose: "rise",
    risen: "rise",
    said: "say",
    saw: "see",
    seen: "see",
    sent: "send",
    sold: "sell",
    spent: "spend",
    spoke: "speak",
    spoken: "speak",
    stood: "stand",
    taken: "take",
    took: "take",
    taught: "teach",
    thought: "think",
    told: "tell",
    understood: "understand",
    wrote: "write",
    written: "write",
    won: "win",
    wore: "wear",
    worn: "wear",
    fell: "fall",
    fallen: "fall",
    men: "man",
    women: "woman",
    children: "child",
    people: "person",
    feet: "foot",
    became: "becom",
    fought: "fight",
    drew: "draw",
    drawn: "draw",
    broke: "break",
    broken: "break",
    forgot: "forget",
    forgotten: "forget",
    stolen: "steal",
    stole: "steal",
    hidden: "hide",
    hid: "hide",
    driven: "drive",
    drove: "drive",
    caught: "catch",
  }),
);
