import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type KnownServer, startKnownServer } from "@/lib/load/testing/known-server";

let server: KnownServer;
let folder: string;
beforeAll(async () => {
  server = await startKnownServer();
  folder = await mkdtemp(join(tmpdir(), "load-"));
});
afterAll(async () => {
  await server.close();
  await rm(folder, { recursive: true });
});

function load(...words: string[]): Promise<{ code: number; output: string }> {
  return new Promise((resolve) => {
    execFile(process.execPath, ["--import", "tsx", "scripts/cli/load.ts", ...words], (error, out, err) => {
      resolve({ code: typeof error?.code === "number" ? error.code : 0, output: out + err });
    });
  });
}

const short = ["--duration", "1", "--warm-up", "0"];

it("runs, reports, compares, and ends with 1 where the budget is not kept", async () => {
  const result = join(folder, "one.json");
  const budget = join(folder, "budget.json");
  await writeFile(budget, JSON.stringify({ p99_ms: { max: 5000 }, error_rate: { max: 0 } }));
  const kept = await load(
    ...["run", "--url", server.url, "--path", "/delay/20", "--rate", "20", ...short],
    ...["--out", result, "--html", join(folder, "one.html"), "--budget", budget],
  );
  expect(kept).toMatchObject({ code: 0, output: expect.stringContaining("kept     p99_ms") });
  expect(await readFile(join(folder, "one.html"), "utf8")).toContain("Load test");
  await writeFile(budget, JSON.stringify({ p50_ms: { max: 1 } }));
  const broken = await load("report", result, "--budget", budget, "--html", join(folder, "two.html"));
  expect(broken).toMatchObject({ code: 1, output: expect.stringContaining("NOT KEPT p50_ms") });
  const same = await load("compare", result, result);
  expect(same.code).toBe(0);
  expect(same.output).toMatch(/p50 .* ratio 1\.000 .* no difference shown/);
});

it("ends with 1 where nothing answers, and with 2 and a sentence when called wrongly", async () => {
  const nobody = await load("run", "--url", "http://127.0.0.1:9", "--path", "/", "--clients", "1", ...short);
  expect(nobody).toMatchObject({ code: 1, output: expect.stringContaining("ECONNREFUSED") });
  for (const [wrong, says] of [
    [["walk"], "npm run load"],
    [["run", "--preset", "all"], 'no preset "all"'],
    [["run", "--rate", "5", "--clients", "5"], "not both"],
    [["run", "--rate=-5"], "rate_per_s"],
    [["run", join(folder, "absent.json")], "absent.json"],
    [["run", "--speed", "5"], "speed"],
  ] as const)
    expect(await load(...wrong), wrong.join(" ")).toMatchObject({
      code: 2,
      output: expect.stringContaining(says),
    });
}, 60_000);
