// A small corpus and an easy way to ask, for tests of the whole flow.
import { type Access, anonymousAccess } from "@/db/access";
import type { Database } from "@/db/client";
import { resetEnv } from "@/lib/env/env";
import { acceptText } from "@/lib/ingest/accept-text";
import type { IngestText } from "@/lib/ingest/schema";
import { work } from "@/lib/ingest/work";
import { getJob } from "@/lib/jobs/get-job";
import { type AnswerRun, startAnswer } from "../answer-question";
import type { Answer, AskEvent, AskRequest } from "../schema";

export const leave2023: IngestText = {
  title: "Annual Leave Policy 2023",
  uri: "leave-2023.md",
  source: "People",
  effective_date: "2023-01-01",
  text: "# Annual Leave Policy 2023\n\nEffective 1 January 2023.\n\n## Entitlement\n\nFull-time employees in Bristol receive 25 days of annual leave a year.\n",
};
export const leave2025: IngestText = {
  title: "Annual Leave Policy 2025",
  uri: "leave-2025.md",
  source: "People",
  effective_date: "2025-03-01",
  text: "# Annual Leave Policy 2025 🌴\n\nEffective 1 March 2025. Replaces the Annual Leave Policy 2023.\n\n## Entitlement\n\nFull-time employees in Bristol receive 27 days of annual leave a year. Full-time employees in Hamburg receive 30 days of annual leave a year.\n\n## Carrying over\n\nUp to 8 days of unused annual leave may be carried over into the next year. Carried-over days must be taken by 30 June.\n",
};
export const parking: IngestText = {
  title: "Parking",
  uri: "parking.md",
  source: "Facilities",
  text: "Visitors park on level 2. The barrier code changes every Monday. The gate closes at 21:30.",
};

/** Takes documents in and waits until they are visible. */
export async function ingest(db: Database, documents: IngestText[]): Promise<string[]> {
  const ids: string[] = [];
  for (const document of documents) {
    const { job_id } = await acceptText({ access: anonymousAccess, requestId: "fixture", document });
    await work({ db, signal: new AbortController().signal, untilIdle: true });
    const job = await getJob({ access: anonymousAccess, id: job_id });
    if (job.state !== "completed") throw new Error(JSON.stringify(job.items));
    ids.push(job.items[0]?.document_id ?? "");
  }
  return ids;
}

/** Settings for the tests of a block; undefined takes one away. */
export function setEnv(settings: Record<string, string | undefined>): void {
  for (const [name, value] of Object.entries(settings)) {
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
  }
  resetEnv();
}

export function start(
  request: AskRequest,
  options: { access?: Access; signal?: AbortSignal; today?: string } = {},
): Promise<AnswerRun> {
  return startAnswer({
    access: anonymousAccess,
    request,
    requestId: "req_test",
    traceId: "0".repeat(32),
    signal: new AbortController().signal,
    ...options,
  });
}

export async function ask(
  question: string | AskRequest,
  options: Parameters<typeof start>[1] = {},
): Promise<Answer> {
  const run = await start(typeof question === "string" ? { question } : question, options);
  return run.completed;
}

/** All events, and what was thrown at the end. */
export async function eventsOf(run: AnswerRun): Promise<{ events: AskEvent[]; failure: unknown }> {
  const events: AskEvent[] = [];
  try {
    for await (const event of run.events()) events.push(event);
    return { events, failure: undefined };
  } catch (failure) {
    return { events, failure };
  }
}
