import { InboxIcon } from "lucide-react";
import Link from "next/link";
import { notFound } from "next/navigation";
import { AgentHeading } from "@/components/agent/agent-heading";
import { subjectOf, toolWords } from "@/components/agent/agent-words";
import { ApprovalDetail } from "@/components/agent/approval-detail";
import type { InboxEntry } from "@/components/agent/inbox-entry";
import { InboxFilters } from "@/components/agent/inbox-filters";
import { InboxList } from "@/components/agent/inbox-list";
import { type InboxQuery, inboxPath } from "@/components/agent/inbox-query";
import { KeyboardHelp } from "@/components/agent/keyboard-help";
import { LoadProblem } from "@/components/frame/load-problem";
import { classNames } from "@/components/ui/class-names";
import { EmptyState } from "@/components/ui/empty-state";
import { getApproval, listApprovals } from "@/lib/agent/approvals/list-approvals";
import { viewPreview } from "@/lib/agent/approvals/view-preview";
import type { Approval } from "@/lib/agent/schema";
import { loadPage } from "@/lib/http/load-page";

const pageSize = 50;

/** List and detail side by side; on a phone the list, then the detail. */
export async function InboxPage({ query, id }: { query: InboxQuery; id?: string }) {
  const loaded = await loadPage({
    page: id ? "/agent/inbox/{id}" : "/agent/inbox",
    load: async ({ principal, access }) => {
      const viewer = { principal, access };
      const list = await listApprovals(viewer, { ...query, limit: pageSize });
      const approval = id ? await getApproval(viewer, id) : null;
      return {
        list,
        approval,
        preview: approval?.preview ? await viewPreview(approval.preview) : null,
        anonymous: principal.kind === "anonymous",
        approver: principal.scopes.includes("approve"),
        mine: approval !== null && approval.requester.id === principal.userId,
      };
    },
  });
  if (loaded.kind === "failed") return <LoadProblem problem={loaded.problem} />;
  if (loaded.kind === "missing") notFound();
  const { list, approval, preview, anonymous, approver, mine } = loaded.data;
  return (
    <div className="flex h-full">
      {/* The list, whose heading it is, isn't there beside a request on a phone. */}
      {id && <h1 className="sr-only md:hidden">Inbox</h1>}
      <div
        className={classNames(
          "h-full w-full flex-col md:flex md:w-88 md:shrink-0 md:border-r lg:w-104",
          id ? "hidden" : "flex",
        )}
      >
        <div className="grid gap-3 border-b px-4 pt-5 pb-3">
          <AgentHeading current="inbox" />
          <InboxFilters query={query} />
          {approver && <KeyboardHelp />}
        </div>
        <div className="flex min-h-0 flex-1 flex-col overflow-y-auto">
          {list.data.length === 0 ? (
            <Nothing query={query} approver={approver} />
          ) : (
            <InboxList entries={list.data.map(toEntry)} query={query} current={id ?? null} />
          )}
          {list.next_cursor && (
            <Link
              href={inboxPath({ ...query, cursor: list.next_cursor })}
              className="m-4 w-fit rounded-xs text-accent underline underline-offset-3"
            >
              Further requests
            </Link>
          )}
        </div>
      </div>
      <div className={classNames("h-full min-w-0 flex-1 overflow-y-auto md:block", !id && "hidden")}>
        {approval ? (
          <ApprovalDetail
            approval={approval}
            preview={preview}
            backTo={inboxPath(query)}
            anonymous={anonymous}
            mine={mine}
          />
        ) : (
          <EmptyState icon={<InboxIcon />} title="Choose a request" className="pt-32">
            <p>What will happen, and where it came from, is shown here.</p>
          </EmptyState>
        )}
      </div>
    </div>
  );
}

function Nothing({ query, approver }: { query: InboxQuery; approver: boolean }) {
  const filtered = query.tool !== undefined || query.risk !== undefined;
  if (filtered)
    return (
      <EmptyState title="Nothing fits these filters">
        <Link
          href={inboxPath({ ...query, tool: undefined, risk: undefined })}
          className="rounded-xs underline"
        >
          Show all
        </Link>
      </EmptyState>
    );
  if (query.state === "waiting")
    return (
      <EmptyState icon={<InboxIcon />} title="Nothing waits">
        <p>
          {approver
            ? "What the agent wants to write comes here first. Nothing is written before somebody approves it."
            : "When you ask the agent to write something, it waits here for an approver."}
        </p>
      </EmptyState>
    );
  return (
    <EmptyState title="No history yet">
      <p>What was decided stays here.</p>
    </EmptyState>
  );
}

function toEntry(approval: Approval): InboxEntry {
  const { id, tool, state, risk, flags, requester, created_at, expires_at, proposal_hash } = approval;
  return {
    id,
    tool,
    state,
    risk,
    flags,
    requester,
    created_at,
    expires_at,
    proposal_hash,
    title: toolWords[tool],
    subject: subjectOf(approval),
    batchable:
      approval.decidable && !approval.own_request_allowed && risk === "low" && approval.flags.length === 0,
  };
}
