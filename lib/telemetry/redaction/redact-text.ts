// Hides what tells of a person or opens a door in any text that leaves the process: log lines and span attributes.
// The text is read in one plain form (escapes undone, digits of any script), each kind is looked for by cheap signs and
// then checked for real (check digits, number plans), and what was found is cut out of the original.

import { findAddresses } from "./find-addresses";
import { findCards } from "./find-cards";
import { findEmails } from "./find-emails";
import { findIbans } from "./find-ibans";
import { findNationalIds } from "./find-national-ids";
import { findPhones } from "./find-phones";
import { findSecrets, isSecretField } from "./find-secrets";
import { type Finding, Findings } from "./findings";
import { blockHarmless } from "./harmless-shapes";
import { numberRuns } from "./number-runs";
import { readableText } from "./readable-text";

/** Longer texts are cut: nobody reads them in a log, and the cost of a line stays bounded. */
export const longestText = 8192;

/**
 * `text` with `[email]`, `[phone]`, `[iban]`, `[card]`, `[national_id]`, `[ip]` or `[secret]` in the place of what it
 * held; `[number]` for digits past the share of checks that one text has. `field` is the name of the field that holds
 * it, which tells what a bare number is. At most 8,192 characters come back, and a note when it was cut.
 */
export function redactText(text: string, field = ""): string {
  if (field !== "" && isSecretField(field) && text.length > 0) return "[secret]";
  if (text.length < 3) return text;
  if (harmless.has(text)) return text;
  const { kept, note } = shorten(text);
  const findings = findPersonalData(kept, field);
  if (findings.length > 0) return cut(kept, findings) + note;
  // Endpoints, model names and messages come again and again. Digits alone depend on the field's name.
  if (text.length <= 48 && !/\d{5}/.test(text) && harmless.size < 5000) harmless.add(text);
  return kept + note;
}

const harmless = new Set<string>();

/** What `text` holds, by position in it, from left to right. */
export function findPersonalData(text: string, field = ""): Finding[] {
  if (!needsReading(text)) return [];
  const { text: plain, starts } = readableText(text);
  const found = new Findings(plain, field);
  findSecrets(found);
  if (plain.includes("@") || /[[({]at[\])}]/i.test(plain)) findEmails(found);
  if (/\d/.test(plain) || plain.includes("::")) {
    blockHarmless(found);
    findIbans(found);
    findAddresses(found);
    const runs = [...numberRuns(found)];
    for (const run of runs) findCards(found, run);
    findNationalIds(found);
    for (const run of runs) findPhones(found, run);
  }
  const list = found.list.sort((a, b) => a.start - b.start);
  if (!starts) return list;
  return list.map(({ start, end, kind }) => ({
    start: starts[start] ?? 0,
    end: starts[end] ?? text.length,
    kind,
  }));
}

const sign =
  /[@\\%\d=]|::|[^\x20-\x7e]|[([{]at|:\/\/|[A-Za-z\d_-]{16}|\b(?:pass|pwd|secret|token|key|bearer|basic)/i;
/** Times, our own ids and trace ids, as they stand on every line. */
const ownShape =
  /^(?:\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z|(?:req|ans|cnv|doc|ver|job|msg|gap|src|usr|key|ses|run)_(?:[0-9a-f]{24}|[0-9a-hjkmnp-tv-z]{26})|[0-9a-f]{32}|\d{1,6})$/;

function needsReading(text: string): boolean {
  return text.length >= 3 && sign.test(text) && !ownShape.test(text);
}

function cut(text: string, findings: Finding[]): string {
  let result = "";
  let at = 0;
  for (const { start, end, kind } of findings) {
    if (start < at) continue;
    result += `${text.slice(at, start)}[${kind}]`;
    at = end;
  }
  return result + text.slice(at);
}

/** Cut between words, so that no half of a number or address is left that nothing knows any more. */
function shorten(text: string): { kept: string; note: string } {
  if (text.length <= longestText) return { kept: text, note: "" };
  const head = text.slice(0, longestText);
  const edge = head.slice(-300).search(/[\s,;"'](?=[^\s,;"'\d@]*$)/);
  const kept = edge === -1 ? head.slice(0, -300) : head.slice(0, longestText - 300 + edge);
  return { kept, note: `… (${text.length - kept.length} characters cut)` };
}
