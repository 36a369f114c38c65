"use client";

import { useEffect, useLayoutEffect, useMemo, useRef } from "react";
import { classNames } from "@/components/ui/class-names";
import type { ConversationDetail } from "@/lib/conversations/schema";
import { useAsk, useOpenEvidence, useRunning, useThread, useThreadKey } from "./ask-context";
import { CitationCardProvider } from "./citation-card";
import { Composer } from "./composer";
import { FirstVisit } from "./first-visit";
import { toThread } from "./thread";
import { newThreadKey } from "./thread-store";
import { TurnView } from "./turn-view";
import { announcementOf } from "./turn-words";
import { useEarlierTurns } from "./use-earlier-turns";

interface ThreadViewProps {
  /** The conversation as the server keeps it; null at `/ask`. */
  detail: ConversationDetail | null;
  suggestions: Promise<string[]>;
  /** A question to begin with, from the address. */
  question?: string | undefined;
  document?: { id: string; title: string } | undefined;
}

/** A thread of questions and answers with the composer under it. */
export function ThreadView({ detail, suggestions, question, document }: ThreadViewProps) {
  const key = useThreadKey();
  const { threads, setScope } = useAsk();
  const seed = useMemo(() => (detail ? toThread(detail) : undefined), [detail]);
  const thread = useThread(key, seed);
  const running = useRunning(key);
  const isNew = key === newThreadKey && thread.turns.length === 0;

  useEffect(() => {
    if (seed?.conversationId) threads.seed(seed.conversationId, seed);
  }, [seed, threads]);

  useEffect(() => {
    if (document) setScope({ sources: [], documents: [document] });
  }, [document, setScope]);

  return (
    <CitationCardProvider>
      <div className="relative flex min-h-0 flex-1 flex-col">
        <header className="flex h-13 shrink-0 items-center px-24 lg:px-5">
          <h1
            className={classNames(
              "mx-auto max-w-read flex-1 truncate font-medium text-muted",
              thread.turns.length < 2 && "sr-only",
            )}
          >
            {thread.title ?? thread.turns[0]?.question ?? "Ask your documents"}
          </h1>
        </header>
        <p role="status" className="sr-only">
          {announcementOf(thread.turns.at(-1))}
        </p>
        {isNew ? (
          <FirstVisit suggestions={suggestions} threadKey={key} />
        ) : (
          <Turns threadKey={key} turns={thread.turns} />
        )}
        <Composer
          threadKey={key}
          running={running}
          initial={question}
          lastQuestion={thread.turns.at(-1)?.question}
        />
      </div>
    </CitationCardProvider>
  );
}

function Turns({ threadKey, turns }: { threadKey: string; turns: ReturnType<typeof useThread>["turns"] }) {
  const scroller = useRef<HTMLDivElement>(null);
  const count = useRef(0);
  const last = turns.at(-1);
  const open = useOpenEvidence();
  const { left, edge } = useEarlierTurns(turns.length, scroller);

  // A conversation opens at its end; a new question is brought to the top of the view, and the answer
  // then fills the room below it without moving what is being read.
  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element || count.current === turns.length) return;
    const opened = count.current === 0 && turns.length > 1;
    count.current = turns.length;
    const target = element.querySelector("[data-turn]:last-of-type");
    if (target) target.scrollIntoView({ block: "start" });
    if (opened) element.scrollTop = element.scrollHeight;
  }, [turns.length]);

  return (
    <div
      ref={scroller}
      className="scroll-quiet min-h-0 flex-1 overflow-y-auto overscroll-contain scroll-pt-2 px-5"
    >
      {/* Said once, by the status of the view: a log that is read out as it streams would chatter. */}
      <div
        role="log"
        aria-live="off"
        aria-label="Questions and answers"
        aria-busy={last?.state === "asking" || last?.state === "streaming"}
        className="group/log mx-auto max-w-read pb-10"
      >
        {left > 0 && <div ref={edge} aria-hidden className="h-px" />}
        {turns.slice(left).map((turn, index) => (
          <TurnView
            key={turn.key}
            turn={turn}
            threadKey={threadKey}
            latest={turn === last}
            first={left + index === 0}
            openMarker={open !== null && open.answerId === turn.answerId ? open.marker : null}
          />
        ))}
      </div>
    </div>
  );
}
