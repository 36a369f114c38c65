import { writeFileSync } from "node:fs";
import {
  AlignmentType,
  BorderStyle,
  Document,
  Footer,
  Header,
  HeadingLevel,
  LevelFormat,
  Packer,
  PageBreak,
  PageNumber,
  Paragraph,
  ShadingType,
  Table,
  TableCell,
  TableRow,
  TextRun,
  WidthType,
} from "docx";
import ExcelJS from "exceljs";
import PptxGenJS from "pptxgenjs";
import { parse, runs } from "./markup.mjs";
import { fixTimes } from "./zip.mjs";

const BLUE = "0B4F6C";
const PALE = "EEF4F7";
const RULE = "C5D3DC";

// --- DOCX ------------------------------------------------------------------

const textRuns = (text, options = {}) =>
  runs(text).map((run) => new TextRun({ text: run.text, bold: run.bold, ...options }));

function docxTable(rows) {
  const border = { style: BorderStyle.SINGLE, size: 4, color: RULE };
  const total = 9360;
  const weights = rows[0].map((_, c) =>
    Math.min(40, Math.max(8, ...rows.map((row) => (row[c] ?? "").length))),
  );
  const sum = weights.reduce((a, b) => a + b, 0);
  const widths = weights.map((w) => Math.round((total * w) / sum));
  return new Table({
    width: { size: total, type: WidthType.DXA },
    columnWidths: widths,
    borders: {
      top: border,
      bottom: border,
      left: border,
      right: border,
      insideHorizontal: border,
      insideVertical: border,
    },
    rows: rows.map(
      (row, r) =>
        new TableRow({
          tableHeader: r === 0,
          cantSplit: true,
          children: row.map(
            (cell, c) =>
              new TableCell({
                width: { size: widths[c], type: WidthType.DXA },
                margins: { top: 50, bottom: 50, left: 90, right: 90 },
                shading: r === 0 ? { type: ShadingType.CLEAR, fill: BLUE, color: "auto" } : undefined,
                children: [
                  new Paragraph({
                    children: textRuns(
                      cell,
                      r === 0 ? { bold: true, color: "FFFFFF", size: 20 } : { size: 20 },
                    ),
                  }),
                ],
              }),
          ),
        }),
    ),
  });
}

export async function writeDocx(file, doc) {
  const levels = [HeadingLevel.HEADING_1, HeadingLevel.HEADING_2, HeadingLevel.HEADING_3];
  const children = [new Paragraph({ heading: HeadingLevel.TITLE, children: [new TextRun(doc.title)] })];
  let list = 0;
  for (const block of parse(doc.body)) {
    if (block.type === "heading") {
      children.push(new Paragraph({ heading: levels[block.level - 1], children: [new TextRun(block.text)] }));
    } else if (block.type === "paragraph") {
      children.push(new Paragraph({ spacing: { after: 140 }, children: textRuns(block.text) }));
    } else if (block.type === "note") {
      children.push(
        new Paragraph({
          spacing: { before: 80, after: 160 },
          shading: { type: ShadingType.CLEAR, fill: PALE, color: "auto" },
          border: { left: { style: BorderStyle.SINGLE, size: 24, color: "D9822B", space: 8 } },
          children: textRuns(block.text),
        }),
      );
    } else if (block.type === "list") {
      if (block.ordered) list += 1;
      for (const item of block.items) {
        children.push(
          new Paragraph({
            spacing: { after: 60 },
            children: textRuns(item),
            ...(block.ordered
              ? { numbering: { reference: "steps", level: 0, instance: list } }
              : { bullet: { level: 0 } }),
          }),
        );
      }
    } else if (block.type === "table") {
      children.push(docxTable(block.rows), new Paragraph({ spacing: { after: 120 }, children: [] }));
    } else if (block.type === "page") {
      children.push(new Paragraph({ children: [new PageBreak()] }));
    }
  }

  const small = { size: 16, color: "5B6B76" };
  const document = new Document({
    creator: doc.author,
    lastModifiedBy: doc.author,
    title: doc.title,
    subject: doc.subject ?? doc.title,
    styles: {
      default: {
        document: {
          run: { font: "Calibri", size: 22, color: "1D2B36", language: { value: doc.lang ?? "en-GB" } },
        },
        title: {
          run: { font: "Calibri", size: 44, bold: true, color: BLUE },
          paragraph: { spacing: { after: 160 } },
        },
        heading1: {
          run: { font: "Calibri", size: 30, bold: true, color: BLUE },
          paragraph: { spacing: { before: 300, after: 120 } },
        },
        heading2: {
          run: { font: "Calibri", size: 25, bold: true, color: BLUE },
          paragraph: { spacing: { before: 220, after: 90 } },
        },
        heading3: {
          run: { font: "Calibri", size: 22, bold: true, color: BLUE },
          paragraph: { spacing: { before: 160, after: 60 } },
        },
      },
    },
    numbering: {
      config: [
        {
          reference: "steps",
          levels: [
            {
              level: 0,
              format: LevelFormat.DECIMAL,
              text: "%1.",
              alignment: AlignmentType.START,
              style: { paragraph: { indent: { left: 500, hanging: 340 } } },
            },
          ],
        },
      ],
    },
    sections: [
      {
        headers: {
          default: new Header({
            children: [new Paragraph({ children: [new TextRun({ text: doc.header, ...small })] })],
          }),
        },
        footers: {
          default: new Footer({
            children: [
              new Paragraph({
                alignment: AlignmentType.RIGHT,
                children: [
                  new TextRun({
                    children: [`${doc.number}   `, PageNumber.CURRENT, " / ", PageNumber.TOTAL_PAGES],
                    ...small,
                  }),
                ],
              }),
            ],
          }),
        },
        children,
      },
    ],
  });
  writeFileSync(file, fixTimes(await Packer.toBuffer(document), doc.date));
}

// --- PPTX ------------------------------------------------------------------

export async function writePptx(file, deck) {
  const pptx = new PptxGenJS();
  pptx.layout = "LAYOUT_WIDE";
  pptx.title = deck.title;
  pptx.author = deck.author;
  pptx.company = "Tideway Instruments";
  pptx.subject = deck.subject ?? deck.title;
  pptx.theme = { headFontFace: "Calibri", bodyFontFace: "Calibri" };
  pptx.defineSlideMaster({
    title: "COVER",
    background: { color: BLUE },
    objects: [
      {
        placeholder: {
          options: {
            name: "title",
            type: "title",
            x: 0.8,
            y: 2.2,
            w: 11.6,
            h: 1.4,
            fontSize: 40,
            bold: true,
            color: "FFFFFF",
            align: "left",
          },
          text: "",
        },
      },
      {
        placeholder: {
          options: {
            name: "body",
            type: "body",
            x: 0.8,
            y: 3.8,
            w: 11.6,
            h: 1.4,
            fontSize: 20,
            color: "D6E6EE",
            align: "left",
          },
          text: "",
        },
      },
    ],
  });
  pptx.defineSlideMaster({
    title: "CONTENT",
    background: { color: "FFFFFF" },
    slideNumber: { x: 12.4, y: 7.0, fontSize: 10, color: "5B6B76" },
    objects: [
      { rect: { x: 0, y: 0, w: 13.33, h: 0.18, fill: { color: BLUE } } },
      {
        text: {
          text: deck.footer,
          options: { x: 0.6, y: 6.95, w: 9, h: 0.35, fontSize: 10, color: "5B6B76" },
        },
      },
      {
        placeholder: {
          options: {
            name: "title",
            type: "title",
            x: 0.6,
            y: 0.4,
            w: 12.1,
            h: 0.9,
            fontSize: 30,
            bold: true,
            color: BLUE,
            align: "left",
          },
          text: "",
        },
      },
      {
        placeholder: {
          options: {
            name: "body",
            type: "body",
            x: 0.6,
            y: 1.5,
            w: 12.1,
            h: 5.2,
            fontSize: 20,
            color: "1D2B36",
            align: "left",
            valign: "top",
          },
          text: "",
        },
      },
    ],
  });
  pptx.defineSlideMaster({
    title: "TABLE",
    background: { color: "FFFFFF" },
    slideNumber: { x: 12.4, y: 7.0, fontSize: 10, color: "5B6B76" },
    objects: [
      { rect: { x: 0, y: 0, w: 13.33, h: 0.18, fill: { color: BLUE } } },
      {
        text: {
          text: deck.footer,
          options: { x: 0.6, y: 6.95, w: 9, h: 0.35, fontSize: 10, color: "5B6B76" },
        },
      },
      {
        placeholder: {
          options: {
            name: "title",
            type: "title",
            x: 0.6,
            y: 0.4,
            w: 12.1,
            h: 0.9,
            fontSize: 30,
            bold: true,
            color: BLUE,
            align: "left",
          },
          text: "",
        },
      },
    ],
  });
  for (const item of deck.slides) {
    const kind = item.cover ? "COVER" : item.table ? "TABLE" : "CONTENT";
    const slide = pptx.addSlide({ masterName: kind });
    slide.addText(item.title, { placeholder: "title" });
    if (item.cover) slide.addText(item.cover, { placeholder: "body" });
    if (item.bullets) {
      slide.addText(
        item.bullets.map((text, n) => ({
          text,
          options: { bullet: true, breakLine: n < item.bullets.length - 1, paraSpaceAfter: 8 },
        })),
        { placeholder: "body" },
      );
    }
    if (item.table) {
      slide.addTable(
        item.table.map((row, r) =>
          row.map((text) => ({
            text,
            options: r === 0 ? { bold: true, color: "FFFFFF", fill: { color: BLUE } } : { color: "1D2B36" },
          })),
        ),
        {
          x: 0.6,
          y: 1.5,
          w: 12.1,
          fontSize: 16,
          border: { type: "solid", pt: 0.75, color: RULE },
          margin: 0.08,
        },
      );
    }
    if (item.notes) slide.addNotes(item.notes);
  }
  const data = await pptx.write({ outputType: "nodebuffer" });
  writeFileSync(file, fixTimes(data, deck.date));
}

// --- XLSX ------------------------------------------------------------------

const label = (value) => (value instanceof Date ? value.toISOString().slice(0, 10) : String(value ?? ""));

export async function writeXlsx(file, book) {
  const workbook = new ExcelJS.Workbook();
  const when = new Date(`${book.date}T09:00:00Z`);
  workbook.creator = book.author;
  workbook.lastModifiedBy = book.author;
  workbook.created = when;
  workbook.modified = when;
  workbook.title = book.title;
  workbook.company = "Tideway Instruments";
  for (const sheet of book.sheets) {
    const ws = workbook.addWorksheet(sheet.name, { views: [{ state: "frozen", ySplit: 1 }] });
    const [head] = sheet.rows;
    ws.columns = head.map((header, c) => ({
      header,
      width: Math.min(58, 3 + Math.max(...sheet.rows.map((row) => label(row[c]).length))),
    }));
    for (const row of sheet.rows.slice(1)) ws.addRow(row);
    ws.getRow(1).eachCell((cell) => {
      cell.font = { bold: true, color: { argb: "FFFFFFFF" } };
      cell.fill = { type: "pattern", pattern: "solid", fgColor: { argb: `FF${BLUE}` } };
    });
    for (const [c, format] of Object.entries(sheet.formats ?? {})) ws.getColumn(Number(c)).numFmt = format;
    ws.autoFilter = { from: { row: 1, column: 1 }, to: { row: 1, column: head.length } };
  }
  const data = await workbook.xlsx.writeBuffer();
  writeFileSync(file, fixTimes(data, book.date));
}
