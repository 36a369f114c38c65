// Runs whose replicas are killed again and again, at any moment: before, during and after what was approved.
import { type ChildProcess, spawn } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";
import { sql } from "drizzle-orm";
import { bundled } from "@/db/testing/lend";
import type { TestDatabase } from "@/db/testing/test-databases";
import { decideApproval } from "../approvals/decide-approval";
import { issueToken } from "../approvals/issue-token";
import { getRun } from "../runs/get-run";
import type { AgentRun } from "../schema";
import type { ToolContext } from "./../tools/tool";

export interface KillCounts {
  runs: number;
  completed: number;
  kills: number;
  /** Documents that exist; equals `runs` when each write happened once. */
  documents: number;
  /** Jobs that were queued, and entries of the log that say that it was carried out. */
  jobs: number;
  executed: number;
}

function replica(command: string[], { settings }: TestDatabase): ChildProcess {
  return spawn(process.execPath, command, {
    env: { ...process.env, ...settings, LOG_LEVEL: "silent" },
    stdio: "ignore",
  });
}

/** `start` makes run number `index`, which publishes a note with the title `Kill ${index}`; two replicas work. */
export async function killRuns(
  test: TestDatabase,
  of: {
    runs: number;
    kills: number;
    editor: ToolContext;
    approver: ToolContext;
    start: (index: number) => Promise<string>;
  },
): Promise<KillCounts> {
  const ids: string[] = [];
  for (let index = 0; index < of.runs; index++) ids.push(await of.start(index));
  const command = await bundled("lib/agent/testing/agent-process.ts");
  const replicas = [replica(command, test), replica(command, test)];
  let kills = 0;
  const deadline = Date.now() + 240_000;
  let open: AgentRun[] = [];
  do {
    await sleep(200 + Math.random() * 1500);
    if (kills < of.kills) {
      const which = kills % 2;
      const victim = replicas[which];
      const gone = new Promise((resolve) => victim?.once("exit", resolve));
      victim?.kill("SIGKILL");
      await gone;
      kills++;
      // Its leases run out at once, as they would after their seconds.
      await test.db.execute(sql`update agent_runs set lease_until = now() where state = 'running'`);
      replicas[which] = replica(command, test);
    }
    open = [];
    for (const id of ids) {
      const run = await getRun(of.editor, id);
      if (run.state !== "completed" && run.state !== "failed") open.push(run);
      const [approval] = run.waiting_for;
      if (run.state === "waiting" && approval !== undefined) {
        const { token } = await issueToken(of.approver, approval);
        await decideApproval(of.approver, approval, { decision: "approve", token, own_request: false });
      }
    }
  } while (open.length > 0 && Date.now() < deadline);
  for (const one of replicas) one.kill("SIGKILL");
  const [counts] = await test.db.execute<{
    documents: number;
    jobs: number;
    executed: number;
    completed: number;
  }>(sql`
    select (select count(*)::int from documents where title like 'Kill %') as documents,
      (select count(*)::int from job_items where name like 'Kill %') as jobs,
      (select count(*)::int from audit_log where data->>'action' = 'approval.executed' and data->>'decision' = 'done') as executed,
      (select count(*)::int from agent_runs where state = 'completed') as completed`);
  return { runs: of.runs, kills, ...(counts ?? { documents: -1, jobs: -1, executed: -1, completed: -1 }) };
}
