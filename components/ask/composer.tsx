import { ArrowUpIcon, SquareIcon } from "lucide-react";
import { type KeyboardEvent, Suspense, useEffect, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { useAsk } from "./ask-context";
import { onEditQuestion } from "./edit-question";
import { ScopeChips } from "./scope-chips";

interface ComposerProps {
  threadKey: string;
  running: boolean;
  initial?: string | undefined;
  lastQuestion?: string | undefined;
}

/** Where a question is written. Enter sends, Shift+Enter breaks, Esc stops, ↑ edits the last question. */
export function Composer({ threadKey, running, initial, lastQuestion }: ComposerProps) {
  const { threads, scope } = useAsk();
  const [text, setText] = useState(initial ?? "");
  const field = useRef<HTMLTextAreaElement>(null);

  useEffect(() => {
    if (initial) setText(initial);
  }, [initial]);

  useEffect(
    () =>
      onEditQuestion((question) => {
        setText(question);
        field.current?.focus();
      }),
    [],
  );

  const send = () => {
    const question = text.trim();
    if (question === "" || running) return;
    setText("");
    void threads.ask({ threadKey, question, scope });
  };

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      send();
    } else if (event.key === "Escape" && running) {
      event.preventDefault();
      threads.stop(threadKey);
    } else if (event.key === "ArrowUp" && text === "" && lastQuestion) {
      event.preventDefault();
      setText(lastQuestion);
    }
  };

  return (
    <div className="shrink-0 px-3 pb-3 sm:px-5">
      <form
        className="mx-auto max-w-[42rem]"
        onSubmit={(event) => {
          event.preventDefault();
          send();
        }}
      >
        <div className="rounded-xl border border-line-strong/60 bg-surface shadow-field transition-colors focus-within:border-accent focus-within:outline-2 focus-within:outline-accent/25">
          <label htmlFor="question" className="sr-only">
            Your question
          </label>
          <textarea
            id="question"
            ref={field}
            rows={1}
            value={text}
            maxLength={2000}
            enterKeyHint="send"
            placeholder={lastQuestion ? "Ask on, or ask something else" : "Ask a question"}
            aria-describedby="question-scope question-keys"
            onChange={(event) => setText(event.target.value)}
            onKeyDown={onKeyDown}
            className="field-sizing-content block min-h-11 max-h-[38dvh] w-full resize-none bg-transparent px-4 pt-3 pb-1 text-read outline-none placeholder:text-muted"
          />
          <div className="flex items-end justify-between gap-2 p-2 pl-2.5">
            <Suspense fallback={<div className="h-7" />}>
              <ScopeChips />
            </Suspense>
            {running ? (
              <Button
                key="stop"
                size="sm"
                square
                aria-label="Stop"
                title="Stop (Esc)"
                className="rounded-full"
                onClick={() => threads.stop(threadKey)}
              >
                <SquareIcon aria-hidden className="size-3! fill-current" />
              </Button>
            ) : (
              <Button
                key="send"
                type="submit"
                tone="primary"
                size="sm"
                square
                aria-label="Ask"
                title="Ask (Enter)"
                className="rounded-full"
                aria-disabled={text.trim() === ""}
              >
                <ArrowUpIcon aria-hidden strokeWidth={2.5} />
              </Button>
            )}
          </div>
        </div>
        <p id="question-keys" className="sr-only">
          Enter sends, Shift and Enter begins a new line, Escape stops an answer, arrow up brings back the
          last question.
        </p>
      </form>
    </div>
  );
}
