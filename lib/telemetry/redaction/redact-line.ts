import { redactText } from "./redact-text";

/** Characters of a line that are looked at; what lies beyond is left out. */
const longestLine = 131_072;
/** Integers of fewer digits are counts, ports and times. */
const fewestDigits = 9;

/**
 * A log line as it may leave the process: each string of the record, each name of a field and each long number is
 * read by `redactText`. A line that isn't JSON is read as one text.
 */
export function redactLine(line: string): string {
  const body = line.trimEnd();
  if (!body.startsWith("{")) return redactText(body) + line.slice(body.length);
  try {
    const budget = { left: longestLine };
    return JSON.stringify(redactValue(JSON.parse(body), "", budget)) + line.slice(body.length);
  } catch {
    return redactText(body) + line.slice(body.length);
  }
}

/** Any JSON value with what is personal or secret in it taken out. */
export function redactValue(value: unknown, field = "", budget = { left: longestLine }, depth = 0): unknown {
  if (typeof value === "string") {
    if (budget.left < 0) return "[cut]";
    budget.left -= Math.min(value.length, 8192) + 8;
    return redactText(value, field);
  }
  if (typeof value === "number") return redactNumber(value, field);
  if (value === null || typeof value !== "object") return value;
  if (depth > 50 || budget.left < 0) return "[cut]";
  if (Array.isArray(value)) {
    const kept: unknown[] = [];
    for (const entry of value) {
      if (budget.left < 0) {
        kept.push("[cut]");
        break;
      }
      budget.left -= 4;
      kept.push(redactValue(entry, field, budget, depth + 1));
    }
    return kept;
  }
  const result: Record<string, unknown> = {};
  for (const [name, entry] of Object.entries(value)) {
    budget.left -= name.length;
    if (budget.left < 0) {
      result.cut = true;
      break;
    }
    Object.defineProperty(result, safeName(name), {
      value: redactValue(entry, name, budget, depth + 1),
      enumerable: true,
      configurable: true,
      writable: true,
    });
  }
  return result;
}

/** A card or phone number may come as a number; times and offsets don't have the digits or fail the checks. */
function redactNumber(value: number, field: string): unknown {
  if (!Number.isSafeInteger(value) || Math.abs(value) < 10 ** (fewestDigits - 1)) return value;
  const text = String(Math.abs(value));
  const hidden = redactText(text, /time|_ms$|_at$|offset|bytes|size/i.test(field) ? "" : field);
  return hidden === text ? value : hidden;
}

/** Names of fields repeat on every line: what is known to be harmless needs no second look. */
const harmless = new Set<string>();

function safeName(name: string): string {
  if (harmless.has(name)) return name;
  if (/^[A-Za-z_][A-Za-z_]{0,40}$/.test(name)) {
    if (harmless.size < 2000) harmless.add(name);
    return name;
  }
  return redactText(name);
}
