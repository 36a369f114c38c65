"use client";

import Link from "next/link";
import { useRouter } from "next/navigation";
import { useEffect, useRef, useSyncExternalStore } from "react";
import { LocalTime } from "@/components/documents/local-time";
import { useSelection } from "@/components/documents/use-selection";
import { Badge } from "@/components/ui/badge";
import { Checkbox } from "@/components/ui/checkbox";
import { approvalStateWords, flagWord, riskWords } from "./agent-words";
import { BatchBar } from "./batch-bar";
import type { InboxEntry } from "./inbox-entry";
import { type InboxQuery, inboxPath } from "./inbox-query";
import { keyOf } from "./keys";
import { TimeLeft } from "./time-left";
import { subscribeWaiting, waitingCount } from "./waiting-store";

interface InboxListProps {
  entries: InboxEntry[];
  query: InboxQuery;
  current: string | null;
}

const refreshMs = 15_000;

/** The queue: what waits, or what became of it. J and K go down and up. */
export function InboxList({ entries, query, current }: InboxListProps) {
  const router = useRouter();
  const { selected, toggle, clear } = useSelection(entries.map(({ id }) => id));
  const chosen = entries.filter(({ id }) => selected.has(id));
  const alike = chosen[0]?.tool;
  const waiting = useSyncExternalStore(subscribeWaiting, waitingCount, () => null);

  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const key = keyOf(event);
      if (key !== "j" && key !== "k") return;
      const at = entries.findIndex(({ id }) => id === current);
      const next = at < 0 ? entries[0] : entries[at + (key === "j" ? 1 : -1)];
      if (!next) return;
      event.preventDefault();
      router.push(inboxPath(query, next.id), { scroll: false });
    };
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  }, [entries, current, query, router]);

  // Others decide as well: the list follows the count, and looks again now and then.
  const known = useRef<number | null>(null);
  useEffect(() => {
    const changed = known.current !== null && known.current !== waiting;
    known.current = waiting;
    if (changed) router.refresh();
  }, [waiting, router]);
  useEffect(() => {
    const look = () => document.visibilityState === "visible" && router.refresh();
    const timer = setInterval(look, refreshMs);
    return () => clearInterval(timer);
  }, [router]);

  return (
    <>
      <ul className="divide-y">
        {entries.map((entry) => (
          <li
            key={entry.id}
            className="relative flex gap-3 px-4 py-3 transition-colors has-[a[aria-current=true]]:bg-accent-soft hover:bg-hover"
          >
            {entries.some(({ batchable }) => batchable) && (
              <span className="grid w-4 shrink-0 pt-0.75">
                {entry.batchable && (
                  <Checkbox
                    aria-label={`Choose ${entry.title}: ${entry.subject}`}
                    className="z-1"
                    checked={selected.has(entry.id)}
                    disabled={alike !== undefined && alike !== entry.tool}
                    onCheckedChange={() => toggle(entry.id)}
                  />
                )}
              </span>
            )}
            <div className="grid min-w-0 flex-1 gap-1">
              <p className="flex items-baseline justify-between gap-3">
                <Link
                  href={inboxPath(query, entry.id)}
                  scroll={false}
                  aria-current={entry.id === current}
                  className="min-w-0 truncate font-medium after:absolute after:inset-0"
                >
                  {entry.title}
                </Link>
                <LocalTime value={entry.created_at} className="shrink-0 text-muted text-xs" />
              </p>
              <p className="truncate text-muted text-sm">{entry.subject}</p>
              <p className="flex flex-wrap items-center gap-1.5 text-muted text-xs">
                {query.state === "waiting" ? (
                  <>
                    <Badge tone={riskWords[entry.risk].tone}>{riskWords[entry.risk].name}</Badge>
                    {entry.state === "conflict" && <Badge tone="caution">Changed meanwhile</Badge>}
                    {entry.flags.map((flag) => (
                      <Badge key={flag} tone="danger">
                        {flagWord(flag).name}
                      </Badge>
                    ))}
                    <TimeLeft until={entry.expires_at} />
                  </>
                ) : (
                  <Badge tone={approvalStateWords[entry.state].tone}>
                    {approvalStateWords[entry.state].name}
                  </Badge>
                )}
                <span>
                  {query.state === "waiting" && "· "}
                  {entry.requester.name}
                </span>
              </p>
            </div>
          </li>
        ))}
      </ul>
      {chosen.length > 0 && <BatchBar chosen={chosen} onDone={clear} />}
    </>
  );
}
