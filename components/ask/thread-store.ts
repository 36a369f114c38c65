// Threads as this page knows them. Streams run here, outside of the views: going to another page or
// conversation neither stops an answer nor loses it.
import { ProblemError, request, toReadableProblem } from "@/components/api/request";
import { answerStream } from "./answer-stream";
import { forgetOpenAnswer, openAnswerOf, rememberOpenAnswer } from "./open-answers";
import { type AskScope, applyEvent, emptyThread, newTurn, type Thread, type Turn } from "./thread";

/** Key of the thread that has no conversation yet. */
export const newThreadKey = "new";

interface AskInput {
  threadKey: string;
  question: string;
  scope: AskScope;
}

/** A stream that this page reads. */
interface Running {
  controller: AbortController;
  answerId: string | undefined;
  stopWanted: boolean;
}

/** A server that doesn't even begin an answer is not waited for to stop it. */
const stopWithinMs = 2000;

export interface ThreadEvents {
  /** The new thread became a conversation with an address. */
  onConversation: (conversationId: string) => void;
  /** A turn ended; `refused` and the like are in it. */
  onTurnEnd: (turn: Turn, threadKey: string) => void;
}

export class ThreadStore {
  private readonly threads = new Map<string, Thread>();
  private readonly running = new Map<string, Running>();
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
    this.resume(key, thread);
  }

  /** Goes on with an answer that this tab was reading when it was reloaded. */
  private resume(key: string, thread: Thread): void {
    const open = openAnswerOf(key);
    if (!open || this.running.has(key)) return;
    const last = thread.turns.at(-1);
    if (!last || last.answer || last.question !== open.question) {
      forgetOpenAnswer(key);
      return;
    }
    const running = { controller: new AbortController(), answerId: open.answerId, stopWanted: false };
    this.updateTurn(key, last.key, (turn) => newTurn(turn.key, turn.question));
    const path = `/api/answers/${encodeURIComponent(open.answerId)}/events`;
    const start = () => request(path, { accept: "text/event-stream", signal: running.controller.signal });
    void this.follow({ threadKey: key, turnKey: last.key, question: open.question, running, start });
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

  /** Ends an answer, here and on the server. */
  stop(key: string): void {
    const running = this.running.get(key);
    if (!running || running.stopWanted) return;
    running.stopWanted = true;
    // Without its name an answer can't be stopped: it comes with the first event.
    if (running.answerId === undefined) setTimeout(() => running.controller.abort(), stopWithinMs);
    else this.endNow(running);
  }

  private endNow(running: Running): void {
    running.controller.abort();
    const path = `/api/answers/${encodeURIComponent(running.answerId ?? "")}/stop`;
    // Should it not arrive, the answer ends by itself once nobody reads it.
    request(path, { method: "POST" }).catch(() => undefined);
  }

  setFeedback(key: string, turnKey: string, feedback: Turn["feedback"]): void {
    this.updateTurn(key, turnKey, (turn) => ({ ...turn, feedback }));
  }

  /** Asks and follows the stream to its end. Never rejects: what goes wrong stands in the turn. */
  async ask({ threadKey, question, scope }: AskInput): Promise<void> {
    if (this.running.has(threadKey)) return;
    const running = { controller: new AbortController(), answerId: undefined, stopWanted: false };
    this.counter += 1;
    const turn = newTurn(`turn-${this.counter}`, question);
    const before = this.threads.get(threadKey) ?? emptyThread;
    this.threads.set(threadKey, { ...before, turns: [...before.turns, turn] });
    const start = () =>
      request("/api/ask", {
        method: "POST",
        accept: "text/event-stream",
        signal: running.controller.signal,
        body: {
          question,
          stream: true,
          conversation_id: before.conversationId ?? "new",
          ...toFilters(scope),
        },
      });
    await this.follow({ threadKey, turnKey: turn.key, question, running, start });
  }

  private async follow(input: {
    threadKey: string;
    turnKey: string;
    question: string;
    running: Running;
    start: () => Promise<Response>;
  }): Promise<void> {
    const { turnKey, question, running, start } = input;
    const { signal } = running.controller;
    let key = input.threadKey;
    this.running.set(key, running);
    this.changed();
    try {
      for await (const event of answerStream(start, signal, running.answerId)) {
        if (event.type === "answer-started") {
          running.answerId = event.answer_id;
          key = this.name(key, event.conversation_id, question);
          if (event.conversation_id)
            rememberOpenAnswer(event.conversation_id, { answerId: event.answer_id, question });
          if (running.stopWanted) this.endNow(running);
        }
        this.updateTurn(key, turnKey, (current) => applyEvent(current, event));
      }
      this.updateTurn(key, turnKey, (current) => endOf(current));
    } catch (error) {
      this.updateTurn(key, turnKey, (current) =>
        signal.aborted || isGone(error)
          ? { ...current, state: "stopped" }
          : { ...current, state: "failed", problem: toReadableProblem(error) },
      );
    } finally {
      this.running.delete(key);
      forgetOpenAnswer(key);
      this.changed();
      const ended = this.threads.get(key)?.turns.find((candidate) => candidate.key === turnKey);
      if (ended) this.events.onTurnEnd(ended, key);
    }
  }

  /** Gives the new thread its conversation's id; a conversation keeps its own. */
  private name(key: string, conversationId: string | null, title: string): string {
    const thread = this.threads.get(key);
    if (!conversationId || key !== newThreadKey || !thread) return key;
    this.threads.set(conversationId, { ...thread, conversationId, title });
    const running = this.running.get(key);
    this.running.delete(key);
    if (running) this.running.set(conversationId, running);
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

/** An answer of before a reload that the server no longer knows. */
function isGone(error: unknown): boolean {
  return error instanceof ProblemError && error.problem.instance.startsWith("/api/answers/");
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
