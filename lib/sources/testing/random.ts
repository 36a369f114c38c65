import { seededRandom } from "@/lib/text/seeded-random";

export interface Random {
  /** 0 to below 1. */
  next(): number;
  chance(probability: number): boolean;
  pick<T>(items: readonly T[]): T;
}

/** The same numbers for the same seed. */
export function randomOf(seed: number): Random {
  const next = seededRandom(seed);
  return {
    next,
    chance: (probability) => next() < probability,
    pick: <T>(items: readonly T[]) => {
      const item = items[Math.floor(next() * items.length)];
      if (item === undefined) throw new Error("nothing to pick from");
      return item;
    },
  };
}
