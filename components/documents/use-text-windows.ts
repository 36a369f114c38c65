"use client";

import { useCallback, useLayoutEffect, useRef, useState } from "react";
import { requestJson } from "@/components/api/request";
import type { DocumentText } from "@/lib/documents/schema";
import { sliceCodePoints } from "@/lib/text/code-points";

/** Code points that are asked for at a time, and how many windows stay in the page. */
export const windowLength = 24_000;
const mostWindows = 7;

interface Options {
  documentId: string;
  versionId: string;
  first: DocumentText;
  /** What scrolls. */
  scroller: () => HTMLElement | null;
}

export interface TextWindows {
  windows: DocumentText[];
  /** Asks for what follows or precedes; nothing when it is on its way or there is no more. */
  extend: (side: "before" | "after") => void;
  /** Shows the surroundings of an offset, which may be far away. Resolves when they are in the page. */
  goTo: (offset: number) => Promise<void>;
  failed: unknown;
  retry: () => void;
}

/**
 * A long text as a row of neighbouring windows. What is read stays where it is on the screen while windows
 * come and go above it: the block at the top is held by its distance to the edge.
 */
export function useTextWindows({ documentId, versionId, first, scroller }: Options): TextWindows {
  const [windows, setWindows] = useState([first]);
  const [failed, setFailed] = useState<unknown>(null);
  const latest = useRef(windows);
  const busy = useRef({ before: false, after: false });
  const anchor = useRef<{ start: string; top: number } | null>(null);
  const arrived = useRef<(() => void) | null>(null);

  const read = useCallback(
    (start: number, end: number) => {
      const search = new URLSearchParams({ version: versionId, start: String(start), end: String(end) });
      return requestJson<DocumentText>(`/api/documents/${encodeURIComponent(documentId)}/text?${search}`);
    },
    [documentId, versionId],
  );

  const show = useCallback(
    (next: DocumentText[], hold: boolean) => {
      anchor.current = hold ? anchorOf(scroller()) : null;
      latest.current = next;
      setWindows(next);
    },
    [scroller],
  );

  const extend = useCallback(
    (side: "before" | "after") => {
      const edge = side === "after" ? latest.current.at(-1) : latest.current[0];
      if (!edge || busy.current[side]) return;
      if (side === "after" ? edge.end >= edge.length : edge.start <= 0) return;
      busy.current[side] = true;
      const range: [number, number] =
        side === "after"
          ? [edge.end, edge.end + windowLength]
          : [Math.max(0, edge.start - windowLength), edge.start];
      read(...range)
        .then((window) => {
          // Somebody may have gone elsewhere in the meantime.
          if (!latest.current.includes(edge)) return;
          setFailed(null);
          const fitted = withoutOverlap(window, edge, side);
          if (!fitted) return;
          const next = side === "after" ? [...latest.current, fitted] : [fitted, ...latest.current];
          show(side === "after" ? next.slice(-mostWindows) : next.slice(0, mostWindows), true);
        })
        .catch(setFailed)
        .finally(() => {
          busy.current[side] = false;
        });
    },
    [read, show],
  );

  const goTo = useCallback(
    async (offset: number) => {
      if (latest.current.some((window) => window.start <= offset && offset < window.end)) return;
      const half = windowLength / 2;
      const window = await read(Math.max(0, offset - half), offset + half);
      setFailed(null);
      await new Promise<void>((resolve) => {
        arrived.current = resolve;
        show([window], false);
      });
    },
    [read, show],
  );

  const retry = useCallback(() => {
    setFailed(null);
    extend("after");
    extend("before");
  }, [extend]);
  useLayoutEffect(() => {
    const element = scroller();
    const held = anchor.current;
    anchor.current = null;
    if (element && held) {
      const block = element.querySelector(`[data-start="${held.start}"]`);
      if (block) element.scrollTop += block.getBoundingClientRect().top - held.top;
    }
    arrived.current?.();
    arrived.current = null;
  }, [windows, scroller]);

  return { windows, extend, goTo, failed, retry };
}

/** The first block that is seen, and where it stands on the screen. */
function anchorOf(element: HTMLElement | null): { start: string; top: number } | null {
  if (!element) return null;
  const edge = element.getBoundingClientRect().top;
  for (const block of element.querySelectorAll<HTMLElement>("[data-start]")) {
    const { top, bottom } = block.getBoundingClientRect();
    if (bottom > edge && block.dataset.start !== undefined) return { start: block.dataset.start, top };
  }
  return null;
}

/** A neighbour without the blocks that its window shares with the edge; null when nothing is left. */
function withoutOverlap(
  window: DocumentText,
  edge: DocumentText,
  side: "before" | "after",
): DocumentText | null {
  const blocks = window.blocks.filter((block) =>
    side === "after" ? block.start >= edge.end : block.end <= edge.start,
  );
  const [firstBlock, lastBlock] = [blocks[0], blocks.at(-1)];
  if (!firstBlock || !lastBlock) return null;
  return {
    ...window,
    blocks,
    start: firstBlock.start,
    end: lastBlock.end,
    text: sliceCodePoints(window.text, firstBlock.start - window.start, lastBlock.end - window.start),
  };
}
