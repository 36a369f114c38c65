import { setImmediate } from "node:timers/promises";

/**
 * Lets others run. `breathe()` is called in every loop of the parsers: it stops the work when `signal` says so,
 * and gives the event loop a turn whenever 15 ms have passed since the last one.
 */
export class Breather {
  private last = performance.now();

  constructor(private readonly signal?: AbortSignal) {}

  async breathe(): Promise<void> {
    this.signal?.throwIfAborted();
    if (performance.now() - this.last < 15) return;
    await setImmediate();
    this.last = performance.now();
    this.signal?.throwIfAborted();
  }
}
