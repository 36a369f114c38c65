import { Breather } from "./breather";
import { tidyText } from "./clean-text";
import { decodePieces, detectEncoding } from "./detect-encoding";
import type { ParsedBlock, ParseInput, RawParse } from "./types";

/** A block never grows beyond this; a longer one goes on in the next, with nothing between. */
export const maxBlockLength = 16_000;

const bullet = /^(\s*)([-*+•◦▪–·]|\(?\d{1,3}[.)]|\(?[a-z][.)])\s+(?=\S)/;

/**
 * Plain text, line by line: blank lines part paragraphs, lines wrapped by hand are joined, short lines stay lines.
 * Headings are underlined, numbered or in capitals, and stand alone; lists begin with a bullet or a number.
 */
export function parseText({ bytes, signal }: ParseInput): RawParse {
  const encoding = detectEncoding(bytes);
  return { warnings: [], blocks: blocksOfLines(linesOf(decodePieces({ bytes, encoding, signal })), signal) };
}

interface TextLine {
  text: string;
  /** Part of a line that is too long for one piece. */
  part: boolean;
}

/** Lines of a stream of text, without their ends. One that is too long comes in several parts. */
export async function* linesOf(pieces: AsyncIterable<string>): AsyncGenerator<TextLine> {
  let rest = "";
  let continues = false;
  for await (const piece of pieces) {
    rest += piece;
    let from = 0;
    for (let at = nextLineEnd(rest, from); at >= 0; at = nextLineEnd(rest, from)) {
      // A carriage return at the very end may be half of a pair.
      if (rest[at] === "\r" && at === rest.length - 1) break;
      yield { text: rest.slice(from, at), part: continues };
      continues = false;
      from = rest[at] === "\r" && rest[at + 1] === "\n" ? at + 2 : at + 1;
    }
    rest = rest.slice(from);
    while (rest.length > maxBlockLength * 2) {
      const cut = safeCut(rest, maxBlockLength);
      yield { text: rest.slice(0, cut), part: true };
      continues = true;
      rest = rest.slice(cut);
    }
  }
  if (rest) yield { text: rest.replace(/\r$/, ""), part: continues };
}

/** Where to cut `text` at or before `limit`: after a sentence or a space, never within a character. */
export function safeCut(text: string, limit: number): number {
  const from = Math.max(0, limit - 2000);
  const window = text.slice(from, limit);
  for (const pattern of [/.*[.!?。！？]["”’)\]]*\s/su, /.*\s/su]) {
    const found = pattern.exec(window);
    if (found && found[0].length > 0) return from + found[0].length;
  }
  let cut = limit;
  while (
    cut > limit - 64 &&
    /^(?:\p{M}|\u200d|[\u{1f3fb}-\u{1f3ff}\udc00-\udfff])/u.test(text.slice(cut, cut + 2))
  )
    cut--;
  if (/[\ud800-\udbff]/.test(text[cut - 1] ?? "") && /[\udc00-\udfff]/.test(text[cut] ?? "")) cut--;
  return Math.max(1, cut);
}

async function* blocksOfLines(
  lines: AsyncIterable<TextLine>,
  signal?: AbortSignal,
): AsyncGenerator<ParsedBlock> {
  const breather = new Breather(signal);
  let group: string[] = [];
  let size = 0;
  let first = true;
  let tight = false;
  let inPart = false;
  for await (const line of lines) {
    if (line.part) {
      yield* flush();
      await breather.breathe();
      const text = tidyText(line.text.replace(/\t/g, " "));
      if (text.trim()) yield { kind: "paragraph", text, separator: first || inPart ? "" : "\n\n" };
      first = false;
      inPart = true;
      continue;
    }
    inPart = false;
    const blank = line.text.trim() === "" || (group.length === 0 && isRule(line.text));
    if (!blank) {
      group.push(line.text);
      size += line.text.length;
    }
    if (blank || size > maxBlockLength) {
      await breather.breathe();
      yield* flush();
      tight = !blank;
    }
  }
  yield* flush();

  function* flush(): Generator<ParsedBlock> {
    for (const block of blocksOfGroup(group)) {
      yield { ...block, separator: first ? "" : tight ? "\n" : block.separator };
      first = false;
      tight = false;
    }
    group = [];
    size = 0;
  }
}

/** The blocks of lines that stand together without a blank line between them. */
function* blocksOfGroup(group: string[]): Generator<ParsedBlock> {
  const lines = group.map((line) => tidyText(line).replace(/\s+$/, ""));
  const wrapped = wrapping(lines);
  let open: { block: ParsedBlock; last: string } | undefined;
  let beginning = true;
  const separator = () => (beginning ? "\n\n" : "\n");
  for (let index = 0; index < lines.length; index++) {
    const line = lines[index] ?? "";
    const heading = headingOf({
      line,
      next: lines[index + 1],
      alone: lines.length === 1,
      first: index === 0,
    });
    const item = heading ? null : bullet.exec(line);
    if (!heading && !item && open) {
      join(open, line, wrapped);
      continue;
    }
    if (open) yield open.block;
    open = undefined;
    if (heading) {
      const more = heading.capitals ? capitalLinesAfter(lines, index) : [];
      const text = [heading.text, ...more].join("\n");
      yield { kind: "heading", text, level: heading.level, separator: separator() };
      index += heading.underlined ? 1 : more.length;
    } else if (item) {
      open = { block: { kind: "list-item", ...itemOf(line, item), separator: separator() }, last: line };
    } else {
      open = { block: { kind: "paragraph", text: squeeze(line), separator: separator() }, last: line };
    }
    beginning = false;
  }
  if (open) yield open.block;
}

/** Joins a wrapped line by a space; a line that was meant as one stays one. */
function join(open: { block: ParsedBlock; last: string }, line: string, wrapped: Wrapping): void {
  const goesOn =
    open.block.kind === "list-item" ||
    /^\s*\p{Ll}/u.test(line) ||
    /[,–-]$/.test(open.last) ||
    (wrapped.prose && open.last.length + firstWord(line).length >= wrapped.width);
  open.block.text += (goesOn ? " " : "\n") + squeeze(line);
  open.last = line;
}

interface Wrapping {
  /** Lines were broken by a program at some width, not by meaning. */
  prose: boolean;
  width: number;
}

/** In wrapped prose a good part of the lines begin with a small letter; in a list of names none does. */
function wrapping(lines: string[]): Wrapping {
  const after = lines.slice(1);
  const small = after.filter((line) => /^\s*["'“„(]?\p{Ll}/u.test(line)).length;
  const width = Math.max(0, ...lines.map((line) => line.length));
  const single =
    after.length === 1 &&
    (lines[0]?.length ?? 0) >= 60 &&
    !/[.:!?]$/.test(lines[0] ?? "") &&
    !/^[^:]{2,30}:/.test(after[0] ?? "");
  return { prose: single || (after.length > 0 && small >= after.length * 0.3), width };
}

function firstWord(line: string): string {
  return /\S+/.exec(line)?.[0] ?? "";
}

/** One line without the blanks that only place it. Wide gaps stay: they part the columns of a typed table. */
function squeeze(line: string): string {
  return line.trim().replace(/\t/g, "  ");
}

function itemOf(line: string, item: RegExpExecArray): { text: string; level: number; number?: number } {
  const [whole, indent = "", sign = ""] = item;
  const number = /\d+/.exec(sign)?.[0];
  const level = 1 + Math.min(5, Math.floor(indent.replace(/\t/g, "  ").length / 2));
  const text = squeeze(line.slice(whole.length));
  return number === undefined ? { text, level } : { text, level, number: Number(number) };
}

function headingOf(at: {
  line: string;
  next: string | undefined;
  alone: boolean;
  first: boolean;
}): { text: string; level: number; underlined?: boolean; capitals?: boolean } | undefined {
  const text = at.line.trim();
  if (text.length < 2 || text.length > 90 || !/\p{L}/u.test(text)) return undefined;
  const underline = at.next?.trim() ?? "";
  if (/^([=\-~^*#])\1{2,}$/.test(underline) && underline.length >= Math.min(4, text.length * 0.6)) {
    return { text, level: underline.startsWith("=") ? 1 : 2, underlined: true };
  }
  const numbered = /^(\d{1,2}(?:\.\d{1,2}){0,3})[.)]?\s+\p{Lu}/u.exec(text);
  if (numbered && at.alone && !/[.,;:!?]$/.test(text)) {
    return { text, level: Math.min(6, 1 + (numbered[1] ?? "").split(".").length) };
  }
  if (at.first && isCapitals(text)) return { text, level: 2, capitals: true };
  return undefined;
}

/** A line that only draws a line. */
function isRule(line: string): boolean {
  return /^\s*([-=_*~#])\1{4,}\s*$/.test(line);
}

/** A title over two or three lines is one heading. */
function capitalLinesAfter(lines: string[], index: number): string[] {
  const after = lines.slice(index + 1, index + 3).map((line) => line.trim());
  const end = after.findIndex((line) => line.length > 90 || !isCapitals(line));
  return end < 0 ? after : after.slice(0, end);
}

function isCapitals(text: string): boolean {
  const letters = text.match(/\p{L}/gu) ?? [];
  return letters.length >= 4 && !/\p{Ll}/u.test(text) && /\p{Lu}/u.test(text) && !/[.;,]$/.test(text);
}

function nextLineEnd(text: string, from: number): number {
  for (let index = from; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    if (unit === 10 || unit === 13 || unit === 12 || unit === 0x2028 || unit === 0x2029) return index;
  }
  return -1;
}
