import { createHash, randomUUID } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";

/** A key of everything in `parts`: 64 hex digits. Objects count by their fields in any order; undefined is left out. */
export function cacheKey(parts: unknown): string {
  return createHash("sha256").update(JSON.stringify(parts, sortedFields)).digest("hex");
}

/**
 * A question as caches see it: composed characters, straight apostrophes, single spaces. Case stays: a capital inside a question marks a
 * name for the search.
 */
export function normalizeQuestion(question: string): string {
  return question.normalize("NFC").replaceAll("’", "'").replace(/\s+/gu, " ").trim();
}

let version: string | undefined;

/**
 * The code and the weights that answer: two processes share values only when they run the same build. Anything
 * that isn't a build (development, a command) shares with nobody, and tests with one another.
 */
export function codeVersion(): string {
  version ??= readVersion();
  return version;
}

function readVersion(): string {
  if (process.env.NODE_ENV === "test") return "test";
  const file = path.join(/* turbopackIgnore: true */ process.cwd(), ".next", "BUILD_ID");
  // Set by the server alone: a command beside it runs from sources that may be newer than the build.
  const isServer = process.env.NEXT_RUNTIME === "nodejs" && process.env.NODE_ENV === "production";
  return isServer && existsSync(file) ? readFileSync(file, "utf8").trim() : randomUUID();
}

function sortedFields(_key: string, value: unknown): unknown {
  if (value === null || typeof value !== "object" || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)));
}
