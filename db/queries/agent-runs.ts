// Runs of the agent and their steps.
import { sql } from "drizzle-orm";
import type { Queryable } from "../client";

/** From waiting to its outcome, and its run back in line to go on. */
export async function endWaitingStep(
  tx: Queryable,
  step: { runId: string; ordinal: number; state: string; output: unknown; errorCode: string | null },
): Promise<void> {
  await tx.execute(sql`
    update agent_steps set state = ${step.state}, output = ${JSON.stringify(step.output ?? null)}::jsonb,
      error_code = ${step.errorCode}, finished_at = now()
    where run_id = ${step.runId} and ordinal = ${step.ordinal} and state = 'waiting'`);
  await tx.execute(sql`
    update agent_runs set state = 'queued', updated_at = now()
    where id = ${step.runId} and state = 'waiting'
      and not exists (select 1 from agent_steps s where s.run_id = agent_runs.id and s.state = 'waiting')`);
}
