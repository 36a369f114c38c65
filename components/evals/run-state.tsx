import { Badge } from "@/components/ui/badge";
import type { RunLine } from "@/lib/evals/schema";

const words: Record<RunLine["state"], { label: string; tone: "neutral" | "accent" | "caution" | "danger" }> =
  {
    queued: { label: "waiting", tone: "neutral" },
    running: { label: "running", tone: "caution" },
    completed: { label: "completed", tone: "accent" },
    failed: { label: "failed", tone: "danger" },
    cancelled: { label: "cancelled", tone: "neutral" },
  };

export const runStateOptions = Object.entries(words).map(([value, { label }]) => ({ value, label }));

/** How a run stands. */
export function RunState({ state }: { state: RunLine["state"] }) {
  return <Badge tone={words[state].tone}>{words[state].label}</Badge>;
}
