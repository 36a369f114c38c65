import { countrySpecs, isValidIBAN } from "ibantools";
import validator from "validator";
import type { Findings } from "./findings";

const candidate = /(?<![A-Za-z0-9])[A-Za-z]{2}[ -]?\d{2}(?=(?:[ .-]?[A-Za-z0-9]){11})/g;

/** IBANs whose length, form and check digits are those of their country. One that fails is no other number either. */
export function findIbans(found: Findings): void {
  const { text } = found;
  for (const match of text.matchAll(candidate)) {
    const start = match.index;
    const length = countrySpecs[match[0].slice(0, 2).toUpperCase()]?.chars;
    if (!length) continue;
    const end = endOf(text, start, length);
    if (end === undefined) continue;
    const compact = text
      .slice(start, end)
      .replace(/[^A-Za-z0-9]/g, "")
      .toUpperCase();
    // Some countries have check digits of their own within it; a bank's may differ from what a library knows.
    if (validator.isIBAN(compact) || isValidIBAN(compact)) found.add(start, end, "iban");
    else if (/^[A-Z]{2}\d{8}/.test(compact)) found.block(start, end);
  }
}

/** Where `length` letters and digits end, single separators between them; undefined when they don't end there. */
function endOf(text: string, start: number, length: number): number | undefined {
  let at = start;
  for (let count = 0; count < length; at++) {
    const character = text[at] ?? "";
    if (/[A-Za-z0-9]/.test(character)) count += 1;
    else if (!/[ .-]/.test(character) || !/[A-Za-z0-9]/.test(text[at + 1] ?? "")) return undefined;
  }
  return /[A-Za-z0-9]/.test(text[at] ?? "") ? undefined : at;
}
