// The one place that reads process.env. Everything else calls `env()`.
import { AsyncLocalStorage } from "node:async_hooks";
import { config as loadDotenv, parse as parseDotenv } from "dotenv";
import type { z } from "zod";
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
    : result.error.issues.map((issue) => `${issue.path.join(".")} ${inWords(issue)}`);
  const problems = [...wrong, ...missingSettings(filled)];
  if (!result.success || problems.length > 0) throw new EnvError(problems);
  return result.data;
}

/** What is wrong with a value, to be read behind the setting's name. */
function inWords(issue: z.core.$ZodIssue): string {
  if (issue.code === "invalid_type")
    return `must be a ${issue.expected === "int" ? "whole number" : issue.expected}`;
  if (issue.code === "invalid_value") return `must be one of ${issue.values.join(", ")}`;
  if (issue.code === "too_small" && issue.origin !== "string") return `must be ${issue.minimum} or more`;
  if (issue.code === "too_big" && issue.origin !== "string") return `must be ${issue.maximum} or less`;
  if (issue.code === "invalid_format" && issue.format === "url")
    return "must be an address like http://localhost:8000/v1";
  return issue.message;
}

/** Names in `.env` that are no settings and look as if they should be, each with what may be meant. */
export function unknownSettings(dotenv: string): { name: string; meant: string | undefined }[] {
  const known = Object.keys(envSchema.shape);
  return Object.keys(parseDotenv(dotenv))
    .filter(
      (name) =>
        !known.includes(name) && !/^(?:NODE|NEXT|NPM|OTEL|TEST|GROUNDWORK|COMPOSE|[A-Z]+_PROXY$)/.test(name),
    )
    .map((name) => ({ name, meant: known.find((setting) => differ(setting, name) <= 2) }));
}

/** How many letters must be added, removed or changed to make one name the other. */
function differ(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, at) => at);
  for (const [at, letter] of [...one].entries()) {
    const next = [at + 1];
    for (let to = 0; to < other.length; to++) {
      const changed = (row[to] ?? 0) + (letter === other[to] ? 0 : 1);
      next.push(Math.min(changed, (row[to + 1] ?? 0) + 1, (next[to] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
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
