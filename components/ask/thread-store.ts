// Threads as this page knows them. Streams run here, outside of the views: going to another page or
// conversation neither stops an answer nor loses it.
import { readEvents } from "@/components/api/read-events";
import { request, toReadableProblem } from "@/components/api/request";
import type { AskEvent } from "@/lib/ask/schema";
import { type AskScope, applyEvent, emptyThread, newTurn, type Thread, type Turn } from "./thread";

/** Key of the thread that has no conversation yet. */
export const newThreadKey = "new";

interface AskInput {
  threadKey: string;
  question: string;
  scope: AskScope;
}

export interface ThreadEvents {
  /** The new thread became a conversation with an address. */
  onConversation: (conversationId: string) => void;
  /** A turn ended; `refused` and the like are in it. */
  onTurnEnd: (turn: Turn, threadKey: string) => void;
}

export class ThreadStore {
  private readonly threads = new Map<string, Thread>();
  private readonly running = new Map<string, AbortController>();
  private readonly listeners = new Set<() => void>();
  private counter = 0;
  events: ThreadEvents = { onConversation: () => {}, onTurnEnd: () => {} };

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  thread(key: string): Thread | undefined {
    return this.threads.get(key);
  }

  isRunning(key: string): boolean {
    return this.running.has(key);
  }

  /** Takes over what the server knows, unless this page knows more. */
  seed(key: string, thread: Thread): void {
    if (this.threads.has(key)) return;
    this.threads.set(key, thread);
    this.changed();
  }

  /** Begins anew at `/ask`. An answer that still streams goes on in its own conversation. */
  startNew(): void {
    this.stop(newThreadKey);
    if (this.threads.delete(newThreadKey)) this.changed();
  }

  forget(key: string): void {
    this.stop(key);
    this.threads.delete(key);
  }

  stop(key: string): void {
    this.running.get(key)?.abort();
  }

  setFeedback(key: string, turnKey: string, feedback: Turn["feedback"]): void {
    this.updateTurn(key, turnKey, (turn) => ({ ...turn, feedback }));
  }

  /** Asks and follows the stream to its end. Never rejects: what goes wrong stands in the turn. */
  async ask({ threadKey, question, scope }: AskInput): Promise<void> {
    if (this.running.has(threadKey)) return;
    const controller = new AbortController();
    this.counter += 1;
    const turn = newTurn(`turn-${this.counter}`, question);
    const before = this.threads.get(threadKey) ?? emptyThread;
    let key = threadKey;
    this.threads.set(key, { ...before, turns: [...before.turns, turn] });
    this.running.set(key, controller);
    this.changed();
    try {
      const response = await request("/api/ask", {
        method: "POST",
        accept: "text/event-stream",
        signal: controller.signal,
        body: {
          question,
          stream: true,
          conversation_id: before.conversationId ?? "new",
          ...toFilters(scope),
        },
      });
      for await (const event of readEvents<AskEvent>(response)) {
        if (event.type === "answer-started") key = this.name(key, event.conversation_id, question);
        this.updateTurn(key, turn.key, (current) => applyEvent(current, event));
      }
      this.updateTurn(key, turn.key, (current) => endOf(current));
    } catch (error) {
      this.updateTurn(key, turn.key, (current) =>
        controller.signal.aborted
          ? { ...current, state: "stopped" }
          : { ...current, state: "failed", problem: toReadableProblem(error) },
      );
    } finally {
      this.running.delete(key);
      this.changed();
      const ended = this.threads.get(key)?.turns.find((candidate) => candidate.key === turn.key);
      if (ended) this.events.onTurnEnd(ended, key);
    }
  }

  /** Gives the new thread its conversation's id; a conversation keeps its own. */
  private name(key: string, conversationId: string | null, title: string): string {
    const thread = this.threads.get(key);
    if (!conversationId || key !== newThreadKey || !thread) return key;
    this.threads.set(conversationId, { ...thread, conversationId, title });
    const controller = this.running.get(key);
    this.running.delete(key);
    if (controller) this.running.set(conversationId, controller);
    this.events.onConversation(conversationId);
    return conversationId;
  }

  private updateTurn(key: string, turnKey: string, update: (turn: Turn) => Turn): void {
    const thread = this.threads.get(key);
    if (!thread) return;
    const turns = thread.turns.map((turn) => (turn.key === turnKey ? update(turn) : turn));
    this.threads.set(key, { ...thread, turns });
    this.changed();
  }

  private changed(): void {
    for (const listener of this.listeners) listener();
  }
}

/** A stream that ended without saying so was cut off. */
function endOf(turn: Turn): Turn {
  if (turn.state === "done" || turn.state === "failed") return turn;
  return {
    ...turn,
    state: "failed",
    problem: {
      type: "about:blank",
      title: "The answer was cut off",
      status: 0,
      detail: "The connection ended before the answer did.",
      instance: "/api/ask",
      code: "cut_off",
      request_id: turn.requestId ?? "",
    },
  };
}

function toFilters(scope: AskScope) {
  const filters = {
    ...(scope.sources.length > 0 && { sources: scope.sources }),
    ...(scope.documents.length > 0 && { document_ids: scope.documents.map((document) => document.id) }),
  };
  return Object.keys(filters).length > 0 ? { filters } : {};
}
