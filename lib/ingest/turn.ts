/**
 * How long a file may keep a worker while others wait: until a minute is over, and four times as long as it took to
 * get to its first new chunk, since a file that is taken again has to be read again up to where it was.
 */
export class Turn {
  private readonly startedAt = performance.now();
  private leadInMs: number | undefined;

  constructor(private readonly seconds: number) {}

  /** To be called when there is something new to embed. */
  begins(): void {
    this.leadInMs ??= this.elapsedMs;
  }

  /** Whether the file has had its turn. */
  get isOver(): boolean {
    return this.elapsedMs > Math.max(this.seconds * 1000, 4 * (this.leadInMs ?? Number.POSITIVE_INFINITY));
  }

  private get elapsedMs(): number {
    return performance.now() - this.startedAt;
  }
}
