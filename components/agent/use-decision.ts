import { useRouter } from "next/navigation";
import { useState } from "react";
import { toReadableProblem } from "@/components/api/request";
import { toast } from "@/components/ui/toast";
import type { Approval } from "@/lib/agent/schema";
import type { Problem } from "@/lib/http/schema";
import { approvalStateWords } from "./agent-words";
import { ChangedMeanwhile, type DecisionBody, decide } from "./decide";
import { refreshWaiting } from "./waiting-store";

/** Decides one request at a time, keeps what went wrong, and has the page show what became of it. */
export function useDecision(approval: Pick<Approval, "id" | "proposal_hash">) {
  const router = useRouter();
  // What was shown when the dialog opened: the page behind it may learn of a change before its reader does.
  const [shown] = useState(approval);
  const [pending, setPending] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);

  /** True when it was decided. */
  async function submit(body: DecisionBody): Promise<boolean> {
    if (pending) return false;
    setPending(true);
    setProblem(null);
    try {
      const { state } = await decide(shown, body);
      toast(approvalStateWords[state].name, { description: outcomeWords(state) });
      return true;
    } catch (error) {
      setProblem(error instanceof ChangedMeanwhile ? changed : toReadableProblem(error));
      return false;
    } finally {
      setPending(false);
      router.refresh();
      refreshWaiting();
    }
  }
  return { submit, pending, problem, clear: () => setProblem(null) };
}

function outcomeWords(state: Approval["state"]): string {
  if (state === "done") return "It was carried out, and the log says so.";
  if (state === "denied") return "Nothing was changed. The agent is told why.";
  if (state === "conflict") return "What it would change was changed meanwhile. Look at it again.";
  if (state === "failed") return "Nothing was changed. The page says why.";
  if (state === "outcome_unknown") return "It was sent, and no answer came. Look there whether it was done.";
  return "It is being carried out.";
}

const changed: Problem = {
  type: "about:blank",
  title: "It changed since you opened it",
  status: 409,
  detail: "Nothing was decided. Close this, and look at what it would do now.",
  instance: "",
  code: "approval_altered",
  request_id: "",
};
