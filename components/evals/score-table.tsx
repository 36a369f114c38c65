import { IntervalBar } from "@/components/charts/interval-bar";
import { Table, TableCell, TableHead, TableRow } from "@/components/ui/table";
import type { Scores } from "@/lib/evals/schema";
import { metricAbout } from "./metric-about";
import { type MetricInfo, metricNumber, metricRange } from "./metric-words";
import { Wide } from "./wide";

interface ScoreTableProps {
  metrics: MetricInfo[];
  all: Scores;
  /** The third that no tuning saw, told apart. */
  heldBack: Scores | undefined;
  /** Said under a score's name. */
  notes?: Partial<Record<string, string>>;
}

/** Every score with its 95% interval, of all cases and of those held back. */
export function ScoreTable({ metrics, all, heldBack, notes = {} }: ScoreTableProps) {
  return (
    <Wide label="Scores, table">
      <Table>
        <caption className="sr-only">Scores with 95% intervals</caption>
        <thead>
          <tr>
            <TableHead>Score</TableHead>
            <TableHead className="hidden w-1/4 min-w-40 sm:table-cell">
              <span className="sr-only">Interval, drawn</span>
            </TableHead>
            <TableHead className="text-right">All cases</TableHead>
            <TableHead className="text-right">Held back</TableHead>
            <TableHead className="hidden text-right sm:table-cell">Cases</TableHead>
          </tr>
        </thead>
        <tbody>
          {metrics.map((metric) => {
            const score = all[metric.name];
            if (!score) return null;
            const held = heldBack?.[metric.name];
            return (
              <TableRow key={metric.name}>
                <TableCell className="min-w-44">
                  <span className="font-medium">{metric.label}</span>
                  <span className="block text-muted text-xs">
                    {metricAbout[metric.name]}; {metric.better} is better
                  </span>
                  {notes[metric.name] && (
                    <span className="block max-w-xl text-ink text-xs">{notes[metric.name]}</span>
                  )}
                </TableCell>
                <TableCell className="hidden sm:table-cell">
                  <IntervalBar
                    label={`${metric.label}, drawn`}
                    {...score}
                    {...metricRange(metric.name, score.high)}
                  />
                </TableCell>
                <TableCell className="figures whitespace-nowrap text-right">
                  <span className="font-medium">{metricNumber(metric.name, score.value)}</span>
                  <span className="block text-muted text-xs">{interval(metric.name, score)}</span>
                </TableCell>
                <TableCell className="figures whitespace-nowrap text-right">
                  {held ? (
                    <>
                      {metricNumber(metric.name, held.value)}
                      <span className="block text-muted text-xs">{interval(metric.name, held)}</span>
                    </>
                  ) : (
                    "–"
                  )}
                </TableCell>
                <TableCell className="figures hidden text-right sm:table-cell">{score.count}</TableCell>
              </TableRow>
            );
          })}
        </tbody>
      </Table>
    </Wide>
  );
}

function interval(name: string, { low, high }: { low: number; high: number }): string {
  return `${metricNumber(name, low)} to ${metricNumber(name, high)}`;
}
