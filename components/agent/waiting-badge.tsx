"use client";

import { useSyncExternalStore } from "react";
import { plural } from "@/components/ui/plural";
import { subscribeWaiting, waitingCount } from "./waiting-store";

/** The number of requests that wait for a decision; nothing while there is none. */
export function WaitingBadge({ className }: { className?: string }) {
  const waiting = useSyncExternalStore(subscribeWaiting, waitingCount, () => null);
  if (!waiting) return null;
  return (
    <span className={className}>
      <span aria-hidden>{waiting > 99 ? "99+" : waiting}</span>
      <span className="sr-only"> ({plural(waiting, "request")} waiting)</span>
    </span>
  );
}
