import Link from "next/link";
import { IntervalBar } from "@/components/charts/interval-bar";
import { Table, TableCell, TableHead, TableRow } from "@/components/ui/table";
import type { SlicedScores } from "@/lib/evals/schema";
import { type Address, hrefWith } from "./address";
import { sliceLabel } from "./case-words";
import { Wide } from "./wide";

/** The share passed, by kind, tag and set; each slice leads to its cases. */
export function SliceTable({
  slices,
  path,
  address,
}: {
  slices: SlicedScores;
  path: string;
  address: Address;
}) {
  const rows = Object.entries(slices).flatMap(([slice, scores]) =>
    slice === "all" || !scores.passed
      ? []
      : [{ slice, passed: scores.passed, recall: scores.citation_recall }],
  );
  rows.sort(
    (one, other) => groupOf(one.slice) - groupOf(other.slice) || one.passed.value - other.passed.value,
  );
  return (
    <Wide label="Slices, table">
      <Table>
        <caption className="sr-only">Share passed by slice, with 95% intervals</caption>
        <thead>
          <tr>
            <TableHead>Slice</TableHead>
            <TableHead className="hidden w-1/3 min-w-36 sm:table-cell">
              <span className="sr-only">Share passed, drawn</span>
            </TableHead>
            <TableHead className="text-right">Passed</TableHead>
            <TableHead className="whitespace-normal text-right">Citation recall</TableHead>
            <TableHead className="text-right">Cases</TableHead>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ slice, passed, recall }) => (
            <TableRow key={slice}>
              <TableCell>
                <Link
                  href={`${hrefWith(path, address, { ...filterOf(slice), page: undefined })}#cases`}
                  prefetch={false}
                  className="underline decoration-line-strong/60 underline-offset-3 hover:decoration-accent"
                >
                  {sliceLabel(slice)}
                </Link>
              </TableCell>
              <TableCell className="hidden sm:table-cell">
                <IntervalBar label={`${sliceLabel(slice)}, drawn`} {...passed} from={0} to={1} />
              </TableCell>
              <TableCell className="figures whitespace-nowrap text-right">
                {percent(passed.value)}
                <span className="block text-muted text-xs">
                  {percent(passed.low)} to {percent(passed.high)}
                </span>
              </TableCell>
              <TableCell className="figures text-right">{recall ? percent(recall.value) : "–"}</TableCell>
              <TableCell className="figures text-right">{passed.count}</TableCell>
            </TableRow>
          ))}
        </tbody>
      </Table>
    </Wide>
  );
}

/** The two sets, then kinds, then tags. */
function groupOf(slice: string): number {
  return slice.startsWith("tag:") ? 2 : slice.startsWith("kind:") ? 1 : 0;
}

function filterOf(slice: string): Record<string, string | undefined> {
  const [what, ...rest] = slice.split(":");
  const none = { kind: undefined, tag: undefined, split: undefined };
  if (what === "kind" || what === "tag") return { ...none, [what]: rest.join(":") };
  return { ...none, split: slice };
}

function percent(value: number): string {
  return `${(value * 100).toFixed(1)}%`;
}
