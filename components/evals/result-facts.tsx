import type { ReactNode } from "react";
import type { EvalResultDetail } from "@/lib/evals/schema";
import { type MetricInfo, metricNumber } from "./metric-words";

/** The numbers of one result: its scores, time by part, cost, and the ids that lead to its log lines. */
export function ResultFacts({ result, metrics }: { result: EvalResultDetail; metrics: MetricInfo[] }) {
  const { got } = result;
  const scores: [string, ReactNode][] = metrics.flatMap(({ name, label }): [string, ReactNode][] => {
    const value = result.scores[name];
    return value === undefined ? [] : [[label, metricNumber(name, value)]];
  });
  const parts = Object.entries(got.latency_ms).sort(([, one], [, other]) => (other ?? 0) - (one ?? 0));
  const times = parts.flatMap(([part, ms]) =>
    ms === null ? [] : [`${part.replaceAll("_", " ")} ${Math.round(ms)} ms`],
  );
  const facts: [string, ReactNode][] = [
    ...scores,
    ["Confidence", result.confidence === null ? "–" : `${Math.round(result.confidence * 100)}%`],
    ["Time by part", times.join(", ") || "–"],
    [
      "Tokens, cost",
      `${result.input_tokens} in, ${result.output_tokens} out, ${result.cost_usd === null ? "no price known" : `$${result.cost_usd.toPrecision(2)}`}`,
    ],
    ["Model, prompt", `${got.model || "–"}, ${got.prompt_version || "–"}`],
    ["Searched for", got.searched_for || "–"],
    [
      "Trace",
      <code key="trace" className="break-all font-mono text-sm">
        {result.trace_id || "–"}
      </code>,
    ],
    [
      "Request",
      <code key="request" className="break-all font-mono text-sm">
        {got.request_id || "–"}
      </code>,
    ],
    ...(got.warnings.length > 0 ? [["Warnings", got.warnings.join(", ")] satisfies [string, ReactNode]] : []),
  ];
  return (
    <dl className="grid grid-cols-2 gap-x-6 gap-y-3 rounded-lg border bg-surface p-4 shadow-card sm:grid-cols-3 lg:grid-cols-5">
      {facts.map(([name, value]) => (
        <div key={name} className="min-w-0">
          <dt className="text-muted text-sm">{name}</dt>
          <dd className="figures [overflow-wrap:anywhere]">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
