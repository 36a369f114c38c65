import { Fragment } from "react";
import type { ConsideredPassage } from "@/lib/ask/schema";
import { sliceCodePoints } from "@/lib/text/code-points";

/** A passage's text; the parts that give orders to machines stand apart, with the note that nobody followed them. */
export function SetAsideText({ passage }: { passage: ConsideredPassage }) {
  const parts: { start: number; text: string; aside: boolean }[] = [];
  let at = 0;
  const push = (end: number, aside: boolean) => {
    if (end > at) parts.push({ start: at, text: sliceCodePoints(passage.text, at, end), aside });
    at = Math.max(at, end);
  };
  for (const { start, end } of passage.set_aside) {
    push(start, false);
    push(end, true);
  }
  push([...passage.text].length, false);
  return (
    <p className="quoted whitespace-pre-line text-read">
      {parts.map(({ start, text, aside }) =>
        aside ? (
          <Fragment key={start}>
            <span className="rounded-xs bg-caution-soft box-decoration-clone px-1 py-0.5 text-caution">
              <span className="mr-1.5 font-medium font-sans text-xs">Order to machines, not followed:</span>
              {text.trim()}
            </span>{" "}
          </Fragment>
        ) : (
          <Fragment key={start}>{text}</Fragment>
        ),
      )}
    </p>
  );
}
