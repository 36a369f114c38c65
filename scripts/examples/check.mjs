#!/usr/bin/env node
// Checks examples/demo_questions.json against the sample corpus.
//
//   node scripts/examples/check.mjs
//
// Every quote has to be in one block, cell or sentence of its document. Text
// documents are read from examples/, the generated ones from content/, so the
// check needs no packages.
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, extname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import documents from "./content/index.mjs";
import { pieces } from "./markup.mjs";

const root = resolve(dirname(fileURLToPath(import.meta.url)), "../../examples");
const problems = [];
const squeeze = (text) => text.replace(/\s+/g, " ").trim();

function decode(bytes) {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder("utf-16le").decode(bytes);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("windows-1252").decode(bytes);
  }
}

function htmlBlocks(text) {
  const entities = { amp: "&", lt: "<", gt: ">", quot: '"', "#x27": "'", "#39": "'" };
  return text
    .replace(/<(script|style)\b[\s\S]*?<\/\1>/gi, "")
    .replace(/<\/?(strong|em|code|a|b|i|span)\b[^>]*>/gi, "")
    .split(/<[^>]+>/)
    .map((part) => part.replace(/&(#?\w+);/g, (all, name) => entities[name] ?? all));
}

function textBlocks(file) {
  const text = decode(readFileSync(file));
  switch (extname(file)) {
    case ".html":
      return htmlBlocks(text);
    case ".md":
      return text
        .split("\n")
        .flatMap((line) => (line.startsWith("|") ? line.split("|") : [line.replace(/\*\*/g, "")]));
    case ".csv":
      return text.split("\n").flatMap((line) => line.split(","));
    default:
      return text.split(/\r?\n/);
  }
}

function generatedBlocks(document) {
  if (document.body) return pieces(document.body);
  if (document.slides) {
    return document.slides.flatMap((s) => [
      s.title,
      s.cover ?? "",
      ...(s.bullets ?? []),
      ...(s.table ?? []).flat(),
      s.notes ?? "",
    ]);
  }
  return document.sheets.flatMap((s) => s.rows.flat().map(String));
}

const generated = new Map(documents.map((d) => [d.path, d]));
for (const path of generated.keys()) {
  if (!existsSync(join(root, path))) problems.push(`${path}: not built`);
}

const files = readdirSync(root, { recursive: true })
  .map((name) => join(root, name))
  .filter((file) => statSync(file).isFile() && relative(root, file).includes("/"));
for (const file of files) {
  const path = relative(root, file);
  if (/\.(pdf|docx|pptx|xlsx)$/.test(path) && !generated.has(path)) {
    problems.push(`${path}: has no content module`);
  }
}

const questions = JSON.parse(readFileSync(join(root, "demo_questions.json"), "utf8"));
let quotes = 0;
for (const { question, expected } of questions) {
  if (typeof question !== "string" || !question) problems.push("a question has no text");
  if (expected === null) continue;
  if (!Array.isArray(expected) || !expected.length) problems.push(`"${question}": expected is empty`);
  for (const { document, quote } of expected ?? []) {
    quotes += 1;
    if (!existsSync(join(root, document))) {
      problems.push(`"${question}": ${document} does not exist`);
      continue;
    }
    const blocks = generated.has(document)
      ? generatedBlocks(generated.get(document))
      : textBlocks(join(root, document));
    if (!blocks.some((block) => squeeze(block).includes(squeeze(quote)))) {
      problems.push(`"${question}": not in ${document}: ${quote}`);
    }
  }
}

const open = questions.filter((q) => q.expected === null).length;
console.log(
  `${files.length} documents, ${questions.length} questions (${open} without an answer), ${quotes} quotes`,
);
if (questions.length !== 25 || open !== 5)
  problems.push("there should be 25 questions, 5 of them without an answer");
for (const problem of problems) console.error(problem);
process.exit(problems.length ? 1 : 0);
