import type { ApprovalRow } from "@/db/queries/approvals";
import { canonicalHash } from "@/lib/audit/chain";

/** What an approval is bound to: SHA-256 of tool and arguments as canonical JSON (RFC 8785); hexadecimal. */
export function approvalHash(tool: string, input: unknown): string {
  return canonicalHash({ tool, arguments: input });
}

/**
 * What an approver looks at: the arguments, and what they would change as it was when the preview was made. Another
 * hash means that the preview is another; a token holds for one alone. Hexadecimal SHA-256.
 */
export function proposalHash(row: Pick<ApprovalRow, "arguments_hash" | "target_state">): string {
  return canonicalHash({ arguments_hash: row.arguments_hash, target_state: row.target_state });
}
