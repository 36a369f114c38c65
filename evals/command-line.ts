import { type ParseArgsConfig, parseArgs } from "node:util";

/** What was given on the command line. What can't be understood ends the process with 2, after saying so and the usage. */
export function readArguments<const T extends ParseArgsConfig>(
  usage: string,
  config: T,
): ReturnType<typeof parseArgs<T>> {
  try {
    return parseArgs(config);
  } catch (error) {
    return refuse(`${(error as Error).message}\n\n${usage}`);
  }
}

/** A whole number from 1 to `most`; undefined where none was given. Anything else ends the process with 2. */
export function readCount(name: string, text: string | undefined, most: number): number | undefined {
  if (text === undefined) return undefined;
  const number = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (number >= 1 && number <= most) return number;
  return refuse(`--${name} takes a whole number from 1 to ${most}, and not “${text}”.`);
}

/** Says what is wrong with the call and ends with 2. */
export function refuse(words: string): never {
  console.error(words);
  process.exit(2);
}
