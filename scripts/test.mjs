// `npm test`: lint, types, boundaries, unit, property and integration tests, browser journeys.
// `npm run test:full` adds the long ones (`*.full.test.ts`: kill and soak tests) and Schemathesis over the whole API.
import { spawn } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import {
  bin,
  checkNode,
  duration,
  freePort,
  installIfNeeded,
  root,
  run,
  trialEnvironment,
} from "./lib/project.mjs";

checkNode();
const full = process.argv.includes("--full");
const strict = process.env.CI === "true";
const scratch = mkdtempSync(path.join(tmpdir(), "groundwork-test-"));
const totals = { passed: 0, failed: 0 };
/** What was not run, and why. An error when CI=true, unless SKIP_ALLOWED names it. */
const skipped = [];
const times = [];

await step("packages", async () => installIfNeeded());
const rooms = ["app", "components", "lib", "db", "scripts", "evals"];
await Promise.all([
  check("lint", bin("biome"), ["check", "--error-on-warnings", "."]),
  check("types", bin("tsc"), ["--noEmit"]),
  check("boundaries", bin("depcruise"), ["--config", ".dependency-cruiser.cjs", ...rooms]),
]);
await step("unit, property and integration tests", vitest);
await step("browser journeys", journeys);
if (full) await step("API against its description", apiConformance);
rmSync(scratch, { recursive: true, force: true });
report();

async function check(name, command, args) {
  await step(name, async () => {
    const status = await run(command, args);
    totals[status === 0 ? "passed" : "failed"] += 1;
    if (status !== 0) console.error(`FAILED: ${name}`);
  });
}

async function vitest() {
  const output = path.join(scratch, "vitest.json");
  if (!process.env.BENCH_DATA_DIR)
    skip("bench-data", "tests on the benchmark sets (*.data.test.ts): BENCH_DATA_DIR is not set");
  const status = await run(
    bin("vitest"),
    ["run", "--reporter=default", "--reporter=json", `--outputFile.json=${output}`],
    {
      env: {
        ...process.env,
        NODE_ENV: "test",
        ...(full && { TEST_FULL: "1" }),
      },
    },
  );
  const result = readReport(output);
  if (!result) return fail("vitest wrote no report");
  totals.passed += result.numPassedTests;
  totals.failed += result.numFailedTests;
  for (const file of result.testResults) {
    // A file that breaks before its first test has no failed test to count.
    if (file.status === "failed" && !file.assertionResults.some((test) => test.status === "failed"))
      totals.failed += 1;
    for (const test of file.assertionResults) {
      if (!["skipped", "pending", "todo"].includes(test.status)) continue;
      skip(skipKind(test.fullName), `${path.relative(root, file.name)}: ${test.fullName}`);
    }
  }
  if (status !== 0 && totals.failed === 0) fail("vitest ended with an error outside of any test");
}

async function journeys() {
  let chromium;
  try {
    const { findChromium } = await import("./toolchain/chromium.mjs");
    chromium = await findChromium();
  } catch (error) {
    skip("browser", `browser journeys: ${error.message}`);
    return;
  }
  const { buildIfStale } = await import("./build.mjs");
  await buildIfStale();
  // The sample documents are read once: every server that journeys use or start begins with a copy.
  const prepared = path.join(scratch, "prepared");
  const reader = await startServer({ port: await freePort(), dataDir: prepared });
  await reader.end();
  if (!reader.ready) return fail("the server for the browser journeys did not start");
  rmSync(path.join(prepared, "run"), { recursive: true, force: true });
  const servers = [];
  try {
    for (const name of ["asking", "changing"]) {
      const dataDir = path.join(scratch, name);
      cpSync(prepared, dataDir, { recursive: true });
      servers.push(await startServer({ port: await freePort(), dataDir }));
    }
    if (servers.some((server) => !server.ready))
      return fail("a server for the browser journeys did not start again");
    const [asking, changing] = servers.map((server) => `http://127.0.0.1:${server.port}`);
    const output = path.join(scratch, "playwright.json");
    const status = await run(
      bin("playwright"),
      ["test", "--config", "e2e/playwright.config.ts", "--reporter=list,json"],
      {
        env: {
          ...process.env,
          ...(full && { TEST_FULL: "1" }),
          E2E_BASE_URL: asking,
          E2E_OTHER_URL: changing,
          E2E_PREPARED_DATA: prepared,
          CHROMIUM_PATH: chromium,
          PLAYWRIGHT_JSON_OUTPUT_NAME: output,
        },
      },
    );
    const result = readReport(output);
    if (!result) return fail("playwright wrote no report");
    totals.passed += result.stats.expected + result.stats.flaky;
    totals.failed += result.stats.unexpected;
    if (result.stats.flaky > 0) console.log(`${result.stats.flaky} journey(s) passed only at the second try`);
    if (result.stats.skipped > 0)
      skip("browser", `${result.stats.skipped} browser journey(s) marked as skipped`);
    if (status !== 0 && result.stats.unexpected === 0)
      fail("playwright ended with an error outside of any test");
  } finally {
    await Promise.all(servers.map((server) => server.end()));
  }
}

/** `npm start` as people have it; `ready` tells whether it came as far as its address. */
async function startServer({ port, dataDir }) {
  const server = spawn(process.execPath, [path.join(root, "scripts/start.mjs")], {
    cwd: root,
    stdio: ["ignore", "pipe", "inherit"],
    env: trialEnvironment({ port, dataDir }),
  });
  const exited = new Promise((resolve) => server.once("exit", resolve));
  const end = async () => {
    server.kill("SIGTERM");
    await exited;
  };
  return { port, ready: await ready(server), end };
}

async function apiConformance() {
  const status = await run(process.execPath, [path.join(root, "scripts/check-api.mjs")]);
  if (status === 75) return skip("schemathesis", "the API against its description: no Schemathesis");
  totals[status === 0 ? "passed" : "failed"] += 1;
  if (status !== 0) console.error("FAILED: the API against its description");
}

function skipKind(name) {
  return /\((postgres|redis)\)/.exec(name)?.[1] ?? "test";
}

/** Waits for the line with the address, at most five minutes. */
function ready(server) {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(false), 300_000);
    const settle = (value) => {
      clearTimeout(timer);
      resolve(value);
    };
    server.once("exit", () => settle(false));
    let seen = "";
    server.stdout.on("data", (data) => {
      seen += data;
      if (seen.includes("Groundwork is ready")) settle(true);
    });
  });
}

function readReport(file) {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return undefined;
  }
}

function skip(kind, reason) {
  skipped.push({ kind, reason });
}

function fail(reason) {
  totals.failed += 1;
  console.error(`FAILED: ${reason}`);
}

async function step(name, work) {
  const from = Date.now();
  console.log(`\n== ${name}`);
  const result = await work();
  times.push(`${name} ${duration(Date.now() - from)}`);
  return result;
}

function report() {
  const allowed = (process.env.SKIP_ALLOWED ?? "").split(",");
  for (const { kind, reason } of skipped) {
    const isError = strict && !allowed.includes(kind);
    if (isError) totals.failed += 1;
    console.log(`${isError ? "FAILED, not run" : "Not run"}: ${reason}`);
  }
  console.log(`\nTimes: ${times.join(", ")}`);
  console.log(`${totals.passed} passed, ${totals.failed} failed`);
  process.exitCode = totals.failed === 0 ? 0 : 1;
}
