let turn = Promise.resolve();

/**
 * Lets what came in meanwhile be answered before a long computation goes on. However many computations wait, one goes
 * on at a time: a request waits for one step of one of them.
 */
export function letOthersIn(): Promise<void> {
  turn = turn.then(() => new Promise<void>((resolve) => setImmediate(resolve)));
  return turn;
}

/** `items.map(work)`, letting others in after each. */
export async function mapInSteps<Item, Result>(
  items: readonly Item[],
  work: (item: Item, index: number) => Result,
): Promise<Result[]> {
  const results: Result[] = [];
  for (const [index, item] of items.entries()) {
    results.push(work(item, index));
    await letOthersIn();
  }
  return results;
}
