import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { clientHead } from "./lib/client-document";

const root = path.resolve(import.meta.dirname, "..");

test("the example client's types are made from the API as it is (npm run examples:client)", () => {
  const [head] = readFileSync(path.join(root, "examples/client/schema.d.ts"), "utf8").split("\n", 1);
  expect(head).toBe(clientHead());
});

test("the example client and its program compile", { timeout: 60_000 }, () => {
  const compiler = path.join(root, "node_modules/.bin/tsc");
  expect(() =>
    execFileSync(compiler, ["--project", "examples/client/tsconfig.json"], { cwd: root, stdio: "pipe" }),
  ).not.toThrow();
});
