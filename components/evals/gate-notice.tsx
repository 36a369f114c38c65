import Link from "next/link";
import { Notice } from "@/components/ui/notice";
import { plural } from "@/components/ui/plural";
import type { RunGate, TurnedCase } from "@/lib/evals/schema";
import { comparisonSentence } from "./comparison-words";
import type { MetricInfo } from "./metric-words";

/** Whether a change with such a run may be merged, and if not, why; and what came out otherwise than last accepted. */
export function GateNotice({ gate, metrics }: { gate: RunGate; metrics: MetricInfo[] }) {
  const { baseline, reasons } = gate;
  const sentences = (found: NonNullable<RunGate["baseline"]>["worse"]) =>
    found.flatMap((one) => {
      const metric = metrics.find(({ name }) => name === one.metric);
      return metric ? [comparisonSentence(metric, one)] : [];
    });
  const worse = baseline ? sentences(baseline.worse) : [];
  const better = baseline ? sentences(baseline.better) : [];
  const faults = [...(baseline?.causes ?? []), ...reasons, ...worse];
  const isPart = !gate.open && reasons.length === 0 && worse.length === 0;
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
        {faults.length > 0 ? (
          <ul className="list-disc pl-4">
            {faults.map((fault) => (
              <li key={fault}>{fault}</li>
            ))}
          </ul>
        ) : (
          <p>
            {gate.counted > 0 && `${plural(gate.counted, "case")} must pass, and all do. `}
            No score is below its floor{baseline && ", and none is worse than last accepted beyond chance"}.
            {isPart && baseline && ` ${plural(baseline.missing, "case")} of the set were not asked.`}
          </p>
        )}
        {better.map((sentence) => (
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
  if (cases.length === 0) return null;
  return (
    <details>
      <summary className="cursor-pointer">
        {plural(cases.length, "case")} {title}
      </summary>
      <ul className="my-1 list-disc pl-4">
        {cases.map(({ resultId, question }) => (
          <li key={resultId}>
            <Link
              href={`/evals/results/${resultId}`}
              prefetch={false}
              className="underline underline-offset-3 [overflow-wrap:anywhere]"
            >
              {question}
            </Link>
          </li>
        ))}
      </ul>
    </details>
  );
}
