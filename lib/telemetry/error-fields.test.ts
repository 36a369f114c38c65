import { DrizzleQueryError } from "drizzle-orm";
import { expect, test } from "vitest";
import { AppError } from "@/lib/errors/app-error";
import { toAppError } from "@/lib/http/problem";
import { errorFields, errorMessage } from "./error-fields";

const secret = "the salary of Ada is 90,000\nparams: more of it";

function failedInsert(): Error {
  const cause = Object.assign(new Error("could not extend file"), {
    code: "53100",
    detail: secret,
    parameters: [secret],
  });
  return new DrizzleQueryError("insert into segments (text) values ($1)", [secret], cause);
}

test("of a failed statement the log names statement and cause, and nothing of what was to be stored", () => {
  const fields = errorFields(new AppError("storage_full", { cause: failedInsert() }));
  const line = JSON.stringify(fields);
  expect(line).toContain("insert into segments");
  expect(line).toContain("could not extend file");
  expect(line).toContain("53100");
  expect(line).not.toContain("salary");
  expect(line).not.toContain("more of it");
});

test("what an answer's log line says of a failed statement holds nothing of it either", () => {
  const known = toAppError(failedInsert());
  expect(known.code).toBe("storage_full");
  expect(known.internal).toContain("insert into segments");
  expect(JSON.stringify(known.internal)).not.toContain("salary");
});

test("however long a message is, its log line stays short", () => {
  expect(errorMessage(new Error("x".repeat(5_000_000))).length).toBeLessThan(3000);
  expect(JSON.stringify(errorFields("y".repeat(5_000_000))).length).toBeLessThan(3000);
});

test("causes that go round in a circle end", () => {
  const error = new Error("round");
  error.cause = error;
  expect(() => JSON.stringify(errorFields(error))).not.toThrow();
});
