import {
  type CountryCode,
  getCountries,
  type PhoneNumber,
  parsePhoneNumberFromString,
} from "libphonenumber-js/max";
import { type ContextWord, closestWord } from "./context-words";
import type { Findings } from "./findings";
import type { NumberRun, NumberWindow } from "./number-runs";

/** Number plans tried for a number without its country, the most spoken of first. */
const first = "US GB DE FR ES IT NL PL SE CH AT BE IN BR MX AU CA JP IE PT DK NO FI CZ TR ZA".split(" ");
const plans = [...first, ...getCountries().filter((country) => !first.includes(country))] as CountryCode[];

/**
 * Phone numbers of any country's number plan. With a country code they stand for themselves; a national one is known
 * by the word beside it, or by being written as its country writes it.
 */
export function findPhones(found: Findings, run: NumberRun): void {
  for (const window of run.windows(5, 17)) {
    const { start, end, digits } = window;
    if (!found.isFree(start, end)) continue;
    const international = window.raw.startsWith("+") || window.raw.startsWith("(+");
    if (!international && digits.length < 6) continue;
    let context: ContextWord | undefined;
    if (!international && !digits.startsWith("00")) {
      context = closestWord(found, start, end);
      const isPart =
        /\d[ .\-/]$/.test(found.text.slice(Math.max(0, start - 2), start)) ||
        /^[ .\-/]\d/.test(found.text.slice(end, end + 2));
      if (context?.kind !== "phone" && (isPart || !mayBeWrittenNational(window))) continue;
      if (context && context.kind !== "phone" && context.kind !== "order" && !window.raw.startsWith("0"))
        continue;
      if (context?.kind === "order" && !/^\(?0\d|^\(\d{3}\) /.test(window.raw)) continue;
    }
    if (!found.mayCheck()) {
      found.add(start, end, "number");
      continue;
    }
    if (isPhone(window, international, context?.kind === "phone")) found.add(start, end, "phone");
  }
}

function isPhone(window: NumberWindow, international: boolean, called: boolean): boolean {
  const { digits, raw } = window;
  if (international) {
    // "+49 (0)30 …": the zero in brackets is not dialled.
    const dialled = raw.replace(/\(0\)/, "").replace(/\D/g, "");
    return parse(`+${dialled}`)?.isValid() === true || parse(`+${digits}`)?.isValid() === true;
  }
  if (digits.startsWith("00") && parse(`+${digits.slice(2)}`)?.isValid())
    return digits.length >= 11 || /\D/.test(raw);
  if (called) {
    if (digits.length > 9 && parse(`+${digits}`)?.isValid()) return true;
    return plans.some((country) => parse(digits, country)?.isValid());
  }
  return plans.some((country) => {
    const number = parse(digits, country);
    return number?.isValid() && number.country === country && isWrittenAsAtHome(window, number);
  });
}

function parse(text: string, country?: CountryCode): PhoneNumber | undefined {
  return parsePhoneNumberFromString(
    text,
    country ? { defaultCountry: country, extract: false } : { extract: false },
  );
}

/** Brackets or a leading zero and groups, or `415-555-2671`; dates, thousands and part numbers are not. */
function mayBeWrittenNational({ raw, groups, digits }: NumberWindow): boolean {
  if (groups.length < 2 || digits.length < 9 || digits.length > 12) return false;
  if (/^\(0?\d{2,5}\)/.test(raw)) return true;
  if (/^\d{3}([-.])\d{3}\1\d{4}$/.test(raw)) return true;
  if (!/^0[1-9]/.test(raw)) return false;
  // A leading zero and spaces or one slash: `030 1234567`, `0171/1234567`, `01.23.45.67.89`.
  return (
    !/^\d{1,2}[./-]\d{1,2}[./-](?:\d{2}|\d{4})$/.test(raw) &&
    (/^0\d+[ /]/.test(raw) || /^0\d{2,4}-\d{5,8}$/.test(raw) || /^0\d(?:[.-]\d\d){4}$/.test(raw))
  );
}

/** The area code stands as its country sets it apart; without a leading zero every group does. */
function isWrittenAsAtHome({ raw, groups }: NumberWindow, number: PhoneNumber): boolean {
  const home = number.formatNational().match(/\d+/g) ?? [];
  if (/^\(?0/.test(raw)) return home[0] === groups[0] || home.slice(0, 2).join("") === groups[0];
  return home.length === groups.length && home.every((group, at) => group === groups[at]);
}
