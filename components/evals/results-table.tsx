import Link from "next/link";
import { Badge } from "@/components/ui/badge";
import { Table, TableCell, TableHead, TableRow } from "@/components/ui/table";
import type { EvalResult } from "@/lib/evals/schema";
import type { Address } from "./address";
import { kindLabel, outcomeWords } from "./case-words";
import { SortHead } from "./sort-head";
import { Wide } from "./wide";

interface ResultsTableProps {
  results: EvalResult[];
  path: string;
  address: Address;
  sort: string;
  order: "asc" | "desc";
}

/** What came of cases: one line each, with the reasons where it failed. */
export function ResultsTable({ results, path, address, sort, order }: ResultsTableProps) {
  const head = { path, address, sort, order };
  return (
    <Wide label="Results, table">
      <Table>
        <caption className="sr-only">Results</caption>
        <thead>
          <tr>
            <SortHead {...head} name="passed">
              Result
            </SortHead>
            <SortHead {...head} name="question" className="min-w-64">
              Question
            </SortHead>
            <SortHead {...head} name="kind">
              Kind
            </SortHead>
            <SortHead {...head} name="citation_recall" className="text-right">
              Citation recall
            </SortHead>
            <SortHead {...head} name="confidence" className="text-right">
              Confidence
            </SortHead>
            <SortHead {...head} name="latency_ms" first="desc" className="text-right">
              Latency
            </SortHead>
            <SortHead {...head} name="cost_usd" first="desc" className="text-right">
              Cost
            </SortHead>
            <TableHead>Set</TableHead>
          </tr>
        </thead>
        <tbody>
          {results.map((result) => (
            <TableRow key={result.id}>
              <TableCell className="whitespace-nowrap align-top">
                <Outcome result={result} />
              </TableCell>
              <TableCell className="align-top">
                <Link
                  href={`/evals/results/${result.id}`}
                  prefetch={false}
                  className="font-medium underline decoration-line-strong/60 underline-offset-3 [overflow-wrap:anywhere] hover:decoration-accent"
                >
                  {result.question}
                </Link>
                {!result.passed && result.reasons.length > 0 && (
                  <p className="mt-0.5 text-muted text-sm">{result.reasons.join(" ")}</p>
                )}
              </TableCell>
              <TableCell className="whitespace-nowrap align-top">{kindLabel(result.kind)}</TableCell>
              <TableCell className="figures text-right align-top">
                {share(result.scores.citation_recall)}
              </TableCell>
              <TableCell className="figures text-right align-top">{share(result.confidence)}</TableCell>
              <TableCell className="figures whitespace-nowrap text-right align-top">
                {result.latency_ms === null ? "–" : `${Math.round(result.latency_ms)} ms`}
              </TableCell>
              <TableCell className="figures text-right align-top">
                {result.cost_usd === null ? "–" : `$${result.cost_usd.toPrecision(2)}`}
              </TableCell>
              <TableCell className="whitespace-nowrap align-top text-muted text-sm">
                {result.split === "held_back" ? "held back" : "tuning"}
              </TableCell>
            </TableRow>
          ))}
        </tbody>
      </Table>
    </Wide>
  );
}

/** Whether a result passed and what the product did. */
export function Outcome({
  result,
}: {
  result: Pick<EvalResult, "passed" | "outcome" | "must_pass" | "expect">;
}) {
  return (
    <span className="inline-flex items-center gap-1.5">
      <Badge tone={result.passed ? "accent" : "danger"}>
        {result.passed ? "passed" : "failed"}: {outcomeWords[result.outcome]}
      </Badge>
      {result.must_pass && <Badge tone="outline">must pass</Badge>}
    </span>
  );
}

function share(value: number | null | undefined): string {
  return value === null || value === undefined ? "–" : `${Math.round(value * 100)}%`;
}
