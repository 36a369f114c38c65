/** A repeatable stream of numbers in [0, 1) (mulberry32, public domain, T. Ettinger). */
export function randomOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** `count` draws with replacement from `0 … count - 1`, into `into`. */
export function resampleInto(into: Uint32Array, random: () => number): Uint32Array {
  for (let index = 0; index < into.length; index++) into[index] = Math.floor(random() * into.length);
  return into;
}
