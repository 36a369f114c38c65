// The events of one answer, kept while it is made and a little longer. Whoever reads gets all of them, in order.
import type { AskEvent } from "./schema";

export class AnswerLog {
  private readonly events: AskEvent[] = [];
  private closed = false;
  private failure: unknown;
  private wake: (() => void)[] = [];

  append(event: AskEvent): void {
    if (this.closed) throw new Error("the answer is complete");
    this.events.push(event);
    this.notify();
  }

  /** Nothing more comes; with `failure` every reader gets that thrown after the last event. */
  close(failure?: unknown): void {
    this.closed = true;
    this.failure = failure;
    this.notify();
  }

  /** All events from number `from` (0 is the first) to the end, waiting for those that are still to come. */
  async *read(from = 0): AsyncGenerator<AskEvent> {
    for (let index = from; ; index++) {
      while (index >= this.events.length) {
        if (this.closed && this.failure !== undefined) throw this.failure;
        if (this.closed) return;
        await new Promise<void>((resolve) => this.wake.push(resolve));
      }
      const event = this.events[index];
      if (event) yield event;
    }
  }

  private notify(): void {
    const waiting = this.wake;
    this.wake = [];
    for (const resolve of waiting) resolve();
  }
}
