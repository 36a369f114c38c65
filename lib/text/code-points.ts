// Offsets in this product are Unicode code points, half-open; JavaScript strings count UTF-16 units.

/** Length of `text` in code points. */
export function codePointLength(text: string): number {
  let length = text.length;
  for (let index = 0; index < text.length - 1; index++) {
    if (isHighSurrogate(text.charCodeAt(index)) && isLowSurrogate(text.charCodeAt(index + 1))) {
      length--;
      index++;
    }
  }
  return length;
}

/** UTF-16 index of the code point `offset` in `text`, counted from UTF-16 index `from`. Past the end gives `text.length`. */
export function utf16Index(text: string, offset: number, from = 0): number {
  let index = from;
  for (let left = offset; left > 0 && index < text.length; left--) {
    index += isHighSurrogate(text.charCodeAt(index)) && isLowSurrogate(text.charCodeAt(index + 1)) ? 2 : 1;
  }
  return index;
}

/** The code points `start` to `end` of `text`, half-open. */
export function sliceCodePoints(text: string, start: number, end: number): string {
  const from = utf16Index(text, start);
  return text.slice(from, utf16Index(text, end - start, from));
}

/** Translates ascending UTF-16 indexes of one text to code points, in one pass over it. */
export class OffsetMap {
  private index = 0;
  private codePoint = 0;

  constructor(private readonly text: string) {}

  /** Code-point offset of UTF-16 index `index`; going back is allowed but starts over. */
  toCodePoint(index: number): number {
    if (index < this.index) {
      this.index = 0;
      this.codePoint = 0;
    }
    this.codePoint += codePointLength(this.text.slice(this.index, index));
    this.index = index;
    return this.codePoint;
  }
}

function isHighSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdbff;
}

function isLowSurrogate(unit: number): boolean {
  return unit >= 0xdc00 && unit <= 0xdfff;
}
