/**
 * Cells of the header row over the table row that begins at UTF-16 index `from`: the first of the rows that
 * stand together with it, else a row of the passage's context. Undefined for a header itself and without one.
 */
export function tableHeader(passage: { text: string; context: string }, from: number): string[] | undefined {
  const lineStart = passage.text.lastIndexOf("\n", from - 1) + 1;
  const lineEnd = passage.text.indexOf("\n", from);
  const columns = cellsOf(passage.text.slice(lineStart, lineEnd < 0 ? undefined : lineEnd)).length;
  const inContext = passage.context
    .split("\n")
    .map(cellsOf)
    .find((cells) => cells.length === columns && columns > 1);
  if (inContext) return inContext;
  let first: string[] | undefined;
  for (const line of passage.text.slice(0, lineStart).split("\n").slice(0, -1).reverse()) {
    const cells = cellsOf(line);
    if (cells.length !== columns || columns < 2) break;
    first = cells;
  }
  return first;
}

function cellsOf(line: string): string[] {
  return line.split(" | ").map((cell) => cell.trim());
}
