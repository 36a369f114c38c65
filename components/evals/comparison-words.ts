import type { MetricComparison } from "@/lib/evals/schema";
import type { MetricInfo } from "./metric-words";

/**
 * A comparison as a sentence: "Citation recall is better by 4.1 points, 95% interval 1.2 to 7.3." Points are
 * hundredths; what is good or bad is said by the word, so the numbers carry no sign unless the interval crosses zero.
 */
export function comparisonSentence(metric: MetricInfo, found: MetricComparison): string {
  const turn = metric.better === "higher" ? 1 : -1;
  if (found.verdict === "no-difference-shown") {
    const seen = `${points(found.low)} to ${points(found.high)}`;
    return `${metric.label}: no difference shown (${seen} points; ${points(found.detectable)} could have been shown).`;
  }
  const sign = found.verdict === "better" ? turn : -turn;
  const [near, far] = [found.low * sign, found.high * sign].sort((one, other) => one - other);
  return `${metric.label} ${isMany(metric.label) ? "are" : "is"} ${found.verdict} by ${points(Math.abs(found.difference))} points, 95% interval ${points(near ?? 0)} to ${points(far ?? 0)}.`;
}

/** `Wrong answers`, `Cases passed`; not `Faithfulness`. */
function isMany(label: string): boolean {
  return /[^s]s( passed)?$/.test(label);
}

function points(value: number): string {
  const text = (Math.abs(value) * 100).toFixed(1);
  return value < 0 && text !== "0.0" ? `−${text}` : text;
}
