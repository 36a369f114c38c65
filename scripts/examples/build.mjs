#!/usr/bin/env node
// Writes the PDF, DOCX, PPTX and XLSX documents of the sample corpus.
//
//   node scripts/examples/build.mjs [--out folder] [path ...]
//
// Without paths all documents are written. The texts are in content/.
import { mkdirSync, statSync } from "node:fs";
import { dirname, extname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import documents from "./content/index.mjs";
import { writeDocx, writePptx, writeXlsx } from "./office.mjs";
import { writePdf } from "./pdf.mjs";

const WRITERS = { ".pdf": writePdf, ".docx": writeDocx, ".pptx": writePptx, ".xlsx": writeXlsx };

const args = process.argv.slice(2);
let out = resolve(dirname(fileURLToPath(import.meta.url)), "../../examples");
const at = args.indexOf("--out");
if (at >= 0) [, out] = args.splice(at, 2);

const chosen = args.length ? documents.filter((d) => args.includes(d.path)) : documents;
if (args.length && chosen.length !== args.length) {
  console.error("Unknown document among:", args.join(", "));
  process.exit(1);
}
for (const document of chosen) {
  const file = join(out, document.path);
  mkdirSync(dirname(file), { recursive: true });
  await WRITERS[extname(file)](file, document);
  console.log(`${document.path}  ${Math.ceil(statSync(file).size / 1024)} KB`);
}
