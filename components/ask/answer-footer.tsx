import {
  CircleCheckIcon,
  CircleDashedIcon,
  CircleSlashIcon,
  CopyIcon,
  RotateCcwIcon,
  WaypointsIcon,
} from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { toast } from "sonner";
import { Button } from "@/components/ui/button";
import { plural } from "@/components/ui/plural";
import type { Answer } from "@/lib/ask/schema";
import { useAsk, useRunning } from "./ask-context";
import { copyWithSources } from "./copy-with-sources";
import { FeedbackButtons } from "./feedback-buttons";
import type { Turn } from "./thread";

const HowFoundDialog = lazy(() =>
  import("./how-found-dialog").then((module) => ({ default: module.HowFoundDialog })),
);

/** How well the answer is supported, in words, and what can be done with it. */
export function AnswerFooter({ turn, answer, threadKey }: { turn: Turn; answer: Answer; threadKey: string }) {
  const { threads, scope } = useAsk();
  const running = useRunning(threadKey);
  const [howFound, setHowFound] = useState<"never" | "open" | "closed">("never");
  return (
    <div className="mt-4 flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
      <Support answer={answer} />
      <div className="-ml-2 flex flex-wrap items-center sm:-mr-2 sm:ml-0">
        {!answer.refused && (
          <Button
            tone="quiet"
            size="sm"
            onClick={async () => {
              const copied = await copyWithSources(answer);
              toast(copied ? "Copied with its sources" : "The browser did not allow copying");
            }}
          >
            <CopyIcon aria-hidden />
            <span className="sr-only sm:not-sr-only">Copy</span>
            <span className="sr-only">with sources</span>
          </Button>
        )}
        <Button
          tone="quiet"
          size="sm"
          disabled={running}
          onClick={() => void threads.ask({ threadKey, question: turn.question, scope })}
        >
          <RotateCcwIcon aria-hidden />
          <span className="sr-only sm:not-sr-only">Ask again</span>
        </Button>
        <Button tone="quiet" size="sm" aria-haspopup="dialog" onClick={() => setHowFound("open")}>
          <WaypointsIcon aria-hidden />
          How this was found
        </Button>
        <FeedbackButtons turn={turn} answerId={answer.id} threadKey={threadKey} />
      </div>
      {howFound !== "never" && (
        <Suspense>
          <HowFoundDialog
            answer={answer}
            open={howFound === "open"}
            onOpenChange={(open) => setHowFound(open ? "open" : "closed")}
          />
        </Suspense>
      )}
    </div>
  );
}

function Support({ answer }: { answer: Answer }) {
  const documents = new Set(answer.citations.map((citation) => citation.document_id)).size;
  if (answer.support === "not-in-documents") {
    return (
      <p className="flex items-center gap-1.5 text-muted text-sm">
        <CircleSlashIcon aria-hidden className="size-4 shrink-0" />
        {answer.reason === "not_found" ? "Not in your documents" : "Not answered"}
      </p>
    );
  }
  const proved = answer.support === "every-sentence-proved";
  return (
    <p className="flex items-center gap-1.5 text-sm">
      {proved ? (
        <CircleCheckIcon aria-hidden className="size-4 shrink-0 text-accent" />
      ) : (
        <CircleDashedIcon aria-hidden className="size-4 shrink-0 text-caution" />
      )}
      <span className="text-muted">
        <span className={proved ? "font-medium text-accent" : "font-medium text-caution"}>
          {proved ? "Every sentence proved" : "Partly proved"}
        </span>
        {proved
          ? ` by ${plural(answer.citations.length, "passage")} from ${plural(documents, "document")}`
          : ": what is not proved is marked"}
      </span>
    </p>
  );
}
