// npm run agent -- "…": has work done with the documents, step by step, and answers what it asks.
import { createInterface } from "node:readline/promises";
import { parseArgs } from "node:util";
import { anonymousAccess } from "@/db/access";
import { closeDatabase, database } from "@/db/client";
import { followRun } from "@/lib/agent/runs/follow-run";
import { getRun } from "@/lib/agent/runs/get-run";
import { replyToRun } from "@/lib/agent/runs/reply-to-run";
import { stopAgentLoop } from "@/lib/agent/runs/run-loop";
import { startRun } from "@/lib/agent/runs/start-run";
import { stopRun } from "@/lib/agent/runs/stop-run";
import { type AgentRun, type AgentStep, agentRequestSchema } from "@/lib/agent/schema";
import { localPerson } from "@/lib/auth/local-person";
import { AppError } from "@/lib/errors/app-error";

process.env.LOG_LEVEL ??= "error";
const usage = `npm run agent -- "what you want done" [--json]`;
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { json: { type: "boolean", default: false } },
});
const parsed = agentRequestSchema.safeParse({ request: positionals.join(" ") });
if (!parsed.success) {
  console.error(usage);
  process.exit(2);
}
const viewer = { principal: localPerson, access: anonymousAccess };
const leaving = new AbortController();
process.once("SIGINT", () => leaving.abort());
const db = await database();
try {
  const id = await startRun({ principal: localPerson, request: parsed.data.request });
  let run = await follow(id, 0);
  while (run.state === "asking" && process.stdin.isTTY) {
    const input = createInterface({ input: process.stdin, output: process.stderr });
    const reply = await input.question("> ", { signal: leaving.signal });
    input.close();
    await replyToRun(viewer, { id, reply });
    run = await follow(id, run.revision);
  }
  if (leaving.signal.aborted) run = await stopRun(viewer, id);
  if (values.json) console.log(JSON.stringify(run, null, 2));
  else tellEnd(run);
  process.exitCode = run.state === "failed" ? 1 : leaving.signal.aborted ? 130 : 0;
} catch (error) {
  if (leaving.signal.aborted) process.exitCode = 130;
  else if (error instanceof AppError) {
    console.error(error.public);
    process.exitCode = 1;
  } else throw error;
} finally {
  await stopAgentLoop();
  await closeDatabase(db);
}

async function follow(id: string, after: number): Promise<AgentRun> {
  const told = new Set<string>();
  for await (const event of followRun(viewer, id, { after, untilRest: true, signal: leaving.signal })) {
    if (event.type !== "step-updated" || values.json) continue;
    const line = lineOf(event.step);
    if (line && !told.has(line)) console.error(line);
    told.add(line);
  }
  return getRun(viewer, id);
}

function lineOf(step: AgentStep): string {
  if (step.kind === "tool" && step.state !== "planned" && step.state !== "running")
    return `${step.ordinal}. ${step.title ?? step.tool} ${JSON.stringify(step.arguments)}: ${step.error?.message ?? step.state}`;
  if (step.kind === "question")
    return [`${step.ordinal}. ${step.text}`, ...step.options.map((option) => `   - ${option}`)].join("\n");
  return "";
}

function tellEnd(run: AgentRun): void {
  if (run.result) {
    console.log(run.result.text);
    for (const { marker, title, quote } of run.result.citations)
      console.log(`\n[${marker}] ${title}: “${quote}”`);
  } else if (run.state === "waiting")
    console.log(
      `It waits for an approval (${run.waiting_for.join(", ")}) and goes on by itself after it. Nothing was changed yet.`,
    );
  else if (run.state === "asking")
    console.log("It asks for more; answer on its page or with POST /api/agent/runs/ID/reply.");
  else console.log(run.error?.message ?? run.state);
}
