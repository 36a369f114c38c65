/** Prints how many rows of what a backup or a move held. */
export function printSums(sums: Record<string, { rows: number }>): void {
  const filled = Object.entries(sums).filter(([, { rows }]) => rows > 0);
  const width = Math.max(0, ...filled.map(([name]) => name.length));
  for (const [name, { rows }] of filled.sort()) console.log(`  ${name.padEnd(width)}  ${rows}`);
}
