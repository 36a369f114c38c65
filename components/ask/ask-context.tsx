"use client";

import { usePathname, useSearchParams } from "next/navigation";
import {
  createContext,
  type ReactNode,
  useContext,
  useEffect,
  useMemo,
  useState,
  useSyncExternalStore,
} from "react";
import type { Source } from "@/lib/sources/schema";
import { ConversationStore } from "./conversation-store";
import { type AskScope, emptyThread, type Thread } from "./thread";
import { newThreadKey, ThreadStore } from "./thread-store";

interface AskContextValue {
  threads: ThreadStore;
  conversations: ConversationStore;
  sources: Promise<Source[]>;
  scope: AskScope;
  setScope: (scope: AskScope) => void;
}

const AskContext = createContext<AskContextValue | null>(null);

/** What the views of *Ask* share: threads, the list of conversations, the sources, the scope of the next question. */
export function AskProvider({ sources, children }: { sources: Promise<Source[]>; children: ReactNode }) {
  const [threads] = useState(() => new ThreadStore());
  const [conversations] = useState(() => new ConversationStore());
  const [scope, setScope] = useState<AskScope>({ sources: [], documents: [] });

  useEffect(() => {
    threads.events = {
      onConversation: (id) => {
        // Only the address changes: the view goes on as it is.
        if (window.location.pathname === "/ask") window.history.replaceState(null, "", `/ask/${id}`);
        conversations.refresh();
      },
      onTurnEnd: () => conversations.refresh(),
    };
  }, [threads, conversations]);

  const value = useMemo(
    () => ({ threads, conversations, sources, scope, setScope }),
    [threads, conversations, sources, scope],
  );
  return <AskContext value={value}>{children}</AskContext>;
}

export function useAsk(): AskContextValue {
  const value = useContext(AskContext);
  if (!value) throw new Error("useAsk needs an AskProvider above it");
  return value;
}

/** The key of the thread that the address names. */
export function useThreadKey(): string {
  return /^\/ask\/([^/]+)/.exec(usePathname())?.[1] ?? newThreadKey;
}

/** The thread of `key` as it changes, or what `seed` says until this page knows better. */
export function useThread(key: string, seed: Thread = emptyThread): Thread {
  const { threads } = useAsk();
  return useSyncExternalStore(
    threads.subscribe,
    () => threads.thread(key) ?? seed,
    () => seed,
  );
}

/** Whether an answer is on its way in the thread of `key`. */
export function useRunning(key: string): boolean {
  const { threads } = useAsk();
  return useSyncExternalStore(
    threads.subscribe,
    () => threads.isRunning(key),
    () => false,
  );
}

export interface EvidenceAddress {
  answerId: string;
  marker: number;
}

/** The citation that is open, kept in the address so that it can be shared and gone back from. */
export function useOpenEvidence(): EvidenceAddress | null {
  const match = /^(.+)\.(\d+)$/.exec(useSearchParams().get("evidence") ?? "");
  const answerId = match?.[1];
  const marker = match ? Number(match[2]) : null;
  return useMemo(() => (answerId && marker !== null ? { answerId, marker } : null), [answerId, marker]);
}

/** Opens a citation; `replace` leaves no step to go back to. */
export function openEvidence(next: EvidenceAddress, how: "push" | "replace" = "push"): void {
  const url = new URL(window.location.href);
  url.searchParams.set("evidence", `${next.answerId}.${next.marker}`);
  if (how === "push") window.history.pushState(null, "", url);
  else window.history.replaceState(null, "", url);
}

export function closeEvidence(): void {
  const url = new URL(window.location.href);
  url.searchParams.delete("evidence");
  window.history.pushState(null, "", url);
}
