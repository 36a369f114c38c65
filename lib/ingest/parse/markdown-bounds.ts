// What keeps hostile Markdown cheap. The parser's cost grows with the square of what is open at once: containers
// within containers, and brackets or emphasis marks of one paragraph. No person writes so many.

/** Quotes and lists within each other; the walker shows fewer levels than that. */
const maxContainers = 16;
/** Columns before a list item: each two may be another level. */
const maxIndent = 40;
/** Marks of one paragraph that may open or close a link, emphasis, code or HTML; those after it are read as text. */
const maxMarks = 600;
/** What a container costs the parser, as letters of text. */
const containerCost = 150;

const container = /[ \t]*(?:>|[-*+](?=[ \t]|$)|\d{1,9}[.)](?=[ \t]|$))/y;
const startsBlock = /^[ \t]*(?:$|#|[-*+>|]|\d{1,9}[.)])/;

/** Bounds the lines of one Markdown text, outside its fences, in order. */
export class MarkdownBounds {
  private marks = 0;

  /** The line with its text whole and its marks within the limits, and what it costs to parse. */
  bound(line: string): { line: string; cost: number } {
    const { text, containers } = withFewContainers(withShortIndent(line));
    if (startsBlock.test(text)) this.marks = 0;
    return { line: this.withFewMarks(text), cost: text.length + 1 + containers * containerCost };
  }

  private withFewMarks(line: string): string {
    const found = line.match(/[[\]*_`<!~]/g)?.length ?? 0;
    this.marks += found;
    if (this.marks <= maxMarks) return line;
    let allowed = maxMarks - (this.marks - found);
    return line.replace(/\\.|[[\]*_`<!~]/g, (mark) =>
      mark.length > 1 || allowed-- > 0 ? mark : `\\${mark}`,
    );
  }
}

function withShortIndent(line: string): string {
  const indent = /^[ \t]*/.exec(line)?.[0] ?? "";
  if (indent.length * (indent.includes("\t") ? 4 : 1) <= maxIndent) return line;
  container.lastIndex = 0;
  return container.test(line) ? " ".repeat(maxIndent) + line.slice(indent.length) : line;
}

function withFewContainers(line: string): { text: string; containers: number } {
  let containers = 0;
  let keep = 0;
  let end = 0;
  container.lastIndex = 0;
  while (container.test(line)) {
    end = container.lastIndex;
    if (++containers <= maxContainers) keep = end;
  }
  if (containers <= maxContainers) return { text: line, containers };
  return { text: line.slice(0, keep) + line.slice(end), containers: maxContainers };
}
