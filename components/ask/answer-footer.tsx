import {
  CircleCheckIcon,
  CircleDashedIcon,
  CircleSlashIcon,
  CopyIcon,
  RotateCcwIcon,
  WaypointsIcon,
} from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { Button } from "@/components/ui/button";
import { classNames } from "@/components/ui/class-names";
import { toast } from "@/components/ui/toast";
import type { Answer } from "@/lib/ask/schema";
import { useAsk } from "./ask-context";
import { copyWithSources } from "./copy-with-sources";
import { FeedbackButtons } from "./feedback-buttons";
import { supportWords } from "./support-words";
import type { Turn } from "./thread";

const HowFoundDialog = lazy(() =>
  import("./how-found-dialog").then((module) => ({ default: module.HowFoundDialog })),
);

/** How well the answer is supported, in words, and what can be done with it. */
export function AnswerFooter({ turn, answer, threadKey }: { turn: Turn; answer: Answer; threadKey: string }) {
  const { threads, scope } = useAsk();
  const [howFound, setHowFound] = useState<"never" | "open" | "closed">("never");
  return (
    <div className="mt-4 flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
      <Support answer={answer} />
      <div className="-mx-2.5 flex flex-wrap items-center">
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
          // Not by a state of each turn: beginning to answer would draw two hundred of them anew.
          className="group-aria-busy/log:opacity-50"
          onClick={() => {
            if (threads.isRunning(threadKey)) toast("An answer is on its way. Ask again when it is there.");
            else void threads.ask({ threadKey, question: turn.question, scope });
          }}
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
  const { judgement, basis } = supportWords(answer);
  const { Icon, colour } = supportSigns[answer.support];
  return (
    <p className="flex items-center gap-1.5 text-muted text-sm">
      <Icon aria-hidden className={classNames("size-4 shrink-0", colour)} />
      <span>
        <span className={colour && classNames("font-medium", colour)}>{judgement}</span>
        {basis}
      </span>
    </p>
  );
}

const supportSigns = {
  "every-sentence-proved": { Icon: CircleCheckIcon, colour: "text-accent" },
  "partly-proved": { Icon: CircleDashedIcon, colour: "text-caution" },
  "not-in-documents": { Icon: CircleSlashIcon, colour: undefined },
} as const;
