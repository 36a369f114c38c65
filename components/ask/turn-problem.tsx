import { RotateCcwIcon } from "lucide-react";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { useAsk, useRunning } from "./ask-context";
import type { Turn } from "./thread";

/** An answer that was stopped or failed: what happened, what was kept, what to do. */
export function TurnProblem({ turn, threadKey }: { turn: Turn; threadKey: string }) {
  const { threads, scope } = useAsk();
  const running = useRunning(threadKey);
  const kept =
    turn.sentences.length > 0
      ? "The sentences above were checked before and stay proved."
      : "Your question is kept.";
  const again = (
    <Button
      size="sm"
      disabled={running}
      onClick={() => void threads.ask({ threadKey, question: turn.question, scope })}
    >
      <RotateCcwIcon aria-hidden />
      Ask again
    </Button>
  );
  if (turn.state === "stopped") {
    return (
      <Notice title="Stopped" actions={again} className="mt-4">
        <p>{kept}</p>
      </Notice>
    );
  }
  const problem = turn.problem;
  return (
    <div role="alert" className="mt-4">
      <Notice tone="danger" title={problem?.title ?? "Something went wrong"} actions={again}>
        <p>
          {problem?.detail} {kept}
        </p>
        {problem?.request_id && (
          <p className="mt-1 text-sm">
            Request <code className="font-mono">{problem.request_id}</code>
          </p>
        )}
      </Notice>
    </div>
  );
}
