import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, expect, test } from "vitest";

const root = path.resolve(import.meta.dirname, "..");
const folder = mkdtempSync(path.join(tmpdir(), "groundwork-boundaries-"));
for (const file of [".dependency-cruiser.cjs", "tsconfig.json", "package.json"])
  cpSync(path.join(root, file), path.join(folder, file));
symlinkSync(path.join(root, "node_modules"), path.join(folder, "node_modules"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Plants files and returns the names of the rules that they break. */
function violations(files: Record<string, string>): string[] {
  for (const top of ["app", "components", "lib", "db"]) {
    rmSync(path.join(folder, top), { recursive: true, force: true });
    mkdirSync(path.join(folder, top));
  }
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), content);
  }
  const result = spawnSync(
    process.execPath,
    [
      path.join(root, "node_modules/dependency-cruiser/bin/dependency-cruise.mjs"),
      "--config",
      ".dependency-cruiser.cjs",
      "--output-type",
      "json",
      "app",
      "components",
      "lib",
      "db",
    ],
    { cwd: folder, encoding: "utf8", maxBuffer: 64 * 1024 * 1024 },
  );
  const report = JSON.parse(result.stdout) as { summary: { violations: { rule: { name: string } }[] } };
  return [...new Set(report.summary.violations.map((violation) => violation.rule.name))].sort();
}

const clean = {
  "db/access.ts": "export const access = 1;",
  "lib/retrieval/search.ts": 'import { access } from "@/db/access";\nexport const search = access;',
  "app/page.tsx":
    'import { search } from "@/lib/retrieval/search";\nexport default function Page() { return <p>{search}</p>; }',
};

test("a tree that keeps to its rooms has no violation", () => {
  expect(violations(clean)).toEqual([]);
});

test.each([
  [
    "a page that reaches into the database",
    { "app/bad.tsx": 'import { access } from "@/db/access";\nexport const Bad = () => <p>{access}</p>;' },
    "app-calls-lib",
  ],
  ["a cycle", { "lib/ask/a.ts": 'import "./b";', "lib/ask/b.ts": 'import "./a";' }, "no-cycles"],
  [
    "a room that isn't listed",
    {
      "lib/utils/x.ts": "export const x = 1;",
      "lib/ask/a.ts": 'import { x } from "../utils/x";\nexport const y = x;',
    },
    "only-listed-rooms-are-used",
  ],
  [
    "an arrow that isn't in the table",
    { "lib/retrieval/y.ts": 'import "../ask/a";', "lib/ask/a.ts": "export const a = 1;" },
    "room-retrieval",
  ],
  [
    "an arrow by type only",
    {
      "lib/retrieval/y.ts": 'import type { A } from "../ask/a";\nexport type B = A;',
      "lib/ask/a.ts": "export type A = 1;",
    },
    "room-retrieval",
  ],
  [
    "SQL outside of db",
    { "lib/ask/a.ts": 'import { sql } from "drizzle-orm";\nexport const q = sql`select 1`;' },
    "only-db-speaks-sql",
  ],
  [
    "a component that calls a verb",
    {
      "components/ask/c.tsx":
        'import { search } from "@/lib/retrieval/search";\nexport const C = () => <p>{search}</p>;',
    },
    "components-see-schemas-only",
  ],
  [
    "a primitive with product words",
    {
      "components/ask/c.tsx": "export const C = () => <p />;",
      "components/ui/u.tsx": 'import { C } from "../ask/c";\nexport const U = () => <C />;',
    },
    "ui-has-no-product",
  ],
  [
    "a schema that imports more than zod",
    {
      "lib/ask/schema.ts": 'import { a } from "./a";\nexport const b = a;',
      "lib/ask/a.ts": "export const a = 1;",
    },
    "schema-imports-zod-alone",
  ],
  [
    "a query that calls a verb",
    { "db/q.ts": 'import { search } from "@/lib/retrieval/search";\nexport const q = search;' },
    "db-below-lib",
  ],
])("%s is found", (_title, files, rule) => {
  expect(violations({ ...clean, ...files })).toContain(rule);
});
