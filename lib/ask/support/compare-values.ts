import type { TextValue } from "@/lib/text/find-values";

/** Whether a value that a claim states is one that the evidence states. A claim may be less exact, never more. */
export function valueSupported(claimed: TextValue, given: TextValue): boolean {
  if (claimed.kind === "date" || given.kind === "date") return dateSupported(claimed, given);
  if (claimed.kind === "weekday" || claimed.kind === "time" || claimed.kind === "code") {
    return claimed.kind === given.kind && claimed.key === given.key;
  }
  if (claimed.kind === "ordinal") {
    return (
      claimed.key === given.key && (given.kind === "ordinal" || (given.kind === "number" && !given.unit))
    );
  }
  if (claimed.key !== given.key) return unitsConvert(claimed, given);
  if (given.kind === "ordinal") return claimed.kind === "number" && !claimed.unit;
  if (claimed.kind === given.kind) return !claimed.unit || !given.unit || claimed.unit === given.unit;
  // A bare number in a table may carry its currency or per cent in the column's header.
  return given.kind === "number" && !given.unit && (claimed.kind === "money" || claimed.kind === "percent");
}

function dateSupported(claimed: TextValue, given: TextValue): boolean {
  if (given.kind !== "date") return false;
  const [givenYear, givenMonth, givenDay] = parts(given.key);
  if (claimed.kind === "number") return claimed.key === givenYear && !claimed.unit;
  if (claimed.kind !== "date") return false;
  const [year, month, day] = parts(claimed.key);
  if (month !== givenMonth) return false;
  if (year !== null && year !== givenYear) return false;
  return day === null || day === givenDay;
}

function parts(key: string): [string | null, string | null, string | null] {
  const match = /^(\d{4}|-)-(\d{2})(?:-(\d{2}))?$/.exec(key);
  if (!match) return [null, null, null];
  return [match[1] === "-" ? null : (match[1] ?? null), match[2] ?? null, match[3] ?? null];
}

const conversions = new Map([
  ["year/month", 12],
  ["day/hour", 24],
  ["hour/minute", 60],
  ["minute/second", 60],
  ["week/day", 7],
  ["km/m", 1000],
  ["m/cm", 100],
  ["cm/mm", 10],
  ["kg/g", 1000],
  ["tonne/kg", 1000],
  ["gb/mb", 1000],
  ["decade/year", 10],
  ["century/year", 100],
  ["second/millisecond", 1000],
  ["kw/watt", 1000],
]);

function unitsConvert(claimed: TextValue, given: TextValue): boolean {
  if (!claimed.unit || !given.unit || claimed.kind !== "number" || given.kind !== "number") return false;
  const down = conversions.get(`${claimed.unit}/${given.unit}`);
  if (down) return Math.abs(Number(claimed.key) * down - Number(given.key)) < 1e-6;
  const up = conversions.get(`${given.unit}/${claimed.unit}`);
  return up !== undefined && Math.abs(Number(given.key) * up - Number(claimed.key)) < 1e-6;
}
