import { ArrowLeftIcon } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { AgentHeading } from "@/components/agent/agent-heading";
import { RunView } from "@/components/agent/run-view";
import { LoadProblem } from "@/components/frame/load-problem";
import { whoApproves } from "@/lib/agent/approvals/who-approves";
import { getRun } from "@/lib/agent/runs/get-run";
import { loadPage } from "@/lib/http/load-page";

export const metadata: Metadata = { title: "Agent" };

export default async function AgentRunPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  const loaded = await loadPage({
    page: "/agent/{id}",
    auth: { scope: "agent" },
    load: async ({ principal, access }) => {
      const run = await getRun({ principal, access }, id);
      return { run, waitsFor: inWords(await whoApproves(principal)) };
    },
  });
  if (loaded.kind === "failed") return <LoadProblem problem={loaded.problem} />;
  if (loaded.kind === "missing") notFound();
  return (
    <div className="h-full overflow-y-auto [scrollbar-gutter:stable]">
      <div className="mx-auto grid max-w-3xl gap-6 px-4 pt-6 pb-16 sm:px-6">
        <AgentHeading current="requests" />
        <Link
          href="/agent"
          className="inline-flex w-fit items-center gap-1.5 rounded-xs text-muted text-sm hover:text-ink"
        >
          <ArrowLeftIcon aria-hidden className="size-4" />
          All requests
        </Link>
        <RunView key={id} initial={loaded.data.run} waitsFor={loaded.data.waitsFor} />
      </div>
    </div>
  );
}

/** For whom a step waits. */
function inWords({ names, more }: { names: string[]; more: number }): string {
  if (names.length === 0) return "Waits for an approver. There is no other account yet that could decide.";
  const all = more > 0 ? [...names, `${more} more`] : names;
  return `Waits for ${new Intl.ListFormat("en", { type: "disjunction" }).format(all)}.`;
}
