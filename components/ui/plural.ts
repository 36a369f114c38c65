/** `1 page`, `2 pages`, `1,200 pages`: a count with its English noun. */
export function plural(count: number, noun: string, nouns = `${noun}s`): string {
  return `${new Intl.NumberFormat("en").format(count)} ${count === 1 ? noun : nouns}`;
}
