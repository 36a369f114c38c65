import { memo } from "react";
import { classNames } from "@/components/ui/class-names";
import { plural } from "@/components/ui/plural";
import { Skeleton } from "@/components/ui/skeleton";
import { AnswerFooter } from "./answer-footer";
import { AnswerText } from "./answer-text";
import { NotInDocuments } from "./not-in-documents";
import { SourceCards } from "./source-cards";
import type { Turn } from "./thread";
import { TurnProblem } from "./turn-problem";

interface TurnViewProps {
  turn: Turn;
  threadKey: string;
  latest: boolean;
  first: boolean;
}

/** A question with its answer. Old ones are laid out only when they come into view. */
export const TurnView = memo(function TurnView({ turn, threadKey, latest, first }: TurnViewProps) {
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
      {!ended && <Progress turn={turn} />}
      {turn.answer?.refused ? (
        <NotInDocuments answer={turn.answer} turn={turn} threadKey={threadKey} />
      ) : (
        turn.sentences.length > 0 && (
          <AnswerText
            sentences={turn.sentences}
            citations={turn.citations}
            answerId={turn.answerId}
            streaming={!ended}
          />
        )
      )}
      {ended && turn.citations.length > 0 && turn.answerId && !turn.answer?.refused && (
        <SourceCards citations={turn.citations} answerId={turn.answerId} />
      )}
      {ended && turn.state !== "done" && <TurnProblem turn={turn} threadKey={threadKey} />}
      {turn.answer && <AnswerFooter turn={turn} answer={turn.answer} threadKey={threadKey} />}
    </article>
  );
});

/** What is being done, in words, until the first sentence stands there; then quietly until the last. */
function Progress({ turn }: { turn: Turn }) {
  const words = turn.searched
    ? `${turn.searched.passages.length} passages found in ${plural(turn.searched.documents, "document")}. ${
        turn.sentences.length > 0 ? "Checking the next sentence" : "Reading them"
      }`
    : "Searching your documents";
  return (
    <div className={turn.sentences.length > 0 ? "sr-only" : "grid gap-3"}>
      <p role="status" className="animate-breathe text-muted">
        {words} …
      </p>
      <div className="grid gap-2.5 pt-1">
        <Skeleton className="h-4 w-full" />
        <Skeleton className="h-4 w-[92%]" />
        <Skeleton className="h-4 w-3/5" />
      </div>
    </div>
  );
}
