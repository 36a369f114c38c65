import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { EnvError, parseEnv, unknownSettings } from "./env";
import { envSchema } from "./schema";

const example = readFileSync(path.resolve(import.meta.dirname, "../../.env.example"), "utf8");

test("every setting is in .env.example, each with a line on what it does, and nothing else is", () => {
  const lines = example.split("\n");
  const documented = lines.flatMap((line, index) => {
    const name = /^#?([A-Z][A-Z0-9_]+)=/.exec(line)?.[1];
    if (!name) return [];
    expect(lines[index - 1], `${name} has no line above it`).toMatch(/^# \S.{5,}/);
    return [name];
  });
  expect(documented.sort()).toEqual(Object.keys(envSchema.shape).sort());
});

test("nothing set gives the defaults", () => {
  expect(parseEnv({})).toMatchObject({ PORT: 3000, HOST: "127.0.0.1", LLM_PROVIDER: "extractive" });
});

test("an empty value counts as not set", () => {
  const settings = parseEnv({ PORT: "", DATABASE_URL: "" });
  expect(settings.PORT).toBe(3000);
  expect(settings.DATABASE_URL).toBeUndefined();
});

test("every wrong setting is named at once", () => {
  const error = attempt({
    PORT: "http",
    LOG_LEVEL: "loud",
    DATABASE_URL: "mysql://x",
    MAX_FILE_MB: "-1",
    LLM_PROVIDER: "openai",
  });
  expect(error).toBeInstanceOf(EnvError);
  for (const name of ["PORT", "LOG_LEVEL", "DATABASE_URL", "MAX_FILE_MB", "LLM_MODEL", "LLM_API_KEY"])
    expect((error as EnvError).message).toContain(name);
});

test("what is wrong is said in words", () => {
  const values = {
    PORT: "http",
    WORKERS: "99",
    MAX_FILE_MB: "-1",
    LOG_LEVEL: "loud",
    LLM_BASE_URL: "here",
    ANSWER_GRACE_SECONDS: "1.5",
  };
  expect((attempt(values) as EnvError).problems).toEqual([
    "PORT must be a number",
    "LOG_LEVEL must be one of trace, debug, info, warn, error, silent",
    "MAX_FILE_MB must be 1 or more",
    "WORKERS must be 32 or less",
    "LLM_BASE_URL must be an address like http://localhost:8000/v1",
    "ANSWER_GRACE_SECONDS must be a whole number",
  ]);
});

test("a misspelt name in .env is found, with the setting that it may be; names of other programs are left alone", () => {
  const found = unknownSettings(
    "WORKRES=2\nPORT=3000\nNODE_OPTIONS=--x\nHTTPS_PROXY=http://p\nSOMETHING_ELSE=1\n",
  );
  expect(found).toEqual([
    { name: "WORKRES", meant: "WORKERS" },
    { name: "SOMETHING_ELSE", meant: undefined },
  ]);
});

test.each([
  [{ LLM_PROVIDER: "openai" }, ["LLM_MODEL", "LLM_API_KEY"]],
  [{ LLM_PROVIDER: "openai-compatible", LLM_MODEL: "m" }, ["LLM_BASE_URL"]],
  [{ EMBEDDING_PROVIDER: "openai-compatible" }, ["EMBEDDING_BASE_URL"]],
])("a provider without what it needs is refused: %o", (values, names) => {
  const error = attempt(values) as EnvError;
  for (const name of names) expect(error.message).toContain(name);
});

function attempt(values: Record<string, string>): unknown {
  try {
    return parseEnv(values);
  } catch (error) {
    return error;
  }
}
