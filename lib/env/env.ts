// The one place that reads process.env. Everything else calls `env()`.
import { AsyncLocalStorage } from "node:async_hooks";
import { config as loadDotenv } from "dotenv";
import { type Env, envSchema, missingSettings } from "./schema";

let parsed: Env | undefined;
const overrides = new AsyncLocalStorage<Env>();

/**
 * The settings, parsed once; inside `withEnv` those with its changes. Throws `EnvError` that names every wrong
 * setting at once.
 */
export function env(): Env {
  return overrides.getStore() ?? settings();
}

/** Runs `work`, and all that it starts, with some settings changed: configurations of an eval run are that. */
export function withEnv<T>(changes: Partial<Env>, work: () => T): T {
  return overrides.run({ ...settings(), ...changes }, work);
}

function settings(): Env {
  if (!parsed) {
    loadDotenv({ quiet: true });
    parsed = parseEnv(process.env);
  }
  return parsed;
}

/** Parses settings from any record; an empty value counts as not set. */
export function parseEnv(values: Record<string, string | undefined>): Env {
  const filled = Object.fromEntries(
    Object.entries(values).filter(([, value]) => value !== undefined && value !== ""),
  );
  const result = envSchema.safeParse(filled);
  const wrong = result.success
    ? []
    : result.error.issues.map((issue) => `${issue.path.join(".")} ${issue.message}`);
  const problems = [...wrong, ...missingSettings(filled)];
  if (!result.success || problems.length > 0) throw new EnvError(problems);
  return result.data;
}

/** Forgets the parsed settings, so that a test can set others. */
export function resetEnv(): void {
  parsed = undefined;
}

export class EnvError extends Error {
  readonly problems: string[];

  constructor(problems: string[]) {
    super(`Settings are wrong:\n${problems.map((problem) => `  - ${problem}`).join("\n")}`);
    this.name = "EnvError";
    this.problems = problems;
  }
}
