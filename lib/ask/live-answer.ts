import { AnswerLog, type ReadOptions } from "./answer-log";
import type { AskEvent } from "./schema";

interface LiveAnswerOptions {
  id: string;
  /** Whose answer it is; null is anonymous. */
  owner: string | null;
  /** How long the work goes on after the last reader left. */
  graceMs: number;
  /** Whether somebody reads on another replica. Asked before the work is given up. */
  readElsewhere?: () => Promise<boolean>;
}

/** An answer while it is made: its log, who reads it, and what ends the work. */
export class LiveAnswer {
  readonly id: string;
  readonly owner: string | null;
  readonly log = new AnswerLog();
  private readonly controller = new AbortController();
  private readers = 0;
  private twins = 0;
  private grace: NodeJS.Timeout | undefined;

  constructor(private readonly options: LiveAnswerOptions) {
    this.id = options.id;
    this.owner = options.owner;
  }

  /** Aborted when the work should end. */
  get signal(): AbortSignal {
    return this.controller.signal;
  }

  get readerCount(): number {
    return this.readers;
  }

  /** The log as one reader gets it. The work goes on for a while after the last reader left, then ends. */
  async *read(options: ReadOptions = {}): AsyncGenerator<AskEvent> {
    this.readers += 1;
    clearTimeout(this.grace);
    try {
      yield* this.log.read(options);
    } finally {
      this.readers -= 1;
      this.startGrace();
    }
  }

  /** Reads for another answer of the same content: its work can't be stopped by one person meanwhile. */
  async *readAsTwin(options: ReadOptions = {}): AsyncGenerator<AskEvent> {
    this.twins += 1;
    try {
      yield* this.read(options);
    } finally {
      this.twins -= 1;
    }
  }

  /** Ends the work at once, unless twins wait for it. */
  stop(): void {
    if (this.twins === 0) this.controller.abort();
  }

  /** The work is done, or `failure` ended it. */
  close(failure?: unknown): void {
    clearTimeout(this.grace);
    this.log.close(failure);
  }

  private startGrace(): void {
    if (this.readers > 0 || this.log.state !== "open" || this.signal.aborted) return;
    clearTimeout(this.grace);
    this.grace = setTimeout(() => void this.giveUp(), this.options.graceMs);
    this.grace.unref();
  }

  private async giveUp(): Promise<void> {
    const elsewhere = await this.options.readElsewhere?.();
    if (this.readers > 0) return;
    if (elsewhere) this.startGrace();
    else this.controller.abort();
  }
}
