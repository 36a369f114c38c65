import { database } from "@/db/client";
import * as queries from "@/db/queries/sessions";
import { appendAudit } from "@/lib/audit/append-audit";
import { AppError } from "@/lib/errors/app-error";
import { type Principal, type SessionList, sessionListSchema } from "./schema";

/** Where the caller is signed in, the last used first. */
export async function listSessions({ userId, sessionId }: Principal): Promise<SessionList> {
  const rows = userId ? await queries.listSessions(await database(), { userId }) : [];
  return sessionListSchema.parse({ data: rows.map((row) => ({ ...row, current: row.id === sessionId })) });
}

/** Ends a session of the caller's, which acts on its next request. Throws `not_found`. */
export async function endSession(principal: Principal, id: string): Promise<void> {
  const { userId } = principal;
  if (!userId) throw new AppError("not_found");
  const db = await database();
  await db.transaction(async (tx) => {
    if (!(await queries.endSession(tx, { id, userId }))) throw new AppError("not_found");
    await appendAudit(tx, {
      actor: principal,
      action: "session.ended",
      target: { kind: "session", id, name: "" },
    });
  });
}
