"use client";

import { type RefObject, useEffect, useLayoutEffect, useRef, useState } from "react";

/** So many turns are in the page at first, and so many more come each time the reader nears the top. */
const turnsAtOnce = 30;

/**
 * How many of the oldest turns are left out, and the edge above which they come. A conversation opens at its end:
 * what is far above costs nothing until somebody goes there.
 */
export function useEarlierTurns(count: number, scroller: RefObject<HTMLElement | null>) {
  const [left, setLeft] = useState(() => Math.max(0, count - turnsAtOnce));
  const edge = useRef<HTMLDivElement>(null);
  /** How far from the end the view stood before the turns from `left` on came. */
  const before = useRef({ left, fromEnd: 0 });

  useEffect(() => {
    const element = edge.current;
    if (left === 0 || !element) return;
    const root = scroller.current;
    const observer = new IntersectionObserver(
      ([entry]) => {
        if (!entry?.isIntersecting || !root) return;
        const next = Math.max(0, left - turnsAtOnce);
        before.current = { left: next, fromEnd: root.scrollHeight - root.scrollTop };
        setLeft(next);
      },
      { root, rootMargin: "200% 0px 0px" },
    );
    observer.observe(element);
    return () => observer.disconnect();
  }, [left, scroller]);

  // What is read stays in its place: most browsers see to it themselves, Safari doesn't.
  useLayoutEffect(() => {
    const root = scroller.current;
    const { left: brought, fromEnd } = before.current;
    if (!root || brought !== left || fromEnd === 0 || CSS.supports("overflow-anchor", "auto")) return;
    root.scrollTop = root.scrollHeight - fromEnd;
  }, [left, scroller]);

  return { left, edge };
}
