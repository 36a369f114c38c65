// The same work asked for by many at once is done once. Whoever joins reads what it emits from the first event on,
// and may leave at any time; the work ends early only when all have left.

export interface FlightWork<Event, Result> {
  emit: (event: Event) => void;
  signal: AbortSignal;
  /** Says where to look at what is made so far. */
  show: (partial: () => Result | undefined) => void;
}

export class Flight<Event, Result> {
  readonly result: Promise<Result>;
  private readonly events: Event[] = [];
  private readonly controller = new AbortController();
  private readonly waiting = new Set<() => void>();
  private partial: () => Result | undefined = () => undefined;
  private passengers = 0;
  private ended = false;

  constructor(work: (flight: FlightWork<Event, Result>) => Promise<Result>) {
    this.result = work({
      emit: (event) => {
        this.events.push(event);
        this.wake();
      },
      signal: this.controller.signal,
      show: (partial) => {
        this.partial = partial;
      },
    }).finally(() => {
      this.ended = true;
      this.wake();
    });
    // Each reader is told by `read`.
    this.result.catch(() => {});
  }

  /** True once nobody is left to make it for: it is ending, and not to be joined. */
  get isAbandoned(): boolean {
    return this.controller.signal.aborted;
  }

  /** What is made so far, as far as the work shows it. */
  soFar(): Result | undefined {
    return this.partial();
  }

  /** All events from the first on, to the end of the work. Throws what ended it, or the signal's reason. */
  async *read(signal: AbortSignal): AsyncGenerator<Event> {
    this.passengers += 1;
    const leave = () => this.wake();
    signal.addEventListener("abort", leave);
    try {
      for (let at = 0; ; ) {
        signal.throwIfAborted();
        const event = this.events[at];
        if (event !== undefined) {
          at += 1;
          yield event;
        } else if (this.ended) {
          await this.result;
          return;
        } else await new Promise<void>((resolve) => this.waiting.add(resolve));
      }
    } finally {
      signal.removeEventListener("abort", leave);
      this.passengers -= 1;
      if (this.passengers === 0 && !this.ended) this.controller.abort(signal.reason);
    }
  }

  private wake(): void {
    const waiting = [...this.waiting];
    this.waiting.clear();
    for (const resolve of waiting) resolve();
  }
}

/** Flights by key. */
export class Flights<Event, Result> {
  private readonly flights = new Map<string, Flight<Event, Result>>();

  get size(): number {
    return this.flights.size;
  }

  /** Whether a flight of `key` is under way that may be joined. */
  has(key: string): boolean {
    return this.flights.get(key)?.isAbandoned === false;
  }

  /** The flight of `key` that is under way, or a new one. `leads` says which; read it at once, or it may end for want of readers. */
  join(
    key: string,
    work: (flight: FlightWork<Event, Result>) => Promise<Result>,
  ): { flight: Flight<Event, Result>; leads: boolean } {
    const known = this.flights.get(key);
    if (known && !known.isAbandoned) return { flight: known, leads: false };
    const flight = new Flight(work);
    this.flights.set(key, flight);
    const remove = () => {
      if (this.flights.get(key) === flight) this.flights.delete(key);
    };
    flight.result.then(remove, remove);
    return { flight, leads: true };
  }
}
