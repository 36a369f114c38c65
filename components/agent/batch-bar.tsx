"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { toReadableProblem } from "@/components/api/request";
import { Button } from "@/components/ui/button";
import { Dialog, DialogClose } from "@/components/ui/dialog";
import { Notice } from "@/components/ui/notice";
import { plural } from "@/components/ui/plural";
import { toast } from "@/components/ui/toast";
import { approvalStateWords } from "./agent-words";
import { ChangedMeanwhile, decide } from "./decide";
import type { InboxEntry } from "./inbox-entry";
import { refreshWaiting } from "./waiting-store";

/** Approves requests of one tool that are harmless, one after the other, each with a decision of its own. */
export function BatchBar({ chosen, onDone }: { chosen: InboxEntry[]; onDone: () => void }) {
  const router = useRouter();
  const [open, setOpen] = useState(false);
  const [at, setAt] = useState<number | null>(null);
  const [failed, setFailed] = useState<{ subject: string; why: string }[]>([]);
  const title = chosen[0]?.title ?? "";

  async function approveAll() {
    if (at !== null) return;
    const problems: typeof failed = [];
    for (const [index, entry] of chosen.entries()) {
      setAt(index);
      try {
        const { state } = await decide(entry, { decision: "approve" });
        if (state !== "done") problems.push({ subject: entry.subject, why: approvalStateWords[state].name });
      } catch (error) {
        const why =
          error instanceof ChangedMeanwhile
            ? "It changed since you looked at it."
            : toReadableProblem(error).detail;
        problems.push({ subject: entry.subject, why });
      }
    }
    setAt(null);
    setFailed(problems);
    router.refresh();
    refreshWaiting();
    toast(`${plural(chosen.length - problems.length, "request")} done`);
    if (problems.length > 0) return;
    setOpen(false);
    onDone();
  }

  return (
    <div className="sticky bottom-0 z-2 flex items-center gap-2 border-t bg-raised px-4 py-2.5">
      <p className="min-w-0 flex-1 truncate text-sm" aria-live="polite">
        {chosen.length} × {title}
      </p>
      <Button size="sm" tone="quiet" onClick={onDone}>
        None
      </Button>
      <Button size="sm" tone="primary" onClick={() => setOpen(true)}>
        Approve {chosen.length}
      </Button>
      <Dialog
        open={open}
        onOpenChange={(next) => at === null && setOpen(next)}
        title={`${title}: ${chosen.length} at once?`}
        description="All are of low risk and without doubts. Each is decided by itself and stands in the log by itself."
        footer={
          <>
            <DialogClose asChild>
              <Button aria-disabled={at !== null}>Not yet</Button>
            </DialogClose>
            <Button tone="primary" aria-disabled={at !== null} onClick={approveAll}>
              {at === null ? `Approve ${chosen.length}` : `${at + 1} of ${chosen.length} …`}
            </Button>
          </>
        }
      >
        {failed.length > 0 && (
          <Notice tone="danger" title="Not all were done" className="mb-3">
            <ul>
              {failed.map(({ subject, why }) => (
                <li key={subject}>
                  {subject}: {why}
                </li>
              ))}
            </ul>
          </Notice>
        )}
        <ul className="divide-y rounded-lg border">
          {chosen.map((entry) => (
            <li key={entry.id} className="px-3.5 py-2">
              {entry.subject} <span className="text-muted text-sm">· {entry.requester.name}</span>
            </li>
          ))}
        </ul>
      </Dialog>
    </div>
  );
}
