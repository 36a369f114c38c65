import { createWriteStream } from "node:fs";
import PDFDocument from "pdfkit";
import { parse, runs } from "./markup.mjs";

const A4 = { width: 595.28, height: 841.89 };
const INK = "#1d2b36";
const BLUE = "#0b4f6c";
const RULE = "#c5d3dc";
const PALE = "#eef4f7";

const STYLES = {
  1: { size: 18, before: 22, after: 8 },
  2: { size: 13.5, before: 15, after: 5 },
  3: { size: 11.5, before: 10, after: 3 },
};

/** Lays out one document line by line, so that words are never hyphenated. */
export function writePdf(file, doc) {
  const serif = doc.font === "serif";
  const face = serif
    ? { normal: "Times-Roman", bold: "Times-Bold", italic: "Times-Italic" }
    : { normal: "Helvetica", bold: "Helvetica-Bold", italic: "Helvetica-Oblique" };
  const bodySize = doc.size ?? 11.5;
  const lineHeight = bodySize * 1.42;
  const margin = { top: 84, bottom: 74, left: 64, right: 64 };
  const columns = doc.columns ?? 1;
  const gap = 22;
  const full = A4.width - margin.left - margin.right;
  const width = (full - gap * (columns - 1)) / columns;
  const floor = A4.height - margin.bottom;

  const pdf = new PDFDocument({
    size: "A4",
    margin: 0,
    bufferPages: true,
    lang: doc.lang ?? "en-GB",
    info: {
      Title: doc.title,
      Author: doc.author,
      Subject: doc.subject ?? doc.title,
      Creator: "Tideway Instruments",
      Producer: "Tideway Instruments",
      CreationDate: new Date(`${doc.date}T09:00:00Z`),
      ModDate: new Date(`${doc.date}T09:00:00Z`),
    },
  });

  let column = 0;
  let top = margin.top;
  let y = top;
  let used = false; // something has been drawn in this column

  const left = () => margin.left + column * (width + gap);
  const newPage = () => {
    pdf.addPage({ size: "A4", margin: 0 });
    column = 0;
    top = margin.top;
    y = top;
    used = false;
  };
  const next = () => {
    if (column + 1 < columns) {
      column += 1;
      y = top;
      used = false;
    } else newPage();
  };
  const room = (height) => {
    if (y + height > floor && used) next();
  };

  const set = (bold, size) => pdf.font(bold ? face.bold : face.normal).fontSize(size);

  /** Wraps marked-up text into lines of words. */
  function wrap(text, size, max, allBold = false) {
    const words = [];
    for (const run of runs(text)) {
      for (const word of run.text.split(/(?<= )/)) {
        if (word) words.push({ text: word, bold: run.bold || allBold });
      }
    }
    const lines = [];
    let line = [];
    let used = 0;
    for (const word of words) {
      set(word.bold, size);
      const bare = pdf.widthOfString(word.text.trimEnd());
      if (line.length && used + bare > max) {
        lines.push(line);
        line = [];
        used = 0;
      }
      line.push(word);
      used += pdf.widthOfString(word.text);
    }
    if (line.length) lines.push(line);
    return lines;
  }

  function drawLine(line, x, at, size, color = INK) {
    // Neighbouring words in the same weight are drawn as one string.
    const parts = [];
    for (const word of line) {
      const last = parts[parts.length - 1];
      if (last && last.bold === word.bold) last.text += word.text;
      else parts.push({ ...word });
    }
    let cursor = x;
    for (const part of parts) {
      set(part.bold, size).fillColor(color);
      pdf.text(part.text, cursor, at, { lineBreak: false });
      cursor += pdf.widthOfString(part.text);
    }
  }

  function drawText(text, { indent = 0, size = bodySize, bold = false, color = INK, after = 7, mark } = {}) {
    const height = size * 1.42;
    const lines = wrap(text, size, width - indent, bold);
    if (lines.length > 1) room(height * Math.min(lines.length, 2));
    lines.forEach((line, n) => {
      room(height);
      if (n === 0 && mark) drawLine([{ text: mark, bold: false }], left() + indent - 14, y, size, BLUE);
      drawLine(line, left() + indent, y, size, color);
      y += height;
      used = true;
    });
    y += after;
  }

  function drawHeading(block) {
    const style = STYLES[block.level];
    const size = columns > 1 ? style.size * 0.9 : style.size;
    if (used) y += style.before;
    room(size * 1.3 + lineHeight * 3);
    drawText(block.text, { size, bold: true, color: BLUE, after: style.after });
    if (block.level === 1 && columns === 1) {
      pdf
        .moveTo(left(), y - 4)
        .lineTo(left() + width, y - 4)
        .lineWidth(0.8)
        .stroke(BLUE);
      y += 7;
    }
  }

  function drawNote(text) {
    const size = bodySize - 0.5;
    const height = size * 1.42;
    const lines = wrap(text, size, width - 28);
    const box = lines.length * height + 14;
    room(box + 8);
    pdf.rect(left(), y, width, box).fill(PALE);
    pdf.rect(left(), y, 4, box).fill("#d9822b");
    for (const [n, line] of lines.entries()) drawLine(line, left() + 16, y + 8 + n * height, size);
    y += box + 10;
    used = true;
  }

  function drawTable(rows) {
    const size = columns > 1 ? bodySize - 1.5 : bodySize - 1;
    const height = size * 1.35;
    const pad = 5;
    const count = rows[0].length;
    // Column widths follow the longest cell, within limits.
    const want = Array.from({ length: count }, (_, c) => {
      let most = 0;
      let word = 0;
      rows.forEach((row, r) => {
        set(r === 0, size);
        most = Math.max(most, pdf.widthOfString(row[c] ?? ""));
        for (const w of (row[c] ?? "").split(" ")) word = Math.max(word, pdf.widthOfString(w));
      });
      return { most: most + 2 * pad + 2, word: word + 2 * pad + 2 };
    });
    const total = want.reduce((sum, w) => sum + w.most, 0);
    let widths;
    if (total <= width) {
      widths = want.map((w) => w.most + ((width - total) * w.most) / total);
    } else {
      const least = want.reduce((sum, w) => sum + w.word, 0);
      const extra = want.reduce((sum, w) => sum + (w.most - w.word), 0);
      widths = want.map((w) => w.word + ((width - least) * (w.most - w.word)) / extra);
    }
    const cells = rows.map((row, r) => row.map((cell, c) => wrap(cell, size, widths[c] - 2 * pad, r === 0)));
    const heights = cells.map((row) => Math.max(...row.map((c) => c.length)) * height + 2 * pad);

    const drawRow = (r) => {
      let x = left();
      if (r === 0) pdf.rect(x, y, width, heights[0]).fill(BLUE);
      else if (r % 2 === 0) pdf.rect(x, y, width, heights[r]).fill(PALE);
      cells[r].forEach((lines, c) => {
        for (const [n, line] of lines.entries()) {
          drawLine(line, x + pad, y + pad + n * height + 1, size, r === 0 ? "#ffffff" : INK);
        }
        x += widths[c];
      });
      y += heights[r];
      pdf
        .moveTo(left(), y)
        .lineTo(left() + width, y)
        .lineWidth(0.5)
        .stroke(RULE);
      used = true;
    };

    y += 3;
    // Small tables stay in one piece, long ones repeat their header.
    const whole = heights.reduce((sum, h) => sum + h, 0);
    room(whole < (floor - margin.top) * 0.45 ? whole : heights[0] + heights[1] + (heights[2] ?? 0));
    drawRow(0);
    for (let r = 1; r < rows.length; r += 1) {
      if (y + heights[r] > floor) {
        next();
        drawRow(0);
      }
      drawRow(r);
    }
    y += 12;
  }

  function drawBars({ title, unit, bars }) {
    const row = 19;
    const box = bars.length * row + 24;
    room(box + 10);
    drawLine([{ text: `${title} (${unit})`, bold: true }], left(), y, bodySize - 0.5, BLUE);
    y += 20;
    const label = 62;
    const most = Math.max(...bars.map((b) => b.value));
    for (const bar of bars) {
      drawLine([{ text: bar.label, bold: false }], left(), y + 2, bodySize - 1);
      const w = ((width - label - 48) * bar.value) / most;
      pdf.rect(left() + label, y, w, row - 6).fill("#2a86a8");
      drawLine([{ text: String(bar.value), bold: false }], left() + label + w + 6, y + 2, bodySize - 1);
      y += row;
    }
    used = true;
    y += 10;
  }

  // --- cover ---------------------------------------------------------------
  const blocks = parse(doc.body);
  if (doc.cover) {
    pdf.rect(0, 0, A4.width, 300).fill(BLUE);
    pdf.rect(0, 300, A4.width, 8).fill("#2a86a8");
    drawLine([{ text: "Tideway Instruments", bold: true }], margin.left, 76, 15, "#ffffff");
    let at = 170;
    for (const line of wrap(doc.title, 28, full, true)) {
      drawLine(line, margin.left, at, 28, "#ffffff");
      at += 36;
    }
    at = 350;
    for (const line of doc.cover) {
      for (const part of wrap(line, 12, full)) {
        drawLine(part, margin.left, at, 12);
        at += 18;
      }
      at += 4;
    }
    const chapters = blocks.filter((b) => b.type === "heading" && b.level === 1);
    if (chapters.length > 2) {
      at += 26;
      drawLine([{ text: doc.contents ?? "Contents", bold: true }], margin.left, at, 13, BLUE);
      at += 24;
      for (const chapter of chapters) {
        drawLine([{ text: chapter.text, bold: false }], margin.left, at, 11);
        at += 18;
      }
    }
    newPage();
  } else {
    // A title block across all columns.
    let at = margin.top - 6;
    for (const line of wrap(doc.title, 22, full, true)) {
      drawLine(line, margin.left, at, 22, BLUE);
      at += 28;
    }
    if (doc.standfirst) {
      at += 2;
      for (const line of wrap(doc.standfirst, 11, full)) {
        drawLine(line, margin.left, at, 11, "#4a5b66");
        at += 16;
      }
    }
    at += 6;
    pdf
      .moveTo(margin.left, at)
      .lineTo(A4.width - margin.right, at)
      .lineWidth(1)
      .stroke(BLUE);
    top = at + 16;
    y = top;
  }

  // --- body ----------------------------------------------------------------
  for (const block of blocks) {
    if (block.type === "page") {
      if (used || column > 0) newPage();
    } else if (block.type === "heading") drawHeading(block);
    else if (block.type === "paragraph") drawText(block.text);
    else if (block.type === "note") drawNote(block.text);
    else if (block.type === "table") drawTable(block.rows);
    else if (block.type === "bars") drawBars(block);
    else if (block.type === "list") {
      for (const [n, item] of block.items.entries()) {
        drawText(item, {
          indent: 16,
          mark: block.ordered ? `${n + 1}.` : "\u2022",
          after: n === block.items.length - 1 ? 8 : 2,
        });
      }
    }
  }

  // --- running header and footer -------------------------------------------
  const range = pdf.bufferedPageRange();
  for (let n = 0; n < range.count; n += 1) {
    if (doc.cover && n === 0) continue;
    pdf.switchToPage(n);
    const small = 8;
    const grey = "#5b6b76";
    drawLine([{ text: doc.header, bold: false }], margin.left, 40, small, grey);
    set(false, small);
    drawLine(
      [{ text: doc.number, bold: false }],
      A4.width - margin.right - pdf.widthOfString(doc.number),
      40,
      small,
      grey,
    );
    pdf
      .moveTo(margin.left, 54)
      .lineTo(A4.width - margin.right, 54)
      .lineWidth(0.5)
      .stroke(RULE);
    pdf
      .moveTo(margin.left, A4.height - 52)
      .lineTo(A4.width - margin.right, A4.height - 52)
      .lineWidth(0.5)
      .stroke(RULE);
    drawLine([{ text: doc.footer, bold: false }], margin.left, A4.height - 44, small, grey);
    const page = `${doc.pageWord ?? "Page"} ${n + 1} ${doc.ofWord ?? "of"} ${range.count}`;
    set(false, small);
    drawLine(
      [{ text: page, bold: false }],
      A4.width - margin.right - pdf.widthOfString(page),
      A4.height - 44,
      small,
      grey,
    );
  }

  return new Promise((resolve, reject) => {
    const stream = createWriteStream(file);
    stream.on("finish", resolve);
    stream.on("error", reject);
    pdf.pipe(stream);
    pdf.end();
  });
}
