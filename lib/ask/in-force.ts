// When documents conflict, the one in force is answered from. Decides, among versions of one matter, which
// holds on a day, which were replaced and which are still to come. Pure; knows only what documents say of themselves.

import { governingTitle } from "@/lib/text/governing-title";

export interface DatedDocument {
  id: string;
  title: string;
  effectiveDate: string | null;
  /** The beginning of the document: "Effective …", "Replaces …", number and version. */
  head: string;
}

export type Validity =
  | { state: "in-force" }
  /** `by` is the document that holds in its place. */
  | { state: "superseded"; by: string }
  | { state: "coming"; from: string; instead: string };

const months = "january february march april may june july august september october november december".split(
  " ",
);

/**
 * Validity of each document that has a rival among `documents`; one without a rival isn't in the map.
 * `question` may name a day in the past ("in March 2022") or ask about history: then nothing is superseded.
 */
export function documentsInForce(input: {
  documents: DatedDocument[];
  question: string;
  today: string;
}): Map<string, Validity> {
  const { documents, question } = input;
  const validity = new Map<string, Validity>();
  if (asksForHistory(question)) return validity;
  const day = dayOf(question, input.today);
  for (const group of groupsOf(documents)) {
    const started = group.filter((item) => (item.effectiveDate ?? "") <= day);
    const current = [...(started.length > 0 ? started : group)].sort(newestFirst)[0];
    if (!current) continue;
    for (const item of group) {
      if (item.id === current.id) validity.set(item.id, { state: "in-force" });
      else if ((item.effectiveDate ?? "") > day && (item.effectiveDate ?? "") > (current.effectiveDate ?? ""))
        validity.set(item.id, { state: "coming", from: item.effectiveDate ?? "", instead: current.id });
      else validity.set(item.id, { state: "superseded", by: current.id });
    }
  }
  return validity;
}

/** A title without years, numbers and version marks: what versions of one document share. */
export function titleKey(title: string): string {
  return title
    .toLowerCase()
    .replace(/(?<![\p{L}\p{N}])(?:version|rev|revision|v)\.?\s*\d[\d.]*/gu, " ")
    .replace(/[^\p{L}]+/gu, " ")
    .trim();
}

/** Keys under which to look for other versions of these documents; only titles of what replaces its predecessor. */
export function rivalKeys(documents: DatedDocument[]): string[] {
  const keys = documents
    .filter((item) => governingTitle.test(item.title))
    .map((item) => titleKey(item.title));
  return [...new Set(keys.filter((key) => key.length >= 6))];
}

function groupsOf(documents: DatedDocument[]): DatedDocument[][] {
  const groups: DatedDocument[][] = [];
  for (const document of documents) {
    const joined = groups.filter((group) => group.some((other) => related(document, other)));
    const rest = groups.filter((group) => !joined.includes(group));
    groups.splice(0, groups.length, ...rest, [...joined.flat(), document]);
  }
  return groups.filter((group) => group.length > 1);
}

function related(a: DatedDocument, b: DatedDocument): boolean {
  if (replaces(a, b) || replaces(b, a)) return true;
  const number = documentNumber(a.head);
  if (number && number === documentNumber(b.head)) return orderKnown(a, b);
  const key = titleKey(a.title);
  return key.length >= 6 && key === titleKey(b.title) && governingTitle.test(a.title) && orderKnown(a, b);
}

/** Whether `newer` says that it takes the place of `older`. */
function replaces(newer: DatedDocument, older: DatedDocument): boolean {
  const key = titleKey(older.title);
  const number = documentNumber(older.head);
  for (const [, said = ""] of newer.head.matchAll(
    /\b(?:replaces|supersedes|replacing|superseding|takes the place of|ersetzt)\b([^\n]{0,240})/gi,
  )) {
    if (key.length >= 6 && titleKey(said).includes(key) && !sameTitle(newer, older, said)) return true;
    const numbered = numberedKinds(older.title);
    const saysNumber =
      (number && said.includes(number)) || numberedKinds(said).some((one) => numbered.includes(one));
    if (saysNumber && newer.id !== older.id && laterBy(newer, older) > 0) return true;
  }
  return false;
}

/** "Replaces the Leave Policy 2021" said by the policy of 2025 is not about the one of 2023. */
function sameTitle(newer: DatedDocument, older: DatedDocument, said: string): boolean {
  if (newer.id === older.id) return true;
  const year = /\b(?:19|20)\d\d\b/.exec(older.title)?.[0];
  const saidYear = /\b(?:19|20)\d\d\b/.exec(said)?.[0];
  return year !== undefined && saidYear !== undefined && year !== saidYear && !said.includes(year);
}

function orderKnown(a: DatedDocument, b: DatedDocument): boolean {
  return newestFirst(a, b) !== 0;
}

function newestFirst(a: DatedDocument, b: DatedDocument): number {
  if (replacesById(a, b)) return -1;
  if (replacesById(b, a)) return 1;
  return laterBy(b, a);
}

/** Above 0 when `a` is the later one by day or version, whatever they say of each other. */
function laterBy(a: DatedDocument, b: DatedDocument): number {
  const byDate = (a.effectiveDate ?? "").localeCompare(b.effectiveDate ?? "");
  if (byDate !== 0 && a.effectiveDate && b.effectiveDate) return byDate;
  const byVersion = versionOf(a) - versionOf(b);
  return byVersion !== 0 ? byVersion : byDate;
}

function replacesById(newer: DatedDocument, older: DatedDocument): boolean {
  if (newer.effectiveDate && older.effectiveDate && newer.effectiveDate < older.effectiveDate) return false;
  return replaces(newer, older);
}

function versionOf(document: DatedDocument): number {
  const said = /\b(?:version|rev(?:ision)?\.?|v)\s*(\d+(?:\.\d+)?)/i.exec(
    `${document.title}\n${document.head}`,
  )?.[1];
  const year = /\b(?:19|20)\d\d\b/.exec(document.title)?.[0];
  return said ? Number(said) : year ? Number(year) : 0;
}

/** "HR-004": the number under which an organisation keeps a document. */
function documentNumber(head: string): string | undefined {
  return /\b(?:document|doc\.?|policy|dokument)\s*(?:number|no\.?|nr\.?|id)\W{0,6}([A-Z]{1,6}[-_/ ]?\d{1,6})\b/i.exec(
    head,
  )?.[1];
}

/** "Instruction 07" or "Directive No. 3", as a series numbers what it holds; a year is no such number. */
function numberedKinds(text: string): string[] {
  const found = text.matchAll(
    /\b(instruction|circular|directive|memo(?:randum)?|notice|standard|procedure|policy|regulation|bulletin|guideline|anweisung|richtlinie|rundschreiben)\s+(?:(?:no|nr)\.?\s*)?0*(\d{1,3}(?:\.\d+)*)\b/gi,
  );
  return [...found].map(([, kind = "", number = ""]) => `${kind.toLowerCase()} ${number}`);
}

function asksForHistory(question: string): boolean {
  return /\b(?:old|older|previous|former|earlier|original|superseded|outdated)\s+(?:\w+\s+)?(?:polic(?:y|ies)|version|rules?|terms|procedure|handbook|prices?|price list|guidelines?)\b|\b(?:used to|what (?:has )?changed|difference between|compare|compared (?:to|with)|history of|until now)\b/i.test(
    question,
  );
}

/** The last day that the question speaks of, when it is in the past; else today. */
function dayOf(question: string, today: string): string {
  if (/\b(?:now|today|currently|at present|these days|heute|jetzt|aktuell)\b/i.test(question)) return today;
  const years = question.match(/\b(?:19|20)\d\d\b/g) ?? [];
  const year = years.sort().at(-1);
  if (!year || years.length > 1) return today;
  const month = months.findIndex((name) => new RegExp(`\\b${name}\\s+${year}\\b`, "i").test(question)) + 1;
  const last = month > 0 ? `${year}-${String(month).padStart(2, "0")}-31` : `${year}-12-31`;
  return last < today ? last : today;
}
