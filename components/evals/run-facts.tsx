import type { ReactNode } from "react";
import { LocalTime } from "@/components/documents/local-time";
import type { EvalRun } from "@/lib/evals/schema";
import { metricNumber } from "./metric-words";

/** What a run was made with, how long it took and what it cost. */
export function RunFacts({ run, costUsd, tokens }: { run: EvalRun; costUsd: number | null; tokens: number }) {
  const scores = run.scores?.all;
  const number = new Intl.NumberFormat("en");
  const facts: [string, ReactNode][] = [
    ["Cases", `${number.format(run.done)} of ${number.format(run.total)}`],
    ...(scores?.latency_p50_ms && scores.latency_p95_ms
      ? [
          [
            "Latency p50, p95",
            `${metricNumber("latency_p50_ms", scores.latency_p50_ms.value)}, ${metricNumber("latency_p95_ms", scores.latency_p95_ms.value)}`,
          ] satisfies [string, ReactNode],
        ]
      : []),
    ["Cost", costUsd === null ? "no price known" : `$${costUsd.toFixed(4)}`],
    ["Tokens", number.format(tokens)],
    ["Model", run.model || "–"],
    ["Prompt", run.prompt_version || "–"],
    ["Embeddings", run.embedding_model || "–"],
    ["Commit", run.commit ? <code className="font-mono text-sm">{run.commit.slice(0, 12)}</code> : "–"],
    ["Ended", run.finished_at ? <LocalTime value={run.finished_at} style="full" /> : "–"],
    ["MLflow", run.tracking?.detail ?? "not logged"],
    [
      "Run",
      <code key="id" className="break-all font-mono text-sm">
        {run.id}
      </code>,
    ],
  ];
  return (
    <dl className="grid grid-cols-2 gap-x-6 gap-y-3 rounded-lg border bg-surface p-4 shadow-card sm:grid-cols-3 lg:grid-cols-6">
      {facts.map(([name, value]) => (
        <div key={name} className="min-w-0">
          <dt className="text-muted text-sm">{name}</dt>
          <dd className="figures [overflow-wrap:anywhere]">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
