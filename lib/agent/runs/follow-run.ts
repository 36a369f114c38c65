import { type Database, database } from "@/db/client";
import { findSteps } from "@/db/queries/agent-runs";
import type { Viewer } from "../approvals/view-approval";
import type { AgentEvent, RunState } from "../schema";
import { runChange } from "./run-changes";
import { requireRun, viewRuns, viewStep } from "./view-run";

const lookEveryMs = 500;
const ended: RunState[] = ["completed", "failed", "stopped"];
/** Where a run goes no further by itself. */
const resting: RunState[] = [...ended, "asking", "waiting"];

/**
 * What changed of a run since the revision `after`, and what changes from then on: until its end, or with
 * `untilRest` until it ends, asks or waits. Throws `not_found`.
 */
export async function* followRun(
  viewer: Viewer,
  id: string,
  { after, untilRest, signal }: { after: number; untilRest: boolean; signal: AbortSignal },
): AsyncGenerator<AgentEvent> {
  const db = await database();
  let seen = after;
  while (!signal.aborted) {
    // Listening before looking: a change in between is not missed.
    const listening = new AbortController();
    const changed = runChange(id, { ms: lookEveryMs, signal: AbortSignal.any([signal, listening.signal]) });
    const { events, revision, state } = await changesSince(db, viewer, id, seen);
    yield* events;
    seen = Math.max(seen, revision);
    const over = (untilRest ? resting : ended).includes(state);
    if (over) listening.abort();
    await changed;
    if (over) return;
  }
}

async function changesSince(
  db: Database,
  viewer: Viewer,
  id: string,
  after: number,
): Promise<{ events: AgentEvent[]; revision: number; state: RunState }> {
  const row = await requireRun(db, viewer, id);
  if (row.revision <= after) return { events: [], revision: row.revision, state: row.state };
  const steps = await findSteps(db, { runId: id, access: viewer.access, after });
  const [run] = await viewRuns(db, viewer, [row]);
  const events: AgentEvent[] = steps
    .filter(({ revision }) => revision <= row.revision)
    .sort((a, b) => a.revision - b.revision || a.ordinal - b.ordinal)
    .map((step) => ({ type: "step-updated", revision: step.revision, step: viewStep(step) }));
  // Last, with the number up to which all was told: who comes back goes on from there.
  if (run) events.push({ type: "run-updated", revision: row.revision, run });
  return { events, revision: row.revision, state: row.state };
}

/** Waits until the run goes no further by itself, or the reader leaves. */
export async function waitForRest(viewer: Viewer, id: string, signal: AbortSignal): Promise<void> {
  for await (const _ of followRun(viewer, id, { after: 0, untilRest: true, signal }));
}
