// The events of one answer, kept while it is made and a little longer. Whoever reads gets all of them, in order.
// A reader costs nothing but its place: one that reads slowly, or not at all, makes nothing grow.
import type { AskEvent } from "./schema";

export interface ReadOptions {
  /** Number of the last event that the reader has; the first event is number 1. */
  after?: number;
  /** Ends the reading at once, also while it waits. */
  signal?: AbortSignal | undefined;
}

export class AnswerLog {
  private readonly events: AskEvent[] = [];
  private closed = false;
  private failure: unknown;
  private readonly waiting = new Set<() => void>();

  /** How many events there are; the number of the last one. */
  get length(): number {
    return this.events.length;
  }

  /** How many readers wait for the next event. */
  get waitingCount(): number {
    return this.waiting.size;
  }

  /** `open` while more may come, then how it ended. */
  get state(): "open" | "completed" | "failed" {
    if (!this.closed) return "open";
    return this.failure === undefined ? "completed" : "failed";
  }

  /** What ended the answer early; undefined for one that is open or complete. */
  get reason(): unknown {
    return this.failure;
  }

  append(event: AskEvent): void {
    if (this.closed) throw new Error("the answer is complete");
    this.events.push(event);
    this.wake();
  }

  /** Nothing more comes; with `failure` every reader gets that thrown after the last event. */
  close(failure?: unknown): void {
    this.closed = true;
    this.failure = failure;
    this.wake();
  }

  /** The events that there are after number `after`. */
  since(after: number): AskEvent[] {
    return this.events.slice(after);
  }

  /** Waits until there is more than `after` events or the end; returns early by `signal` or after `withinMs`. */
  async changed({
    after,
    signal,
    withinMs,
  }: ReadOptions & { after: number; withinMs?: number }): Promise<void> {
    if (this.events.length > after || this.closed || signal?.aborted) return;
    await new Promise<void>((resolve) => {
      const timer = withinMs === undefined ? undefined : setTimeout(done, withinMs);
      const waiting = this.waiting;
      function done() {
        waiting.delete(done);
        clearTimeout(timer);
        signal?.removeEventListener("abort", done);
        resolve();
      }
      waiting.add(done);
      signal?.addEventListener("abort", done, { once: true });
    });
  }

  /** All events after number `after` to the end, waiting for those that are still to come. */
  async *read({ after = 0, signal }: ReadOptions = {}): AsyncGenerator<AskEvent> {
    for (let index = after; !signal?.aborted; ) {
      const event = this.events[index];
      if (event) {
        index += 1;
        yield event;
      } else if (this.closed) {
        if (this.failure !== undefined) throw this.failure;
        return;
      } else await this.changed({ after: index, signal });
    }
  }

  private wake(): void {
    for (const done of [...this.waiting]) done();
  }
}
