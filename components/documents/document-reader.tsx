"use client";

import { type Ref, useCallback, useEffect, useImperativeHandle, useMemo, useRef, useState } from "react";
import { toReadableProblem } from "@/components/api/request";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { Skeleton } from "@/components/ui/skeleton";
import type { DocumentText, DocumentType, StoredBlock } from "@/lib/documents/schema";
import type { Highlight } from "./block-segments";
import { DocumentBlocks } from "./document-blocks";
import { scrollWithin } from "./scroll-within";
import { useTextWindows } from "./use-text-windows";

export interface ReaderHandle {
  /** Scrolls to a code point, however far away. */
  goTo: (offset: number, block?: "start" | "center") => Promise<void>;
  /** The first code point that is seen. */
  position: () => number;
  /** The blocks that are in the page. */
  blocks: () => StoredBlock[];
}

interface DocumentReaderProps {
  documentId: string;
  versionId: string;
  type: DocumentType;
  first: DocumentText;
  highlights: Highlight[];
  scroller: () => HTMLElement | null;
  handle: Ref<ReaderHandle>;
  /** Tells of the place that is being read. */
  onPosition: (offset: number) => void;
}

const pageWords: Partial<Record<DocumentType, "Page" | "Slide" | "Sheet">> = {
  pdf: "Page",
  pptx: "Slide",
  xlsx: "Sheet",
};

/** Guess of the height of text that isn't in the page, in pixels for each code point, and the most of it. */
const guessedHeight = 0.42;
const mostHeight = 8_000_000;

/** A document's text, however long: windows of it come as one scrolls, and what is read stays in place. */
export function DocumentReader(props: DocumentReaderProps) {
  const { documentId, versionId, type, first, highlights, scroller, handle, onPosition } = props;
  const { windows, extend, goTo, failed, retry } = useTextWindows({ documentId, versionId, first, scroller });
  const root = useRef<HTMLDivElement>(null);
  const before = useRef<HTMLDivElement>(null);
  const after = useRef<HTMLDivElement>(null);
  const [jumping, setJumping] = useState(false);

  const start = windows[0]?.start ?? 0;
  const end = windows.at(-1)?.end ?? 0;
  const length = first.length;
  const perPoint = Math.min(guessedHeight, mostHeight / Math.max(length, 1));
  const isWhole = first.start === 0 && first.end >= length - 1;

  const goToOffset = useCallback(
    async (offset: number, block: "start" | "center" = "center") => {
      await goTo(offset);
      const target = root.current && elementAt(root.current, offset);
      if (target) scrollWithin(scroller(), target, block);
    },
    [goTo, scroller],
  );
  const position = useCallback(() => topOffset(root.current, scroller()), [scroller]);
  const blocks = useCallback(() => windows.flatMap((window) => window.blocks), [windows]);
  useImperativeHandle(handle, () => ({ goTo: goToOffset, position, blocks }), [goToOffset, position, blocks]);

  // Follows the scrolling: asks for neighbours, and for another place when the bar was dragged far away.
  useEffect(() => {
    const element = scroller();
    if (!element) return;
    let frame = 0;
    let settle: ReturnType<typeof setTimeout> | undefined;
    const look = () => {
      frame = 0;
      const view = element.getBoundingClientRect();
      const margin = view.height * 1.5;
      const above = before.current?.getBoundingClientRect();
      const below = after.current?.getBoundingClientRect();
      clearTimeout(settle);
      if (above && above.bottom > view.bottom && start > 0) {
        // Only text that isn't here is seen: where in it?
        settle = setTimeout(() => jump((view.top - above.top) / above.height, 0, start), 120);
      } else if (below && below.top < view.top && end < length - 1) {
        settle = setTimeout(() => jump((view.top - below.top) / below.height, end, length), 120);
      } else {
        if (above && above.bottom > view.top - margin) extend("before");
        if (below && below.top < view.bottom + margin) extend("after");
      }
      onPosition(topOffset(root.current, element));
    };
    const jump = (share: number, from: number, to: number) => {
      const offset = Math.round(from + Math.min(Math.max(share, 0), 1) * (to - from));
      setJumping(true);
      void goToOffset(Math.min(offset, length - 1), "start")
        .catch(() => undefined)
        .finally(() => setJumping(false));
    };
    const onScroll = () => {
      frame ||= requestAnimationFrame(look);
    };
    look();
    element.addEventListener("scroll", onScroll, { passive: true });
    return () => {
      element.removeEventListener("scroll", onScroll);
      cancelAnimationFrame(frame);
      clearTimeout(settle);
    };
  }, [scroller, start, end, length, extend, goToOffset, onPosition]);

  return (
    <div ref={root} className="[overflow-anchor:none]">
      {start > 0 && (
        <div ref={before} style={{ height: start * perPoint }}>
          <Waiting at="end" />
        </div>
      )}
      {windows.map((window) => (
        <WindowText key={window.start} window={window} type={type} highlights={highlights} />
      ))}
      {failed !== null && (
        <Notice
          className="my-6 font-sans"
          tone="danger"
          title="The text that follows could not be loaded"
          actions={
            <Button size="sm" onClick={retry}>
              Try again
            </Button>
          }
        >
          {toReadableProblem(failed).detail}
        </Notice>
      )}
      {!isWhole && end < length - 1 && (
        <div ref={after} style={{ height: Math.max((length - end) * perPoint, 1) }}>
          <Waiting at="start" />
        </div>
      )}
      <p role="status" className="sr-only">
        {jumping && "Loading this part of the document"}
      </p>
    </div>
  );
}

interface WindowTextProps {
  window: DocumentText;
  type: DocumentType;
  highlights: Highlight[];
}

function WindowText({ window, type, highlights }: WindowTextProps) {
  const inside = useMemo(
    () => highlights.filter((highlight) => highlight.start < window.end && highlight.end > window.start),
    [highlights, window],
  );
  return (
    <div className="pb-[0.8em]">
      <DocumentBlocks
        text={window.text}
        offset={window.start}
        blocks={window.blocks}
        highlights={inside}
        pageWord={pageWords[type] ?? null}
      />
    </div>
  );
}

function Waiting({ at }: { at: "start" | "end" }) {
  return (
    <div
      className={`flex h-full max-h-full flex-col gap-3 overflow-hidden py-4 ${at === "end" ? "justify-end" : ""}`}
    >
      {["w-full", "w-[94%]", "w-[97%]", "w-3/5"].map((width) => (
        <Skeleton key={width} className={`h-4 shrink-0 ${width}`} />
      ))}
    </div>
  );
}

/** The mark that begins at an offset, or the block that holds it. */
function elementAt(root: HTMLElement, offset: number): Element | null {
  const mark = root.querySelector(`mark[data-at="${offset}"]`);
  if (mark) return mark;
  let found: Element | null = null;
  for (const block of root.querySelectorAll<HTMLElement>("[data-start]")) {
    if (Number(block.dataset.start) > offset) break;
    found = block;
  }
  return found ?? root.querySelector("[data-start]");
}

function topOffset(root: HTMLElement | null, scroller: HTMLElement | null): number {
  if (!root || !scroller) return 0;
  const edge = scroller.getBoundingClientRect().top + 80;
  let offset = 0;
  for (const block of root.querySelectorAll<HTMLElement>("[data-start]")) {
    if (block.getBoundingClientRect().top > edge) break;
    offset = Number(block.dataset.start);
  }
  return offset;
}
