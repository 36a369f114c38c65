import { noteStep } from "./watchdog";

/** Milliseconds by step, where steps run inside one another as streams do. */
export class Stopwatch {
  private readonly spent = new Map<string, number>();

  /** Runs `work` and counts its time to `step`. */
  async time<T>(step: string, work: () => Promise<T>): Promise<T> {
    const startedAt = performance.now();
    try {
      return await work();
    } finally {
      this.add(step, performance.now() - startedAt);
    }
  }

  /** The items of a stream; waiting for them counts to `step`, less what `inner` steps counted meanwhile. */
  async *stream<T>(step: string, items: AsyncIterable<T>, inner: string[] = []): AsyncGenerator<T> {
    const iterator = items[Symbol.asyncIterator]();
    try {
      for (;;) {
        const before = this.sum(inner);
        const startedAt = performance.now();
        const next = await iterator.next();
        this.add(step, performance.now() - startedAt - (this.sum(inner) - before));
        if (next.done) return;
        yield next.value;
      }
    } finally {
      await iterator.return?.();
    }
  }

  /** Whole milliseconds by step. */
  result(): Record<string, number> {
    return Object.fromEntries([...this.spent].map(([step, ms]) => [step, Math.round(ms)]));
  }

  private add(step: string, ms: number): void {
    noteStep();
    this.spent.set(step, (this.spent.get(step) ?? 0) + ms);
  }

  private sum(steps: string[]): number {
    return steps.reduce((sum, step) => sum + (this.spent.get(step) ?? 0), 0);
  }
}
