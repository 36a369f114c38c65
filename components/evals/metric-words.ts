import type { MetricName } from "@/lib/evals/schema";

/** A metric as pages show it. */
export interface MetricInfo {
  name: MetricName;
  label: string;
  better: "higher" | "lower";
}

const count = new Intl.NumberFormat("en", { maximumFractionDigits: 0 });

/** A score as people read it: shares as percent, times in ms, costs in dollars, areas as they are. */
export function metricNumber(name: string, value: number): string {
  if (name.endsWith("_ms")) return `${count.format(value)} ms`;
  if (name === "cost_usd") return value === 0 ? "$0" : `$${value.toPrecision(2)}`;
  if (isIndex(name)) return value.toFixed(3);
  return `${(value * 100).toFixed(1)}%`;
}

/** As `metricNumber`, for the axis of a chart. */
export function metricTick(name: string, value: number): string {
  if (name.endsWith("_ms")) return count.format(value);
  if (name === "cost_usd") return value.toPrecision(2);
  if (isIndex(name)) return String(Number(value.toFixed(3)));
  return `${Number((value * 100).toFixed(1))}%`;
}

/** Scores that are no shares of cases: shown with three decimals. */
function isIndex(name: string): boolean {
  return ["aurc", "mrr", "ndcg_at_10"].includes(name);
}

/** Where a bar of the metric begins and ends: shares fill the unit, the others what is there. */
export function metricRange(name: string, high: number): { from: number; to: number } {
  return { from: 0, to: name.endsWith("_ms") || name === "cost_usd" ? Math.max(high, 1e-9) * 1.1 : 1 };
}
