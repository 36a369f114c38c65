/** One subject's counts in the present window and the one before. */
interface Counts {
  window: number;
  current: number;
  previous: number;
}

export interface WindowResult {
  allowed: boolean;
  remaining: number;
  /** Milliseconds since 1970 at which the present window ends. */
  resetAt: number;
}

/**
 * Counts requests by subject in this process: the present window in full and the one before by the share that still
 * reaches into the last `windowMs`. The same rule as the limiter over Redis. Holds at most `subjectsAtMost` subjects;
 * the one seen longest ago is forgotten first.
 */
export class SlidingWindow {
  private readonly subjects = new Map<string, Counts>();

  constructor(
    private readonly windowMs: number,
    private readonly subjectsAtMost = 20_000,
  ) {}

  get size(): number {
    return this.subjects.size;
  }

  /** Counts one request of `subject` if that stays within `limit`. */
  take({ subject, limit, now = Date.now() }: { subject: string; limit: number; now?: number }): WindowResult {
    const counts = this.countsAt(subject, now);
    const resetAt = (counts.window + 1) * this.windowMs;
    const share = 1 - (now % this.windowMs) / this.windowMs;
    const used = Math.floor(share * counts.previous) + counts.current;
    if (used >= limit) return { allowed: false, remaining: 0, resetAt };
    counts.current += 1;
    return { allowed: true, remaining: limit - used - 1, resetAt };
  }

  /** Counts a request that was let through elsewhere. */
  note(subject: string, now = Date.now()): void {
    this.countsAt(subject, now).current += 1;
  }

  private countsAt(subject: string, now: number): Counts {
    const window = Math.floor(now / this.windowMs);
    const known = this.subjects.get(subject);
    const age = known ? window - known.window : Number.POSITIVE_INFINITY;
    const counts = {
      window,
      current: known && age === 0 ? known.current : 0,
      previous: known ? (age === 0 ? known.previous : age === 1 ? known.current : 0) : 0,
    };
    // Put at the end, so that the first is the one seen longest ago.
    this.subjects.delete(subject);
    this.subjects.set(subject, counts);
    if (this.subjects.size > this.subjectsAtMost) {
      const oldest = this.subjects.keys().next();
      if (!oldest.done) this.subjects.delete(oldest.value);
    }
    return counts;
  }
}
