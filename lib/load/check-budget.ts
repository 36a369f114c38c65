import type { LoadBudget, LoadResult } from "./schema";

export interface BudgetLine {
  measure: string;
  value: number;
  min: number | null;
  max: number | null;
  kept: boolean;
}

/** Each line of a budget against a result. A measure that the run has no value for is not kept. */
export function checkBudget(result: LoadResult, budget: LoadBudget): BudgetLine[] {
  const latency = result.total.latency_ms;
  const values: Record<keyof LoadBudget, number | null> = {
    p50_ms: latency.p50,
    p90_ms: latency.p90,
    p95_ms: latency.p95,
    p99_ms: latency.p99,
    p99_9_ms: latency.p99_9,
    max_ms: latency.max,
    mean_ms: latency.mean,
    first_event_p95_ms: result.total.first_event_ms?.p95 ?? null,
    error_rate: result.error_rate,
    succeeded_per_s: result.succeeded_per_s,
    p99_to_p50: latency.p50 > 0 ? latency.p99 / latency.p50 : null,
  };
  return Object.entries(budget).flatMap(([measure, limit]) => {
    if (!limit) return [];
    const value = values[measure as keyof LoadBudget];
    const timeless = latency.count === 0 && measure !== "error_rate" && measure !== "succeeded_per_s";
    const kept =
      value !== null &&
      !timeless &&
      (limit.min === undefined || value >= limit.min) &&
      (limit.max === undefined || value <= limit.max);
    return [{ measure, value: value ?? Number.NaN, min: limit.min ?? null, max: limit.max ?? null, kept }];
  });
}
