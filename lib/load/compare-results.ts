import { seededRandom } from "@/lib/text/seeded-random";
import type { LoadBatch, LoadResult } from "./schema";

export interface LoadComparison {
  measure: string;
  unit: "ms" | "1/s" | "share";
  before: number;
  after: number;
  /** `after / before`, with its 95% interval; null where `before` is 0. */
  ratio: number | null;
  low: number | null;
  high: number | null;
  verdict: "better" | "worse" | "no difference shown";
}

interface Measure {
  name: string;
  unit: LoadComparison["unit"];
  smallerIsBetter: boolean;
  of: (drawn: Drawn) => number;
}

/** What some slices of a run hold together. */
interface Drawn {
  values: number[];
  counts: Float64Array;
  timed: number;
  sent: number;
  succeeded: number;
  seconds: number;
}

const measures: Measure[] = [
  ...[50, 95, 99].map((percent) => ({
    name: `p${percent}`,
    unit: "ms" as const,
    smallerIsBetter: true,
    of: (drawn: Drawn) => percentileOf(drawn, percent),
  })),
  { name: "mean", unit: "ms", smallerIsBetter: true, of: meanOf },
  {
    name: "succeeded per second",
    unit: "1/s",
    smallerIsBetter: false,
    of: (drawn) => drawn.succeeded / drawn.seconds,
  },
  {
    name: "errors",
    unit: "share",
    smallerIsBetter: true,
    of: (drawn) => (drawn.sent === 0 ? 0 : (drawn.sent - drawn.succeeded) / drawn.sent),
  },
];

/**
 * Two runs measure by measure: the ratio of the second to the first with a 95% percentile interval from `resamples`
 * draws of whole slices of time (block bootstrap, since neighbouring requests share their luck: Künsch 1989).
 * A difference is called only where the interval leaves out "the same".
 */
export function compareResults(before: LoadResult, after: LoadResult, resamples = 2000): LoadComparison[] {
  const one = drawable(before.batches);
  const other = drawable(after.batches);
  const random = seededRandom(20_011);
  const pairs = Array.from({ length: resamples }, () => [one.draw(random), other.draw(random)] as const);
  return measures.map((measure) => {
    const was = measure.of(one.whole);
    const is = measure.of(other.whole);
    const drawn = pairs.map(([a, b]) => [measure.of(a), measure.of(b)] as const);
    const ratios = drawn.flatMap(([a, b]) => (a > 0 ? [b / a] : [])).sort((a, b) => a - b);
    const gaps = drawn.map(([a, b]) => b - a).sort((a, b) => a - b);
    const known = was > 0 && ratios.length === resamples;
    return {
      measure: measure.name,
      unit: measure.unit,
      before: was,
      after: is,
      ratio: was > 0 ? is / was : null,
      low: known ? at(ratios, 0.025) : null,
      high: known ? at(ratios, 0.975) : null,
      verdict: verdictOf(at(gaps, 0.025), at(gaps, 0.975), measure.smallerIsBetter),
    };
  });
}

function verdictOf(low: number, high: number, smallerIsBetter: boolean): LoadComparison["verdict"] {
  if (low <= 0 && high >= 0) return "no difference shown";
  return high < 0 === smallerIsBetter ? "better" : "worse";
}

function at(sorted: number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

function drawable(batches: LoadBatch[]): { whole: Drawn; draw: (random: () => number) => Drawn } {
  const values = [...new Set(batches.flatMap((batch) => batch.counts.map(([value]) => value)))].sort(
    (a, b) => a - b,
  );
  const position = new Map(values.map((value, index) => [value, index]));
  const rows = batches.map((batch) => ({
    batch,
    places: batch.counts.map(([value, count]) => [position.get(value) ?? 0, count] as const),
  }));
  const together = (chosen: typeof rows): Drawn => {
    const drawn: Drawn = {
      values,
      counts: new Float64Array(values.length),
      timed: 0,
      sent: 0,
      succeeded: 0,
      seconds: 0,
    };
    for (const { batch, places } of chosen) {
      drawn.sent += batch.sent;
      drawn.succeeded += batch.succeeded;
      drawn.seconds += batch.seconds;
      for (const [place, count] of places) {
        drawn.counts[place] = (drawn.counts[place] ?? 0) + count;
        drawn.timed += count;
      }
    }
    return drawn;
  };
  return {
    whole: together(rows),
    draw: (random) => together(rows.flatMap(() => rows[Math.floor(random() * rows.length)] ?? [])),
  };
}

function percentileOf(drawn: Drawn, percent: number): number {
  const wanted = Math.ceil((drawn.timed * percent) / 100);
  let seen = 0;
  for (let index = 0; index < drawn.values.length; index++) {
    seen += drawn.counts[index] ?? 0;
    if (seen >= wanted && seen > 0) return drawn.values[index] ?? 0;
  }
  return 0;
}

function meanOf(drawn: Drawn): number {
  let sum = 0;
  for (let index = 0; index < drawn.values.length; index++)
    sum += (drawn.values[index] ?? 0) * (drawn.counts[index] ?? 0);
  return drawn.timed === 0 ? 0 : sum / drawn.timed;
}
