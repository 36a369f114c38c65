import type { MetricInfo } from "@/components/evals/metric-words";
import { metrics } from "@/lib/evals/metrics";
import type { MetricName } from "@/lib/evals/schema";

/** Every metric as pages show it, in its order. */
export const metricList: MetricInfo[] = metrics.map(({ name, label, better }) => ({
  name,
  label: label.replace(/, (ms|USD a case)$/, (_, unit: string) => (unit === "ms" ? "" : " a case")),
  better,
}));

/** What a trend shows unless its address says otherwise. */
export const trendMetrics: MetricName[] = [
  "passed",
  "citation_recall",
  "citation_precision",
  "key_point_recall",
  "refusal_f1",
  "wrong_answers",
  "calibration_error",
  "ndcg_at_10",
  "tool_accuracy",
  "argument_accuracy",
  "safety_violations",
  "latency_p95_ms",
];

/** Columns of the table of runs, where any run of it has them. */
export const lineMetrics: MetricName[] = [
  "passed",
  "citation_recall",
  "refusal_f1",
  "wrong_answers",
  "tool_accuracy",
  "argument_accuracy",
  "safety_violations",
  "latency_p95_ms",
];
