import Link from "next/link";
import type { ReactNode } from "react";
import { Notice } from "@/components/ui/notice";
import { plural } from "@/components/ui/plural";
import type { MetricComparison, RunGate, TurnedCase } from "@/lib/evals/schema";
import { comparisonSentence } from "./comparison-words";
import { type MetricInfo, metricNumber } from "./metric-words";

/** Whether a change with such a run may be merged, and if not, why; and what came out otherwise than last accepted. */
export function GateNotice({ gate, metrics }: { gate: RunGate; metrics: MetricInfo[] }) {
  const { baseline, reasons, short } = gate;
  const sentences = (found: MetricComparison[] = []) =>
    found.flatMap((one) => {
      const metric = metrics.find(({ name }) => name === one.metric);
      return metric ? [comparisonSentence(metric, one)] : [];
    });
  const floors = short.flatMap(({ metric: name, value, floor }) => {
    const metric = metrics.find((one) => one.name === name);
    const side = metric?.better === "lower" ? "above its limit of" : "below its floor of";
    return metric
      ? [`${metric.label}: ${metricNumber(name, value)}, ${side} ${metricNumber(name, floor)}.`]
      : [];
  });
  const worse = sentences(baseline?.worse);
  const isPart = !gate.open && reasons.length + floors.length + worse.length === 0;
  return (
    <div role="status">
      <Notice
        tone={gate.open ? "neutral" : isPart ? "caution" : "danger"}
        title={
          gate.open
            ? "The gate is open for this run: a change that answers like this may be merged."
            : isPart
              ? "The gate can’t be told: only a part of the set was asked."
              : "The gate is shut for this run: a change that answers like this may not be merged."
        }
      >
        {gate.open || isPart ? (
          <p>
            {gate.counted > 0 && `${plural(gate.counted, "case")} must pass, and all do. `}
            No score is below its floor{baseline && ", and none is worse than last accepted beyond chance"}.
            {isPart && baseline && ` ${plural(baseline.missing, "case")} of the set were not asked.`}
          </p>
        ) : (
          <>
            {[...(baseline?.causes ?? []), ...reasons].map((sentence) => (
              <p key={sentence} className="text-ink">
                {sentence}
              </p>
            ))}
            <Lines title={`${plural(floors.length, "score")} beyond the floor or limit`} lines={floors} />
            <Lines
              title={`${plural(worse.length, "score")} worse than last accepted, beyond chance`}
              lines={worse}
            />
          </>
        )}
        {sentences(baseline?.better).map((sentence) => (
          <p key={sentence}>{sentence}</p>
        ))}
        {baseline && (
          <>
            <Turned title="failed that passed when last accepted" cases={baseline.turnedWrong} />
            <Turned title="passed that failed when last accepted" cases={baseline.turnedRight} />
            <p className="mt-1 text-sm">
              Last accepted: commit <code className="font-mono">{baseline.commit.slice(0, 12)}</code>, “
              {baseline.why}”
            </p>
          </>
        )}
      </Notice>
    </div>
  );
}

function Turned({ title, cases }: { title: string; cases: TurnedCase[] }) {
  const lines = cases.map(({ resultId, question }) => (
    <Link
      key={resultId}
      href={`/evals/results/${resultId}`}
      prefetch={false}
      className="underline underline-offset-3 [overflow-wrap:anywhere]"
    >
      {question}
    </Link>
  ));
  return <Lines title={`${plural(cases.length, "case")} ${title}`} lines={lines} />;
}

/** A few lines stand open, many behind their count. */
function Lines({ title, lines }: { title: string; lines: ReactNode[] }) {
  if (lines.length === 0) return null;
  return (
    <details open={lines.length <= 3}>
      <summary className="cursor-pointer">{title}</summary>
      <ul className="my-1 list-disc pl-5">
        {lines.map((line, index) => (
          <li key={index}>{line}</li>
        ))}
      </ul>
    </details>
  );
}
