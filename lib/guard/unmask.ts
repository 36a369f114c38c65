// Text as a model would understand it, however it was disguised: only for looking at, never for showing.

/** Letters of other alphabets that look like Latin ones. */
const lookalikes = new Map(
  (
    "аa еe оo рp сc уy хx іi ѕs ԁd ɡg һh јj ӏl ոn νv κk αa οo ρp τt ιi " +
    "АA ВB ЕE КK МM НH ОO РP СC ТT ХX ІI"
  )
    .split(" ")
    .map((pair): [string, string] => [pair.slice(0, 1), pair.slice(1)]),
);
const invisible = /\p{Default_Ignorable_Code_Point}/gu;
/** Invisible copies of ASCII that models read (Unicode tag characters). */
const tags = /[\u{e0020}-\u{e007e}]/gu;

/** `text` with invisible letters removed or made visible, and look-alikes in Latin words as the letters that they play. */
export function unmask(text: string): string {
  // Nearly all texts hold none of it.
  if (!/[^\t\n\r -~]/.test(text)) return text;
  return text
    .replace(tags, (tag) => String.fromCodePoint((tag.codePointAt(0) ?? 0) - 0xe0000))
    .normalize("NFKC")
    .replace(invisible, "")
    .replace(/[\p{L}\p{M}]+/gu, (word) =>
      /[a-z]/i.test(word) || [...word].every((letter) => lookalikes.has(letter))
        ? [...word].map((letter) => lookalikes.get(letter) ?? letter).join("")
        : word,
    )
    .replace(/[‘’‛`´]/g, "'")
    .replace(/[“”„‟«»]/g, '"');
}

const leet: Record<string, string> = {
  "0": "o",
  "1": "i",
  "3": "e",
  "4": "a",
  "5": "s",
  "7": "t",
  "@": "a",
  $: "s",
};
const rounds = 2;

/**
 * `text` and what it says in plain words when it is written with digits for letters, with spaces between letters,
 * backwards, turned by thirteen, or in base64, hexadecimal or percent signs. The first is `unmask(text)`.
 */
export function readings(text: string): string[] {
  const plain = unmask(text);
  const found = new Set([plain]);
  for (let round = 0; round < rounds; round++)
    for (const reading of [...found]) for (const decoded of decodedParts(reading)) found.add(decoded);
  if (/[a-z][013457@$]|[013457@$][a-z]/i.test(plain))
    found.add(
      plain.replace(/\S*[a-z]\S*/gi, (word) =>
        /[013457@$]/.test(word.slice(0, -1)) && !/:\/\/|\.\w/.test(word)
          ? word.replace(/[013457@$]/g, (sign) => leet[sign] ?? sign)
          : word,
      ),
    );
  if (/(?:\b\p{L}[ .\-_*]){4,}/u.test(plain))
    found.add(plain.replace(/(?:\b\p{L}[ .\-_*]){3,}\p{L}\b/gu, (run) => run.replace(/[ .\-_*]/g, "")));
  found.add(plain.replace(/[a-z]/gi, turned));
  found.add([...plain].reverse().join(""));
  return [...found];
}

function turned(letter: string): string {
  const base = letter <= "Z" ? 65 : 97;
  return String.fromCharCode(((letter.charCodeAt(0) - base + 13) % 26) + base);
}

/** What base64, hexadecimal and percent-encoded runs of `text` say, where they say words. */
export function decodedParts(text: string): string[] {
  const runs: [pattern: RegExp, decode: (run: string) => string][] = [
    [/(?<![\w/+])[A-Za-z0-9+/_-]{16,}={0,2}/g, (run) => Buffer.from(run, "base64").toString("utf8")],
    [
      /\b(?:[0-9a-f]{2}[ :]?){10,}\b/gi,
      (run) => Buffer.from(run.replace(/[ :]/g, ""), "hex").toString("utf8"),
    ],
    [/(?:%[0-9a-f]{2}|[\w.+-]){3,}%[0-9a-f]{2}[\w%.+-]*/gi, decodePercent],
  ];
  return runs.flatMap(([pattern, decode]) =>
    [...text.matchAll(pattern)].map(([run]) => decode(run)).filter(saysWords),
  );
}

function decodePercent(run: string): string {
  try {
    return decodeURIComponent(run.replaceAll("+", " "));
  } catch {
    return "";
  }
}

function saysWords(text: string): boolean {
  return (
    text.length >= 8 &&
    /^[\p{L}\p{N}\p{P}\p{S}\s]+$/u.test(text) &&
    (text.match(/[a-z]{3,}/gi)?.length ?? 0) >= 2
  );
}
