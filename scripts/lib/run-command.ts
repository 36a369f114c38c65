// What the commands share: their usage, and errors as a sentence instead of a stack.
import { type ParseArgsConfig, parseArgs } from "node:util";
import { EnvError } from "@/lib/env/env";
import { AppError } from "@/lib/errors/app-error";

type Values = Record<string, string | boolean | (string | boolean)[] | undefined>;

/** Runs a command of `npm run`. It ends with 2 when called wrongly, with 1 when it fails. */
export async function runCommand(
  usage: string,
  takes: { values: NonNullable<ParseArgsConfig["options"]>; positionals: number },
  work: (positionals: string[], values: Values) => Promise<"usage" | undefined>,
): Promise<void> {
  try {
    const { positionals, values } = parseArgs({ options: takes.values, allowPositionals: true });
    const wrong = positionals.length !== takes.positionals;
    if (wrong || (await work(positionals, values as Values)) === "usage") misused(usage);
  } catch (error) {
    if ((error as { code?: string }).code?.startsWith("ERR_PARSE_ARGS")) return misused(usage);
    console.error(explain(error));
    process.exitCode = 1;
  }
}

function misused(usage: string): void {
  console.error(`Usage: ${usage}`);
  process.exitCode = 2;
}

function explain(error: unknown): string {
  for (let current = error; current instanceof Error; current = current.cause) {
    if (current instanceof AppError) return current.public;
    if (current instanceof EnvError) return current.message;
  }
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
