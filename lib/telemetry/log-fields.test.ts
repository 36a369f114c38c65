import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { logFields } from "./log-fields";

test("the page on logs names every field with what it says, and no other", () => {
  const page = readFileSync(
    path.resolve(import.meta.dirname, "../../docs/security/PII_REDACTION.md"),
    "utf8",
  );
  const table = page.slice(page.indexOf("## Fields"), page.indexOf("## ", page.indexOf("## Fields") + 4));
  const documented = [...table.matchAll(/^\| `([a-z_]+)` \| (.+) \|$/gm)].map(([, name, says]) => [
    name,
    says,
  ]);
  expect(documented).toEqual(Object.entries(logFields));
});
