import { AppError } from "../../errors/app-error";

const maxElement = 8 * 1024 * 1024;

/** Elements of that name as they stream by, each as its own XML. They must not hold elements of the same name. */
export async function* elementsOf(pieces: AsyncIterable<Buffer>, name: string): AsyncGenerator<string> {
  const decoder = new TextDecoder("utf-8");
  const begin = new RegExp(`<(?:[\\w-]+:)?${name}(?=[\\s/>])`, "g");
  const end = new RegExp(`</(?:[\\w-]+:)?${name}\\s*>`, "g");
  let rest = "";
  for await (const piece of pieces) {
    rest += decoder.decode(piece, { stream: true });
    let from = 0;
    for (;;) {
      begin.lastIndex = from;
      const start = begin.exec(rest);
      if (!start) {
        // What may be the beginning of the tag stays for the next piece.
        from = Math.max(from, rest.lastIndexOf("<"));
        break;
      }
      const close = closingIndex(rest, start.index, end);
      if (close < 0) {
        from = start.index;
        break;
      }
      yield rest.slice(start.index, close);
      from = close;
    }
    rest = rest.slice(from);
    if (rest.length > maxElement)
      throw new AppError("file_too_complex", { internal: `an element ${name} of more than ${maxElement}` });
  }
}

/** Index after the element that begins at `start`; -1 when it isn't complete. */
function closingIndex(text: string, start: number, end: RegExp): number {
  const tag = text.indexOf(">", start);
  if (tag < 0) return -1;
  if (text[tag - 1] === "/") return tag + 1;
  end.lastIndex = tag;
  const close = end.exec(text);
  return close ? close.index + close[0].length : -1;
}
