/** A text as the detectors read it, with the way back to the original's positions. */
export interface ReadableText {
  text: string;
  /** `starts[i]`: where the character `i` begins in the original; one more entry for the end. Undefined: the same. */
  starts: Uint32Array | undefined;
}

const needsReading = /[^\x20-\x7e]|%[0-9a-f]{2}|\\[nrtu"/\\]|&#/i;
const dashes = /[\u00ad\u2010-\u2015\u2212\ufe58\ufe63\uff0d]/;
const invisible = /[\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]/;
const digit = /\p{Nd}/u;
const escapes = /%(?:25)*([0-9a-f]{2})|\\\\?u([0-9a-f]{4})|\\+([nrtbf"/\\])|&#(x[0-9a-f]{1,4}|\d{1,5});/iy;

/**
 * `original` with every way to write a character made one: full-width forms and the digits of any script as ASCII,
 * any space as " ", any dash as "-", invisible characters left out, and percent, JSON and HTML escapes undone, also
 * when they are escaped once more.
 */
export function readableText(original: string): ReadableText {
  if (!needsReading.test(original)) return { text: original, starts: undefined };
  const parts: string[] = [];
  const starts: number[] = [];
  const push = (characters: string, at: number) => {
    for (let unit = 0; unit < characters.length; unit++) starts.push(at);
    parts.push(characters);
  };
  for (let at = 0; at < original.length; ) {
    const character = original[at] ?? "";
    if (character === "%" || character === "\\" || character === "&") {
      escapes.lastIndex = at;
      const match = escapes.exec(original);
      const meant = match ? characterOf(match) : undefined;
      if (match && meant !== undefined) {
        push(fold(meant), at);
        at += match[0].length;
        continue;
      }
    }
    const code = original.codePointAt(at) ?? 0;
    const whole = code > 0xffff ? String.fromCodePoint(code) : character;
    push(code < 0x80 && code >= 0x20 ? character : fold(whole), at);
    at += whole.length;
  }
  starts.push(original.length);
  return { text: parts.join(""), starts: Uint32Array.from(starts) };
}

function characterOf([, percent, unicode, letter, html]: RegExpExecArray): string | undefined {
  if (letter !== undefined) return /["/\\]/.test(letter) ? letter : " ";
  const code = percent
    ? Number.parseInt(percent, 16)
    : unicode
      ? Number.parseInt(unicode, 16)
      : html?.startsWith("x")
        ? Number.parseInt(html.slice(1), 16)
        : Number(html);
  // Bytes of other scripts are part of a name or word; nothing is looked for in them.
  if (percent && code >= 0x80) return undefined;
  return String.fromCharCode(code);
}

function fold(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x80) return code < 0x20 ? " " : character;
  if (code >= 0xff01 && code <= 0xff5e) return String.fromCharCode(code - 0xfee0);
  if (invisible.test(character)) return "";
  if (dashes.test(character)) return "-";
  if (/\s/.test(character)) return " ";
  if (character === "。" || character === "．") return ".";
  if (digit.test(character)) return String(digitValue(code));
  return character;
}

/** Decimal digits stand in runs of ten, zero first. */
function digitValue(code: number): number {
  if (code >= 0x1d7ce && code <= 0x1d7ff) return (code - 0x1d7ce) % 10;
  let zero = code;
  while (code - zero < 9 && digit.test(String.fromCodePoint(zero - 1))) zero -= 1;
  return (code - zero) % 10;
}
