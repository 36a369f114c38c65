import Link from "next/link";
import { LocalTime } from "@/components/documents/local-time";
import { Badge } from "@/components/ui/badge";
import type { AgentRunSummary } from "@/lib/agent/schema";
import { runStateWords } from "./agent-words";

/** What one asked the agent before, newest first. */
export function RunList({ runs }: { runs: AgentRunSummary[] }) {
  return (
    <ul className="divide-y rounded-lg border">
      {runs.map((run) => (
        <li key={run.id} className="relative grid gap-1 px-4 py-3 transition-colors hover:bg-hover">
          <p className="flex items-baseline justify-between gap-4">
            <Link href={`/agent/${run.id}`} className="line-clamp-2 min-w-0 after:absolute after:inset-0">
              {run.request}
            </Link>
            <LocalTime value={run.created_at} className="shrink-0 text-muted text-xs" />
          </p>
          <p>
            <Badge tone={runStateWords[run.state].tone}>{runStateWords[run.state].name}</Badge>
          </p>
        </li>
      ))}
    </ul>
  );
}
