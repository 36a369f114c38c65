import fc from "fast-check";
import { expect, it } from "vitest";
import type { AgentEvent, AgentRun } from "@/lib/agent/schema";
import { isOver, withEvent } from "./run-store";

// Only what the store looks at; the rest of a run and of a step passes through it untouched.
const start = { id: "run_1", state: "running", revision: 0, steps: [] } as unknown as AgentRun;
const stepEvent = (revision: number, ordinal: number, state: string) =>
  ({ type: "step-updated", revision, step: { ordinal, state } }) as unknown as AgentEvent;

it("each step stands once, in its order, as its last event said", () => {
  const event = fc.record({
    ordinal: fc.integer({ min: 1, max: 6 }),
    state: fc.constantFrom("planned", "running", "done"),
  });
  fc.assert(
    fc.property(fc.array(event, { maxLength: 20 }), (events) => {
      const last = new Map(events.map(({ ordinal, state }) => [ordinal, state]));
      const run = events.reduce(
        (before, each, at) => withEvent(before, stepEvent(at + 1, each.ordinal, each.state)),
        start,
      );
      expect(run.steps.map(({ ordinal, state }) => [ordinal, state])).toEqual(
        [...last].sort(([a], [b]) => a - b),
      );
      expect(run.revision).toBe(events.length);
    }),
  );
});

it("what is said of the run keeps its steps", () => {
  const run = withEvent(start, stepEvent(1, 1, "done"));
  const after = withEvent(run, {
    type: "run-updated",
    revision: 2,
    run: { state: "completed" },
  } as unknown as AgentEvent);
  expect(after).toMatchObject({ id: "run_1", state: "completed", revision: 2, steps: [{ ordinal: 1 }] });
  expect([isOver(run), isOver(after)]).toEqual([false, true]);
});
