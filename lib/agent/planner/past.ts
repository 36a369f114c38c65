import type { PlannerOptions, PlannerStep } from "./planner-options";

/** Thrown where the plan comes to something that isn't done yet: that is what comes next. */
export class Pending extends Error {
  constructor(readonly action: { kind: "call"; tool: string; input: unknown; reason: string | null }) {
    super("pending");
  }
}

/** Thrown where the plan needs a tool that the person may not use here. */
export class NotAllowed extends Error {
  constructor(readonly tool: string) {
    super("not allowed");
  }
}

/** What is known of a run while its plan is gone through again: each call takes the next step that is done. */
export interface Past {
  options: PlannerOptions;
  /** The outcome of a tool, or `Pending` where it wasn't called yet. */
  call(tool: string, input: unknown, reason?: string): PlannerStep;
  /** What the person said to a question, or `Pending`. */
  ask(question: string, options?: string[]): string;
  /** The document that was spoken of last, for "it". */
  lastDocument: { document_id: string; title: string; source: string } | undefined;
  /** The two that were compared last, the older one first: for "the newer one". */
  lastPair: [FoundDocument, FoundDocument] | undefined;
}

export interface FoundDocument {
  document_id: string;
  title: string;
  source: string;
  effective_date: string | null;
}

export function pastOf(options: PlannerOptions): Past {
  const tools = options.steps.filter(({ kind }) => kind === "tool");
  const replies = options.steps.filter(({ kind }) => kind === "reply");
  const done = new Map<string, PlannerStep>();
  let calls = 0;
  let questions = 0;
  return {
    options,
    lastDocument: undefined,
    lastPair: undefined,
    call(tool, input, reason) {
      // Two goals may need the same look: it is taken once.
      const key = JSON.stringify([tool, input]);
      const step = done.get(key) ?? tools[calls++];
      if (step) {
        done.set(key, step);
        return step;
      }
      if (!options.tools.includes(tool)) throw new NotAllowed(tool);
      throw new Pending({ kind: "call", tool, input, reason: reason ?? null });
    },
    ask(question, choices = []) {
      const reply = replies[questions++];
      if (reply) return reply.text ?? "";
      throw new Pending({
        kind: "call",
        tool: "ask_person",
        input: {
          question: question.slice(0, 1000),
          options: choices.slice(0, 10).map((one) => one.slice(0, 200)),
        },
        reason: null,
      });
    },
  };
}
