import { seededRandom } from "@/lib/text/seeded-random";

/**
 * When requests are due, in milliseconds from the start, without end: equal gaps, or the exponential gaps of a
 * Poisson process, whose memoryless arrivals are what independent people make (Kleinrock, Queueing Systems I, 1975).
 */
export function* arrivalTimes(options: {
  arrivals: "constant" | "poisson";
  ratePerS: number;
  seed: number;
}): Generator<number, never> {
  const meanGapMs = 1000 / options.ratePerS;
  const random = seededRandom(options.seed);
  if (options.arrivals === "constant") {
    // By multiplication: adding gaps up would let rounding drift away from the rate.
    for (let index = 0; ; index++) yield index * meanGapMs;
  }
  for (let due = 0; ; ) {
    due += -Math.log(1 - random()) * meanGapMs;
    yield due;
  }
}
