import { database } from "@/db/client";
import { insertRun } from "@/db/queries/agent-runs";
import { appendAudit } from "@/lib/audit/append-audit";
import type { Principal } from "@/lib/auth/schema";
import { requestContext } from "@/lib/telemetry/context";
import { newId } from "@/lib/text/new-id";
import { agentModel } from "./agent-model";
import { workSoon } from "./run-loop";

/** Makes a run, durable when this returns, and begins to work on it here. Gives its id. */
export async function startRun({
  principal,
  request,
}: {
  principal: Principal;
  request: string;
}): Promise<string> {
  const db = await database();
  const id = newId("run");
  const { requestId, traceId } = requestContext();
  await db.transaction(async (tx) => {
    await insertRun(tx, {
      id,
      owner: principal.userId,
      keyId: principal.keyId,
      request,
      model: agentModel().id,
      requestId,
      traceId,
    });
    await appendAudit(tx, {
      actor: principal,
      action: "agent.run_started",
      target: { kind: "agent_run", id, name: null },
      inputs: { request },
    });
  });
  workSoon(id);
  return id;
}
