import Link from "next/link";
import type { ReactNode } from "react";
import { LocalTime } from "@/components/documents/local-time";
import { Notice } from "@/components/ui/notice";
import type { Approval } from "@/lib/agent/schema";

/** What became of a request, or why whoever looks can't decide it. Nothing while it simply waits for them. */
export function ApprovalOutcome({ approval, anonymous }: { approval: Approval; anonymous: boolean }) {
  return (
    <>
      <Ending approval={approval} />
      {!approval.decidable && <WhyNot approval={approval} anonymous={anonymous} />}
    </>
  );
}

function Ending({ approval }: { approval: Approval }) {
  const { state, decided_by, decided_at, decision_reason, error } = approval;
  const by = decided_by && (
    <>
      {decided_by.name}
      {approval.own_decision && " (their own request)"}
      {decided_at && (
        <>
          {" "}
          · <LocalTime value={decided_at} style="full" />
        </>
      )}
    </>
  );
  switch (state) {
    case "done":
      return (
        <Notice title="Done">
          <p>Approved by {by}.</p>
          <Result result={approval.result} />
        </Notice>
      );
    case "denied":
      return (
        <Notice title="Denied">
          <p>By {by}. Nothing was changed.</p>
          {decision_reason && <p className="mt-1 text-ink">“{decision_reason}”</p>}
        </Notice>
      );
    case "expired":
      return (
        <Notice title="Expired">
          Nobody decided in time. Nothing was changed; the request can be made again.
        </Notice>
      );
    case "withdrawn":
      return <Notice title="Taken back">{approval.requester.name} took it back. Nothing was changed.</Notice>;
    case "approved":
    case "executing":
      return <Notice title="Being done">Approved by {by}. It is being carried out.</Notice>;
    case "conflict":
      return (
        <Notice tone="caution" title="Changed meanwhile: decide again">
          It was approved{decided_by ? ` by ${decided_by.name}` : ""}, but what it changes was changed before
          it could be done. Nothing was changed by it. Below is what it would do now.
        </Notice>
      );
    case "failed":
      return (
        <Notice tone="danger" title="Failed">
          <p>Approved by {by}, and could not be done. Nothing was changed.</p>
          {error && <p className="mt-1 text-ink">{error.message}</p>}
        </Notice>
      );
    case "outcome_unknown":
      return (
        <Notice tone="danger" title="Outcome unknown">
          <p>
            Approved by {by}. The request was sent and no answer came, so nobody here knows whether it was
            done. It isn't sent again by itself, since its target may not be called twice. Look there, and
            make a new request if it wasn't.
          </p>
        </Notice>
      );
    default:
      return null;
  }
}

function WhyNot({ approval, anonymous }: { approval: Approval; anonymous: boolean }): ReactNode {
  switch (approval.not_decidable_because) {
    case "own_request":
      return (
        <Notice title="Your own request">
          Somebody else who approves has to decide it. You can take it back.
        </Notice>
      );
    case "basis_not_readable":
      return (
        <Notice tone="caution" title="You may not read what this stands on">
          It touches or quotes documents of a source that you have no access to, so its content is hidden and
          you can't decide it. Another approver can.
        </Notice>
      );
    case "not_an_approver":
      return anonymous ? (
        <Notice title="Nobody can approve yet">
          There is no account. Open the link that this server printed when it started to make the first one;
          then what waits here can be decided.
        </Notice>
      ) : (
        <Notice title="Waits for an approver">
          Approvers and admins decide. You see it because you asked for it.
        </Notice>
      );
    default:
      return null;
  }
}

function Result({ result }: { result: unknown }) {
  const id = (result as { document_id?: unknown } | null)?.document_id;
  if (typeof id !== "string" || id === "" || (result as { retired?: unknown }).retired === true) return null;
  return (
    <p className="mt-1">
      <Link
        href={`/documents/${id}`}
        className="rounded-xs text-accent underline decoration-accent/40 underline-offset-3 hover:decoration-accent"
      >
        Open the document
      </Link>
    </p>
  );
}
