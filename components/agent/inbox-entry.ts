import type { Approval } from "@/lib/agent/schema";

/** A request as the queue shows it. */
export interface InboxEntry
  extends Pick<
    Approval,
    "id" | "tool" | "state" | "risk" | "flags" | "requester" | "created_at" | "expires_at" | "proposal_hash"
  > {
  title: string;
  subject: string;
  /** Harmless enough to be decided with others like it. */
  batchable: boolean;
}
