import { addIdentityNames, closestWord } from "./context-words";
import type { Findings } from "./findings";
import { idSchemes } from "./national-id-schemes";

addIdentityNames(idSchemes.map((scheme) => scheme.names).join("|"));
const named = idSchemes.map((scheme) => ({ scheme, pattern: new RegExp(`^(?:${scheme.names})$`, "iu") }));
const piece = /(?<![\p{L}\p{N}.@])[A-Za-z0-9][A-Za-z0-9.\-/+()]*/gu;
const piecesAtMost = 7;
/** The fewest of any register: an Italian code has seven, all of them may stand for letters but five. */
const enoughDigits =
  /(?:\d[^\d]{0,6}){4}|^[A-Z]{6}[0-9LMNP-V]{2}[A-Z][0-9LMNP-V]{2}[A-Z][0-9LMNP-V]{3}[A-Z]$/i;

/**
 * Numbers by which a state knows a person: a valid one in the form that its register writes, or any valid one where
 * the text names the register or speaks of an id.
 */
export function findNationalIds(found: Findings): void {
  const pieces = [...found.text.matchAll(piece)].map((match) => {
    const raw = match[0].replace(/[.\-/+(]+$/, "");
    return { start: match.index, end: match.index + raw.length, hasDigit: /\d/.test(raw) };
  });
  for (let first = 0; first < pieces.length; first++) {
    if (!pieces[first]?.hasDigit && !pieces[first + 1]?.hasDigit) continue;
    findFrom(found, pieces, first);
  }
}

function findFrom(
  found: Findings,
  pieces: { start: number; end: number; hasDigit: boolean }[],
  first: number,
): void {
  const { text } = found;
  const from = pieces[first];
  if (!from) return;
  let named: Named | undefined;
  for (let count = piecesAtMost; count >= 1; count--) {
    const last = pieces[first + count - 1];
    if (!last || last.end - from.start > 26) continue;
    // Pieces of one number are one space apart.
    if (last.end - from.start > 1 && /[^A-Za-z0-9.\-/+() ]| {2}/.test(text.slice(from.start, last.end)))
      continue;
    const start = from.start;
    const end = last.end;
    const raw = text.slice(start, end);
    if (!enoughDigits.test(raw) || !found.isFree(start, end)) continue;
    if (/[\p{L}\p{N}]/u.test(text[end] ?? "")) continue;
    if (!named) {
      if (!found.mayCheck()) {
        if ((raw.match(/\d/g)?.length ?? 0) >= 7) found.add(start, end, "number");
        return;
      }
      named = namedBefore(found, start, end);
    }
    if (isNationalId(found, { raw, start, end }, named)) {
      found.add(start, end, "national_id");
      return;
    }
  }
}

interface Named {
  kind: "none" | "order" | "phone" | "card" | "id";
  /** The registers that the word names; all of them when it names none in particular. */
  schemes: typeof idSchemes;
}

function namedBefore(found: Findings, start: number, end: number): Named {
  const word = closestWord(found, start, end);
  if (!word) return { kind: "none", schemes: [] };
  if (word.kind !== "id" && !(word.kind === "card" && word.word === "pan"))
    return { kind: word.kind, schemes: [] };
  const meant = named.filter(({ pattern }) => pattern.test(word.word)).map(({ scheme }) => scheme);
  return { kind: "id", schemes: meant };
}

function isNationalId(
  found: Findings,
  { raw, start, end }: { raw: string; start: number; end: number },
  { kind, schemes }: Named,
): boolean {
  const before = found.text.slice(Math.max(0, start - 2), start);
  const after = found.text.slice(end, end + 2);
  if (kind === "id") {
    const compact = raw.replace(/[^A-Za-z0-9]/g, "");
    if (compact.length < 6 || compact.length > 20) return false;
    if (schemes.length > 0 && schemes.some((scheme) => scheme.isValid(raw) || scheme.isValid(compact)))
      return true;
    // What fails the check of the register that is named is a look-alike.
    if (schemes.length > 0) return false;
    for (let cost = 0; cost < 10; cost++) if (!found.mayCheck()) return true;
    // Without check digits any nine digits are a social security number: only where it is written as one.
    return idSchemes.some(
      (scheme) =>
        (scheme.code === "US-SSN" ? scheme.shape?.test(raw) : true) &&
        (scheme.isValid(raw) || scheme.isValid(compact)),
    );
  }
  // Part of a longer grouped number, as the last twelve digits of a card.
  if (/\d[ .\-/]$/.test(before) || /^[ .\-/]\d/.test(after)) return false;
  const strict = kind !== "none";
  return idSchemes.some(
    (scheme) =>
      scheme.shape?.test(raw) &&
      // Beside "order" or "tracking" bare digits are what that says.
      !(strict && /^[\d ]+$/.test(raw)) &&
      scheme.isValid(raw),
  );
}
