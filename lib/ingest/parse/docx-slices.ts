import { AppError } from "../../errors/app-error";

/** So much of the body is read at a time; its tree takes some forty times as much memory. */
const sliceLength = 1024 * 1024;
/** The longest single child of the body: a table, or a text in a frame. */
const maxChild = 10 * 1024 * 1024;
const maxHead = 1024 * 1024;

/**
 * The main part of a Word document as several whole documents of about `size` characters, each a run of the body's
 * own paragraphs and tables within the same root. A run doesn't end within a list that can be told by its first item.
 * Throws `file_corrupt` when the body isn't closed, `file_too_complex` when one of its children is too long.
 */
export async function* documentSlices(
  pieces: AsyncIterable<Buffer>,
  size = sliceLength,
): AsyncGenerator<string> {
  const decoder = new TextDecoder("utf-8");
  let rest = "";
  let head = "";
  let root = "";
  let depth = 0;
  let at = 0;
  /** Where the child of the body that is being read begins. */
  let child = 0;
  /** Where what isn't yielded yet begins. */
  let from = 0;
  let closed = false;
  const slice = (to: number) => `${head}${rest.slice(from, to)}</${prefixOf(root)}body></${root}>`;
  for await (const piece of pieces) {
    rest += decoder.decode(piece, { stream: true });
    while (!closed) {
      const open = rest.indexOf("<", at);
      const end = open < 0 ? -1 : endOfMarkup(rest, open);
      if (end < 0) {
        at = open < 0 ? rest.length : open;
        break;
      }
      const tag = rest.slice(open, Math.min(end, open + 80));
      at = end;
      if (/^<[?!]/.test(tag)) continue;
      const name = /^<\/?([^\s/>]+)/.exec(tag)?.[1] ?? "";
      if (tag.startsWith("</")) depth -= 1;
      else if (rest[end - 2] !== "/") depth += 1;
      if (root === "") root = name;
      if (head === "") {
        const isBody = /^(?:[\w-]+:)?body$/.test(name);
        closed = isBody && depth === 1;
        if (!isBody || closed) continue;
        head = rest.slice(0, end);
        from = child = end;
        continue;
      }
      if (depth === 1) {
        closed = true;
        if (open > from) yield slice(open);
      } else if (depth === 2) {
        // A list goes on in the slice in which it began, so that its numbers do.
        const inList = /<(?:[\w-]+:)?numPr[\s/>]/.test(rest.slice(child, end));
        const length = end - from;
        if (length > 4 * size || (length > size && !inList)) {
          yield slice(end);
          rest = rest.slice(end);
          from = at = 0;
          child = 0;
        } else child = end;
      }
    }
    if (closed) continue;
    if (head === "" ? rest.length > maxHead : rest.length - child > maxChild) throw tooComplex();
  }
  if (!closed) throw new AppError("file_corrupt", { internal: "the body of the document isn't closed" });
}

/** Index after the tag, comment or declaration that begins at `open`; -1 when it isn't complete. */
function endOfMarkup(text: string, open: number): number {
  for (const [begin, end] of [
    ["<!--", "-->"],
    ["<![CDATA[", "]]>"],
    ["<?", "?>"],
  ] as const) {
    if (!text.startsWith(begin, open)) continue;
    const close = text.indexOf(end, open + begin.length);
    return close < 0 ? -1 : close + end.length;
  }
  // What may become one of these.
  if (text.length - open < 9 && text[open + 1] === "!") return -1;
  let quote = "";
  for (let index = open + 1; index < text.length; index++) {
    const char = text[index] ?? "";
    if (quote !== "") {
      if (char === quote) quote = "";
    } else if (char === '"' || char === "'") quote = char;
    else if (char === ">") return index + 1;
  }
  return -1;
}

function prefixOf(root: string): string {
  const colon = root.indexOf(":");
  return colon < 0 ? "" : root.slice(0, colon + 1);
}

function tooComplex(): AppError {
  return new AppError("file_too_complex", {
    public:
      "One table or frame of this Word document holds more than can be read at once. Split it and upload the document again.",
    internal: `a child of the body of more than ${maxChild} characters`,
  });
}
