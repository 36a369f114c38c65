// The small markup in which the content modules are written.
//
//   # ## ###      headings
//   - item        bullet          1. item      numbered step
//   | a | b |     table, the first row is the header
//   > text        boxed note
//   ---page---    page break
//   ::bars Title ; unit ; label=1, label=2     bar chart (PDF only)
//   **bold**      inside paragraphs, items and cells

/** @returns {Array<object>} the blocks of the text, in order */
export function parse(text) {
  const lines = text.trim().split("\n");
  const blocks = [];
  let i = 0;
  while (i < lines.length) {
    const line = lines[i].trim();
    if (!line) {
      i += 1;
      continue;
    }
    const heading = /^(#{1,3}) (.+)$/.exec(line);
    if (heading) {
      blocks.push({ type: "heading", level: heading[1].length, text: heading[2] });
      i += 1;
    } else if (line === "---page---") {
      blocks.push({ type: "page" });
      i += 1;
    } else if (line.startsWith("> ")) {
      blocks.push({ type: "note", text: line.slice(2) });
      i += 1;
    } else if (line.startsWith("::bars ")) {
      const [title, unit, values] = line
        .slice(7)
        .split(";")
        .map((s) => s.trim());
      const bars = values.split(",").map((v) => {
        const [label, value] = v.trim().split("=");
        return { label, value: Number(value) };
      });
      blocks.push({ type: "bars", title, unit, bars });
      i += 1;
    } else if (line.startsWith("|")) {
      const rows = [];
      while (i < lines.length && lines[i].trim().startsWith("|")) {
        const row = lines[i]
          .trim()
          .replace(/^\||\|$/g, "")
          .split("|")
          .map((c) => c.trim());
        if (!row.every((cell) => /^-+$/.test(cell))) rows.push(row);
        i += 1;
      }
      blocks.push({ type: "table", rows });
    } else if (/^(- |\d+\. )/.test(line)) {
      const ordered = !line.startsWith("- ");
      const items = [];
      while (i < lines.length && (ordered ? /^\d+\. / : /^- /).test(lines[i].trim())) {
        items.push(lines[i].trim().replace(/^(- |\d+\. )/, ""));
        i += 1;
      }
      blocks.push({ type: "list", ordered, items });
    } else {
      blocks.push({ type: "paragraph", text: line });
      i += 1;
    }
  }
  return blocks;
}

/** Splits "a **b** c" into runs. */
export function runs(text) {
  return text
    .split(/(\*\*.+?\*\*)/)
    .filter(Boolean)
    .map((part) =>
      part.startsWith("**") ? { text: part.slice(2, -2), bold: true } : { text: part, bold: false },
    );
}

/** Every piece of text of a document, one cell or paragraph per entry. */
export function pieces(text) {
  const plain = (s) => s.replace(/\*\*/g, "");
  const out = [];
  for (const block of parse(text)) {
    if (block.type === "table") out.push(...block.rows.flat().map(plain));
    else if (block.type === "list") out.push(...block.items.map(plain));
    else if (block.type === "bars") out.push(block.title, ...block.bars.map((b) => b.label));
    else if (block.text) out.push(plain(block.text));
  }
  return out;
}
