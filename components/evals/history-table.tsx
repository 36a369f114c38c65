import Link from "next/link";
import { LocalTime } from "@/components/documents/local-time";
import { Table, TableCell, TableHead, TableRow } from "@/components/ui/table";
import type { EvalResult } from "@/lib/evals/schema";
import { Outcome } from "./results-table";
import { Wide } from "./wide";

export type HistoryLine = EvalResult & { commit: string; config_name: string };

/** A case over runs, the newest first: a strip of signs and the table behind it. */
export function HistoryTable({ history, current }: { history: HistoryLine[]; current?: number | undefined }) {
  if (history.length === 0) return <p className="text-muted">It was in no run yet.</p>;
  const passed = history.filter((line) => line.passed).length;
  return (
    <div className="grid gap-3">
      <p className="flex flex-wrap items-center gap-2 text-muted">
        Passed in {passed} of the last {history.length} results, the oldest on the left:
        <svg
          viewBox={`0 0 ${history.length * 9} 14`}
          className="h-3.5"
          width={history.length * 9}
          height={14}
          role="img"
          aria-label={[...history]
            .reverse()
            .map((line) => (line.passed ? "passed" : "failed"))
            .join(", ")}
        >
          {[...history]
            .reverse()
            .map((line, index) =>
              line.passed ? (
                <rect key={line.id} x={index * 9 + 1} y={1} width={7} height={12} className="fill-accent" />
              ) : (
                <path
                  key={line.id}
                  d={`M${index * 9 + 1} 2L${index * 9 + 8} 12M${index * 9 + 8} 2L${index * 9 + 1} 12`}
                  className="stroke-2 stroke-danger"
                />
              ),
            )}
        </svg>
      </p>
      <Wide label="Over runs, table">
        <Table>
          <caption className="sr-only">The case over runs</caption>
          <thead>
            <tr>
              <TableHead>Run</TableHead>
              <TableHead>Configuration</TableHead>
              <TableHead>Commit</TableHead>
              <TableHead>Result</TableHead>
              <TableHead className="text-right">Confidence</TableHead>
              <TableHead className="text-right">Latency</TableHead>
            </tr>
          </thead>
          <tbody>
            {history.map((line) => (
              <TableRow key={line.id} data-selected={line.id === current}>
                <TableCell className="whitespace-nowrap">
                  <Link
                    href={`/evals/results/${line.id}`}
                    prefetch={false}
                    aria-current={line.id === current ? "page" : undefined}
                    className="underline decoration-line-strong/60 underline-offset-3 hover:decoration-accent"
                  >
                    <LocalTime value={line.created_at} style="full" />
                  </Link>
                </TableCell>
                <TableCell>{line.config_name}</TableCell>
                <TableCell className="font-mono text-sm">{line.commit.slice(0, 7) || "–"}</TableCell>
                <TableCell className="whitespace-nowrap">
                  <Outcome result={line} />
                </TableCell>
                <TableCell className="figures text-right">
                  {line.confidence === null ? "–" : `${Math.round(line.confidence * 100)}%`}
                </TableCell>
                <TableCell className="figures whitespace-nowrap text-right">
                  {line.latency_ms === null ? "–" : `${Math.round(line.latency_ms)} ms`}
                </TableCell>
              </TableRow>
            ))}
          </tbody>
        </Table>
      </Wide>
    </div>
  );
}
