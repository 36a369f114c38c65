import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, expect, test } from "vitest";

const root = path.resolve(import.meta.dirname, "..");
const project = mkdtempSync(path.join(tmpdir(), "groundwork-endpoint-"));
afterAll(() => rmSync(project, { recursive: true, force: true }));

test("docs/add-an-endpoint.md, followed word by word, gives an endpoint that works and is documented", () => {
  for (const part of ["app", "lib", "db", "tsconfig.json", "package.json", "biome.json", ".gitignore"]) {
    cpSync(path.join(root, part), path.join(project, part), { recursive: true });
  }
  symlinkSync(path.join(root, "node_modules"), path.join(project, "node_modules"));
  writeFileSync(
    path.join(project, "vitest.config.ts"),
    `export default { resolve: { alias: { "@": ${JSON.stringify(project)} } }, test: { env: { NODE_ENV: "test", LOG_LEVEL: "silent" } } };`,
  );
  const written = follow(readFileSync(path.join(root, "docs/add-an-endpoint.md"), "utf8"));
  expect(written.length).toBe(4);

  const tests = command("vitest", ["run", "app/api/word-count", "lib/http/openapi.test.ts"]);
  expect(tests.output).toContain("2 passed");
  expect(tests.status, tests.output).toBe(0);
  const lint = command("biome", ["check", "--vcs-enabled=false", ...written, "lib/http/api-routes.ts"]);
  expect(lint.status, lint.output).toBe(0);
}, 120_000);

/** Writes the files and makes the edits that the page shows; returns the files written. */
function follow(page: string): string[] {
  const written: string[] = [];
  for (const [, what, file, code] of page.matchAll(/^```ts (file|entry|import)=(\S+)\n([\s\S]*?)^```$/gm)) {
    if (!what || !file || !code) continue;
    const target = path.join(project, file);
    if (what === "file") {
      mkdirSync(path.dirname(target), { recursive: true });
      writeFileSync(target, code);
      written.push(file);
      continue;
    }
    const source = readFileSync(target, "utf8");
    const edited =
      what === "entry"
        ? source.replace("export const apiRoutes: ApiRoute[] = [\n", (start) => start + code)
        : source.replace(/^import /m, (first) => code + first);
    expect(edited).not.toBe(source);
    writeFileSync(target, edited);
  }
  return written;
}

function command(name: string, args: string[]): { status: number | null; output: string } {
  const result = spawnSync(path.join(root, "node_modules/.bin", name), args, {
    cwd: project,
    encoding: "utf8",
    env: { ...process.env, NO_COLOR: "1", VITEST: "", VITEST_WORKER_ID: "", VITEST_POOL_ID: "" },
  });
  return { status: result.status, output: result.stdout + result.stderr };
}
