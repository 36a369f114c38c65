// A run as the messages that a model reads: rebuilt from the database before each turn, so that any process can go on
// with it. What tools gave back is data: sentences in it that give orders to machines are left out.
import type { ModelMessage } from "ai";
import type { StepRow } from "@/db/queries/agent-runs";
import { env } from "@/lib/env/env";
import { injectionSignals } from "@/lib/guard/injection-signals";
import { askPersonName } from "./model-tools";

/** The request and all that happened since. */
export function runMessages(request: string, steps: StepRow[]): ModelMessage[] {
  const messages: ModelMessage[] = [{ role: "user", content: request }];
  for (const [index, step] of steps.entries()) {
    if (step.kind === "reply" || step.kind === "message") continue;
    const toolCallId = callIdOf(step);
    const toolName = step.kind === "question" ? askPersonName : (step.tool ?? "unknown");
    const input = step.kind === "question" ? { question: step.text ?? "" } : asObject(step.arguments);
    const reply = steps.slice(index + 1).find(({ kind }) => kind === "reply")?.text;
    const value = step.kind === "question" ? (reply ?? "") : toolResult(step);
    messages.push(
      {
        role: "assistant",
        content: [
          ...(step.reason ? [{ type: "text" as const, text: step.reason }] : []),
          { type: "tool-call", toolCallId, toolName, input },
        ],
      },
      {
        role: "tool",
        content: [{ type: "tool-result", toolCallId, toolName, output: { type: "text", value } }],
      },
    );
  }
  return messages;
}

/** What a model reads of a step's outcome, never longer than the settings allow. */
function toolResult(step: StepRow): string {
  const most = env().AGENT_TOOL_OUTPUT_CHARACTERS;
  const text = JSON.stringify({ state: step.state, result: withoutOrders(step.output) });
  return text.length > most ? `${text.slice(0, most)}… (cut)` : text;
}

const leftOut = "[left out: an order to machines that stood in the document]";

/** The same value, with every sentence in its texts that gives orders to a model replaced by a note. */
export function withoutOrders(value: unknown): unknown {
  if (typeof value === "string") {
    return injectionSignals(value)
      .sort((a, b) => b.start - a.start)
      .reduce((text, { start, end }) => text.slice(0, start) + leftOut + text.slice(end), value);
  }
  if (Array.isArray(value)) return value.map(withoutOrders);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, withoutOrders(inner)]));
}

function callIdOf({ call_id, ordinal }: StepRow): string {
  return call_id ?? `call_${ordinal}`;
}

/** Arguments that weren't even an object are shown to the model as a text in one. */
function asObject(given: unknown): Record<string, unknown> {
  return given !== null && typeof given === "object" && !Array.isArray(given)
    ? (given as Record<string, unknown>)
    : { given };
}
