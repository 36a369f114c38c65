"use client";

import { useSyncExternalStore } from "react";

/**
 * When the reader's day began, in milliseconds. What the server wrote is taken over as it wrote it, by its own clock
 * in UTC: around midnight the two would group differently, and the page would be thrown away and drawn anew.
 */
export function useToday(renderedAt: number): number {
  return useSyncExternalStore(everyMinute, beginningOfToday, () =>
    new Date(renderedAt).setUTCHours(0, 0, 0, 0),
  );
}

function beginningOfToday(): number {
  return new Date().setHours(0, 0, 0, 0);
}

function everyMinute(onChange: () => void): () => void {
  const timer = setInterval(onChange, 60_000);
  return () => clearInterval(timer);
}
