import { Badge } from "@/components/ui/badge";
import type { Got } from "@/lib/evals/schema";

/** The passages that were found, in their order: which of them holds an expected quote, and what became of each. */
export function PassageList({ passages }: { passages: Got["passages"] }) {
  if (passages.length === 0) return <p className="text-muted">No passage was looked at.</p>;
  return (
    <ol className="grid gap-2">
      {passages.map((passage) => (
        <li key={passage.chunk_id}>
          <details className="rounded-md border bg-surface px-3 py-2">
            <summary className="flex flex-wrap items-center gap-x-2 gap-y-1">
              <span className="figures w-6 text-muted">{passage.rank}.</span>
              <Badge tone={passage.hit ? "accent" : "neutral"}>{passage.hit ? "hit" : "miss"}</Badge>
              <span className="min-w-0 [overflow-wrap:anywhere]">
                {passage.document}
                {passage.section.length > 0 && <span className="text-muted">, {passage.section.at(-1)}</span>}
                {passage.page !== null && <span className="text-muted">, page {passage.page}</span>}
              </span>
              <span className="figures ml-auto text-muted text-sm">
                {passage.use}, {passage.score.toFixed(3)}
              </span>
            </summary>
            <p className="quoted mt-2 whitespace-pre-wrap [overflow-wrap:anywhere]">{passage.text}</p>
          </details>
        </li>
      ))}
    </ol>
  );
}
