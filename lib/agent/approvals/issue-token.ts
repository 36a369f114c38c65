import { database } from "@/db/client";
import { findApproval, insertToken } from "@/db/queries/approvals";
import { hashToken, newSecretToken } from "@/lib/auth/secret-token";
import { AppError } from "@/lib/errors/app-error";
import { proposalHash } from "./approval-hash";
import { requireDecidable } from "./require-decidable";
import type { Viewer } from "./view-approval";

const tokenSeconds = 900;

/**
 * A token that decides this approval once: for this approver, with these arguments and their effect as previewed, for
 * fifteen minutes. Throws as
 * `requireDecidable` does.
 */
export async function issueToken(
  viewer: Viewer,
  id: string,
): Promise<{ token: string; arguments_hash: string; proposal_hash: string; expires_at: string }> {
  const db = await database();
  const row = await findApproval(db, { access: viewer.access, id });
  if (!row) throw new AppError("not_found");
  await requireDecidable(db, viewer, row);
  const token = newSecretToken();
  const expiresAt = await insertToken(db, {
    hash: hashToken(token),
    approvalId: id,
    proposalHash: proposalHash(row),
    approver: viewer.principal.userId ?? "",
    seconds: tokenSeconds,
  });
  const { arguments_hash } = row;
  return { token, arguments_hash, proposal_hash: proposalHash(row), expires_at: expiresAt };
}
