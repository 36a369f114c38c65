import { memo } from "react";
import { classNames } from "@/components/ui/class-names";
import { Skeleton } from "@/components/ui/skeleton";
import { AnswerFooter } from "./answer-footer";
import { AnswerText } from "./answer-text";
import { NotInDocuments } from "./not-in-documents";
import { SourceCards } from "./source-cards";
import type { Turn } from "./thread";
import { TurnProblem } from "./turn-problem";
import { progressWords } from "./turn-words";

interface TurnViewProps {
  turn: Turn;
  threadKey: string;
  latest: boolean;
  first: boolean;
  /** The citation of this turn whose passage is open. */
  openMarker: number | null;
}

/** A question with its answer. Old ones are laid out only when they come into view. */
export const TurnView = memo(function TurnView({
  turn,
  threadKey,
  latest,
  first,
  openMarker,
}: TurnViewProps) {
  const ended = turn.state !== "asking" && turn.state !== "streaming";
  return (
    <article
      data-turn={turn.key}
      data-answer={turn.answerId ?? undefined}
      aria-label={turn.question}
      className={classNames(
        "scroll-mt-2 py-7",
        !first && "border-t",
        first && "pt-3",
        latest && !first
          ? "min-h-[calc(100dvh-17rem)]"
          : "[contain-intrinsic-size:auto_28rem] [content-visibility:auto]",
      )}
    >
      <h2 className="mb-4 whitespace-pre-wrap text-pretty font-semibold text-lg [overflow-wrap:anywhere]">
        {turn.question}
      </h2>
      {!ended && turn.sentences.length === 0 && <Progress turn={turn} />}
      {turn.answer?.refused ? (
        <NotInDocuments answer={turn.answer} turn={turn} threadKey={threadKey} />
      ) : (
        turn.sentences.length > 0 && (
          <AnswerText
            sentences={turn.sentences}
            citations={turn.citations}
            answerId={turn.answerId}
            openMarker={openMarker}
            streaming={!ended}
          />
        )
      )}
      {ended && turn.citations.length > 0 && turn.answerId && !turn.answer?.refused && (
        <SourceCards citations={turn.citations} answerId={turn.answerId} openMarker={openMarker} />
      )}
      {ended && turn.state !== "done" && <TurnProblem turn={turn} threadKey={threadKey} />}
      {turn.answer && <AnswerFooter turn={turn} answer={turn.answer} threadKey={threadKey} />}
    </article>
  );
});

/** What is being done, until the first sentence stands there. A screen reader hears it from the thread. */
function Progress({ turn }: { turn: Turn }) {
  return (
    <div className="grid gap-3">
      <p className="animate-breathe text-muted">{progressWords(turn)} …</p>
      <div className="grid gap-2.5 pt-1">
        <Skeleton className="h-4 w-full" />
        <Skeleton className="h-4 w-[92%]" />
        <Skeleton className="h-4 w-3/5" />
      </div>
    </div>
  );
}
