import Link from "next/link";
import { LocalTime } from "@/components/documents/local-time";
import { Button } from "@/components/ui/button";
import { Table, TableCell, TableHead, TableRow } from "@/components/ui/table";
import type { RunLine } from "@/lib/evals/schema";
import type { Address } from "./address";
import { type MetricInfo, metricNumber } from "./metric-words";
import { RunState } from "./run-state";
import { SortHead } from "./sort-head";
import { Wide } from "./wide";

interface RunsTableProps {
  runs: RunLine[];
  metrics: MetricInfo[];
  path: string;
  address: Address;
  sort: string;
  order: "asc" | "desc";
}

/** Runs with their main scores. Two of them can be chosen and compared: the table is a form of the comparison's address. */
export function RunsTable({ runs, metrics, path, address, sort, order }: RunsTableProps) {
  const completed = runs.filter(({ state }) => state === "completed");
  const head = { path, address, sort, order };
  return (
    <form action="/evals/compare" className="grid gap-3">
      <Wide label="Runs, table">
        <Table>
          <caption className="sr-only">Runs</caption>
          <thead>
            <tr>
              <TableHead>Compare</TableHead>
              <SortHead {...head} name="created" first="desc">
                Started
              </SortHead>
              <SortHead {...head} name="config">
                Configuration
              </SortHead>
              <SortHead {...head} name="state">
                State
              </SortHead>
              {metrics.map((metric) => (
                <SortHead
                  key={metric.name}
                  {...head}
                  name={metric.name}
                  first={metric.better === "higher" ? "desc" : "asc"}
                  className="text-right"
                >
                  {metric.label}
                </SortHead>
              ))}
              <TableHead className="text-right">Cases</TableHead>
              <TableHead>Commit</TableHead>
            </tr>
          </thead>
          <tbody>
            {runs.map((run) => (
              <TableRow key={run.id}>
                <TableCell>
                  {run.state === "completed" && (
                    <span className="flex gap-3 text-muted text-sm">
                      {(["a", "b"] as const).map((side) => (
                        <label key={side} className="inline-flex h-6 cursor-pointer items-center gap-1">
                          <input
                            type="radio"
                            name={side}
                            value={run.id}
                            required
                            defaultChecked={completed[side === "a" ? 1 : 0]?.id === run.id}
                            aria-label={`${side === "a" ? "From" : "To"} the run of ${run.created_at.slice(0, 16).replace("T", " ")}, ${run.config_name}`}
                          />
                          {side === "a" ? "from" : "to"}
                        </label>
                      ))}
                    </span>
                  )}
                </TableCell>
                <TableCell className="whitespace-nowrap">
                  <Link
                    href={`/evals/runs/${encodeURIComponent(run.id)}`}
                    className="font-medium underline decoration-line-strong/60 underline-offset-3 hover:decoration-accent"
                  >
                    <LocalTime value={run.created_at} style="full" />
                  </Link>
                  {run.note && <p className="max-w-52 truncate text-muted text-sm">{run.note}</p>}
                </TableCell>
                <TableCell className="whitespace-nowrap">{run.config_name}</TableCell>
                <TableCell>
                  <RunState state={run.state} />
                </TableCell>
                {metrics.map((metric) => {
                  const score = run.scores?.[metric.name];
                  return (
                    <TableCell
                      key={metric.name}
                      className="figures whitespace-nowrap text-right"
                      {...(score && {
                        title: `95% interval ${metricNumber(metric.name, score.low)} to ${metricNumber(metric.name, score.high)}, ${score.count} cases`,
                      })}
                    >
                      {score ? metricNumber(metric.name, score.value) : "–"}
                    </TableCell>
                  );
                })}
                <TableCell className="figures text-right">
                  {run.state === "completed" ? run.total : `${run.done} of ${run.total}`}
                </TableCell>
                <TableCell className="font-mono text-sm">{run.commit.slice(0, 7) || "–"}</TableCell>
              </TableRow>
            ))}
          </tbody>
        </Table>
      </Wide>
      {completed.length > 1 && (
        <div>
          <Button type="submit">Compare the two chosen runs</Button>
        </div>
      )}
    </form>
  );
}
