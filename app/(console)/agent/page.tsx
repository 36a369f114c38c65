import type { Metadata } from "next";
import Link from "next/link";
import { AgentHeading } from "@/components/agent/agent-heading";
import { RequestForm } from "@/components/agent/request-form";
import { RunList } from "@/components/agent/run-list";
import { LoadProblem } from "@/components/frame/load-problem";
import { Notice } from "@/components/ui/notice";
import { getAgentSettings } from "@/lib/agent/change-settings";
import { listRuns } from "@/lib/agent/runs/list-runs";
import type { AgentRunList } from "@/lib/agent/schema";
import { AppError } from "@/lib/errors/app-error";
import { loadPage } from "@/lib/http/load-page";

export const metadata: Metadata = { title: "Agent" };

const examples = [
  "Which sources are there?",
  "Summarise what we say about passwords",
  "Find what we say on parental leave, draft an FAQ entry and publish it",
];

interface PageProps {
  searchParams: Promise<{ cursor?: string | string[] }>;
}

export default async function AgentPage({ searchParams }: PageProps) {
  const { cursor } = await searchParams;
  const loaded = await loadPage({
    page: "/agent",
    auth: { scope: "agent" },
    load: async ({ principal, access }) => {
      const query = { limit: 20, ...(typeof cursor === "string" && { cursor }) };
      const [runs, settings] = await Promise.all([
        runsOrNone(() => listRuns({ principal, access }, query)),
        getAgentSettings(),
      ]);
      return { runs, writesAllowed: settings.writes_allowed };
    },
  });
  if (loaded.kind === "failed") return <LoadProblem problem={loaded.problem} />;
  const { runs, writesAllowed } =
    loaded.kind === "loaded" ? loaded.data : { runs: { data: [], next_cursor: null }, writesAllowed: true };
  return (
    <div className="h-full overflow-y-auto [scrollbar-gutter:stable]">
      <div className="mx-auto grid max-w-3xl gap-8 px-4 pt-6 pb-16 sm:px-6">
        <AgentHeading current="requests" />
        {!writesAllowed && (
          <Notice tone="caution" title="Agents may not write now">
            An admin stopped all writes of agents. Searching, reading and summarising still work.
          </Notice>
        )}
        <RequestForm examples={runs.data.length === 0 ? examples : []} />
        {runs.data.length > 0 && (
          <section aria-labelledby="past" className="grid gap-3">
            <h2 id="past" className="font-semibold">
              Your requests
            </h2>
            <RunList runs={runs.data} />
            {runs.next_cursor && (
              <Link
                href={`/agent?cursor=${encodeURIComponent(runs.next_cursor)}`}
                className="w-fit rounded-xs text-accent underline underline-offset-3"
              >
                Older requests
              </Link>
            )}
          </section>
        )}
      </div>
    </div>
  );
}

/** An address may hold a cursor of another list: that list is empty. */
async function runsOrNone(list: () => Promise<AgentRunList>): Promise<AgentRunList> {
  try {
    return await list();
  } catch (error) {
    if (error instanceof AppError && error.code === "invalid_request") return { data: [], next_cursor: null };
    throw error;
  }
}
