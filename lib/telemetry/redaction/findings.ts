/** What a stretch of a log line was found to be. The word stands in its place: `[email]`. */
export const redactionKinds = [
  "email",
  "phone",
  "iban",
  "card",
  "national_id",
  "ip",
  "secret",
  "number",
] as const;
export type RedactionKind = (typeof redactionKinds)[number];

export interface Finding {
  start: number;
  end: number;
  kind: RedactionKind;
}

/**
 * What was found in one text so far. A character belongs to the first finding that takes it; `block` keeps a
 * stretch that is known to be harmless (a date, a UUID) from the detectors that come after.
 */
export class Findings {
  readonly list: Finding[] = [];
  private readonly taken: Uint8Array;
  private readonly read = new Map<number, unknown>();
  private checksLeft: number;

  constructor(
    readonly text: string,
    /** What the field is called that holds the text; says what a bare number in it is. */
    readonly field: string,
    checks = 200,
  ) {
    this.taken = new Uint8Array(text.length);
    this.checksLeft = checks;
  }

  isFree(start: number, end: number): boolean {
    for (let at = start; at < end; at++) if (this.taken[at]) return false;
    return true;
  }

  /** False when part of it is taken already. */
  add(start: number, end: number, kind: RedactionKind): boolean {
    if (end <= start || !this.isFree(start, end)) return false;
    this.taken.fill(1, start, end);
    this.list.push({ start, end, kind });
    return true;
  }

  block(start: number, end: number): void {
    this.taken.fill(1, start, end);
  }

  /** What `read` says of the place `at`, read once. */
  once<Value>(at: number, read: () => Value): Value {
    if (!this.read.has(at)) this.read.set(at, read());
    return this.read.get(at) as Value;
  }

  /** Counts one dear check. False when the text has had its share: what is left is hidden unchecked. */
  mayCheck(): boolean {
    this.checksLeft -= 1;
    return this.checksLeft >= 0;
  }
}
