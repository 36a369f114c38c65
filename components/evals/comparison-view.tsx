import Link from "next/link";
import { IntervalBar } from "@/components/charts/interval-bar";
import { Badge } from "@/components/ui/badge";
import { Table, TableCell, TableHead, TableRow } from "@/components/ui/table";
import type { Comparison, MetricComparison } from "@/lib/evals/schema";
import { type Address, hrefWith } from "./address";
import { kindLabel } from "./case-words";
import { comparisonSentence } from "./comparison-words";
import { Part } from "./evals-frame";
import { type MetricInfo, metricNumber } from "./metric-words";
import { Pager } from "./pager";
import { Wide } from "./wide";
import { type DiffPart, WordDiff } from "./word-diff";

interface ComparisonViewProps {
  comparison: Comparison;
  metrics: MetricInfo[];
  turned: (Comparison["turned"][number] & { parts: DiffPart[] })[];
  turnedTotal: number;
  page: number;
  pageSize: number;
  address: Address;
  side: "better" | "worse" | null;
}

const tones = { better: "accent", worse: "danger", "no-difference-shown": "neutral" } as const;
const path = "/evals/compare";

/** A verdict in a sentence for each metric, how many cases turned, and each of them with what it said before and after. */
export function ComparisonView(props: ComparisonViewProps) {
  const { comparison, metrics, turned, address, side } = props;
  const { counts } = comparison;
  const found = metrics.flatMap((metric) => {
    const one = comparison.metrics.find(({ metric: name }) => name === metric.name);
    return one ? [{ metric, found: one }] : [];
  });
  const shown = [...found].sort((one, other) => rank(one.found) - rank(other.found));
  const decided = shown.filter(({ found: { verdict } }) => verdict !== "no-difference-shown");
  const tabs = [
    { value: null, label: `All turned (${counts.better + counts.worse})` },
    { value: "worse", label: `Worse (${counts.worse})` },
    { value: "better", label: `Better (${counts.better})` },
  ];
  return (
    <>
      <section aria-label="In words" className="grid gap-4 rounded-lg border bg-surface p-5 shadow-card">
        <dl className="flex flex-wrap gap-x-8 gap-y-2">
          {(["better", "worse", "unchanged"] as const).map((word) => (
            <div key={word}>
              <dt className="text-muted text-sm">{word}</dt>
              <dd className="figures font-semibold text-xl">{counts[word]}</dd>
            </div>
          ))}
        </dl>
        {decided.length === 0 ? (
          <p className="text-pretty text-read">
            No difference was shown in any metric. That doesn’t say that there is none: {leastSeen(found)}
          </p>
        ) : (
          <ul className="grid gap-1 text-pretty text-read">
            {decided.map(({ metric, found: one }) => (
              <li key={metric.name}>{comparisonSentence(metric, one)}</li>
            ))}
          </ul>
        )}
      </section>
      <Part
        title="By metric"
        about="Paired by case. The bar is the 95% interval of the difference, the line in it zero. Since many metrics are looked at, an interval beside zero is not enough: verdicts hold after Holm’s correction over all of them."
      >
        <Wide label="Differences, table">
          <Table>
            <caption className="sr-only">Differences by metric</caption>
            <thead>
              <tr>
                <TableHead>Verdict</TableHead>
                <TableHead className="min-w-72">In words</TableHead>
                <TableHead className="min-w-36">
                  <span className="sr-only">Interval, drawn</span>
                </TableHead>
                <TableHead className="text-right">From</TableHead>
                <TableHead className="text-right">To</TableHead>
                <TableHead className="text-right">p, corrected</TableHead>
                <TableHead className="text-right">Pairs</TableHead>
              </tr>
            </thead>
            <tbody>
              {shown.map(({ metric, found: one }) => (
                <TableRow key={metric.name}>
                  <TableCell>
                    <Badge tone={tones[one.verdict]}>{one.verdict.replaceAll("-", " ")}</Badge>
                  </TableCell>
                  <TableCell>{comparisonSentence(metric, one)}</TableCell>
                  <TableCell>
                    <IntervalBar
                      label={`${metric.label}: difference, drawn`}
                      value={one.difference}
                      low={one.low}
                      high={one.high}
                      from={-widest(found)}
                      to={widest(found)}
                    />
                  </TableCell>
                  <TableCell className="figures text-right">{metricNumber(metric.name, one.a)}</TableCell>
                  <TableCell className="figures text-right">{metricNumber(metric.name, one.b)}</TableCell>
                  <TableCell className="figures text-right">{one.p_adjusted.toFixed(3)}</TableCell>
                  <TableCell className="figures text-right">{one.count}</TableCell>
                </TableRow>
              ))}
            </tbody>
          </Table>
        </Wide>
      </Part>
      <Part
        title="Cases that turned"
        about="They passed in one run and failed in the other. Added words are underlined, removed ones struck through."
        actions={
          <ul className="flex flex-wrap gap-1">
            {tabs.map(({ value, label }) => (
              <li key={label}>
                <Link
                  href={hrefWith(path, address, { side: value ?? undefined })}
                  scroll={false}
                  aria-current={side === value ? "true" : undefined}
                  className="flex h-8 items-center rounded-md px-2.5 text-muted text-sm hover:bg-hover hover:text-ink aria-[current=true]:bg-accent-soft aria-[current=true]:text-accent"
                >
                  {label}
                </Link>
              </li>
            ))}
          </ul>
        }
      >
        <ul className="grid gap-3">
          {turned.map((item) => (
            <li key={item.case_id} className="grid gap-2 rounded-lg border bg-surface p-4 shadow-card">
              <p className="flex flex-wrap items-center gap-2">
                <Badge tone={item.b.passed ? "accent" : "danger"}>{item.b.passed ? "better" : "worse"}</Badge>
                {item.must_pass && <Badge tone="outline">must pass</Badge>}
                <span className="text-muted text-sm">{kindLabel(item.kind)}</span>
              </p>
              <h3 className="font-medium [overflow-wrap:anywhere]">{item.question}</h3>
              <WordDiff parts={item.parts} />
              {(item.b.passed ? item.a : item.b).reasons.length > 0 && (
                <p className="text-muted text-sm">
                  {item.b.passed ? "It failed before: " : "Why it fails: "}
                  {(item.b.passed ? item.a : item.b).reasons.join(" ")}
                </p>
              )}
              <p className="flex gap-4 text-sm">
                <Link
                  href={`/evals/results/${item.a.result_id}`}
                  prefetch={false}
                  className="underline underline-offset-3"
                >
                  Before
                </Link>
                <Link
                  href={`/evals/results/${item.b.result_id}`}
                  prefetch={false}
                  className="underline underline-offset-3"
                >
                  After
                </Link>
              </p>
            </li>
          ))}
        </ul>
        <Pager
          path={path}
          address={address}
          page={props.page}
          pageSize={props.pageSize}
          total={props.turnedTotal}
          noun="turned cases"
        />
      </Part>
    </>
  );
}

/** How small a difference would have gone unseen. */
function leastSeen(found: { metric: MetricInfo; found: MetricComparison }[]): string {
  const passed = found.find(({ metric }) => metric.name === "passed") ?? found[0];
  if (!passed) return "the two have no case in common.";
  const points = (passed.found.detectable * 100).toFixed(1);
  return `with ${passed.found.count} cases, one of less than ${points} points in “${passed.metric.label.toLowerCase()}” would often go unseen.`;
}

/** Worse first, then better, then what shows nothing. */
function rank({ verdict }: MetricComparison): number {
  return verdict === "worse" ? 0 : verdict === "better" ? 1 : 2;
}

function widest(found: { found: MetricComparison }[]): number {
  return Math.max(0.01, ...found.map(({ found: one }) => Math.max(Math.abs(one.low), Math.abs(one.high))));
}
