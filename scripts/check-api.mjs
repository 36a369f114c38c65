// Holds a running server against its own description with Schemathesis: once as anybody on this machine, then as
// the first admin. No status, content type, header or body that /api/openapi.json does not name, and no 5xx.
// `node scripts/check-api.mjs [SECONDS]`; what was found is printed with a curl command that shows it again.
import { spawn, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { buildIfStale } from "./build.mjs";
import { freePort, root, trialEnvironment } from "./lib/project.mjs";
import { installSchemathesis } from "./toolchain/schemathesis.mjs";

/** Told apart by `npm test`: the check could not be made at all. */
const notRun = 75;
const checks = [
  "not_a_server_error",
  "status_code_conformance",
  "content_type_conformance",
  "response_headers_conformance",
  "response_schema_conformance",
  "unsupported_method",
  "allow_header_conformance",
];
/** They would end the very session that the rest is asked with; anonymously they are asked. */
const endsTheSession = [
  "POST /api/auth/sign-out",
  "DELETE /api/sessions/{id}",
  "DELETE /api/users/{id}/sessions",
];

const seconds = Number(process.argv[2] ?? 90);
let command;
try {
  command = await installSchemathesis();
} catch (error) {
  console.error(error.message);
  process.exit(notRun);
}
await buildIfStale();
const work = mkdtempSync(path.join(tmpdir(), "groundwork-api-"));
const port = await freePort();
const address = `http://127.0.0.1:${port}`;
const server = spawn(process.execPath, [path.join(root, "scripts/start.mjs")], {
  cwd: root,
  stdio: ["ignore", "pipe", "inherit"],
  env: {
    ...trialEnvironment({ port, dataDir: path.join(work, "data") }),
    // Every code of a limit has tests of its own; here they would only hide the routes behind them.
    ...Object.fromEntries(
      ["ASK", "SEARCH", "INGEST", "READ", "SIGN_IN"].map((name) => [`RATE_LIMIT_${name}`, "0"]),
    ),
    LOG_LEVEL: "silent",
  },
});
const exited = new Promise((resolve) => server.once("exit", resolve));
let findings = 0;
try {
  const token = await started();
  findings += exampleClient();
  findings += inspect("anonymous", { budget: Math.round(seconds / 3), headers: {}, without: [] });
  const cookie = await firstAdmin(token);
  findings += inspect("admin", {
    budget: Math.round((seconds * 2) / 3),
    headers: { Cookie: cookie, Origin: address },
    without: endsTheSession,
  });
} catch (error) {
  findings += 1;
  console.error(`FAILED: ${error.message}`);
} finally {
  server.kill("SIGTERM");
  await exited;
  rmSync(work, { recursive: true, force: true });
}
process.exitCode = findings === 0 ? 0 : 1;

/** Resolves with the secret of the first admin's link once the sample documents are read. */
function started() {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error("the server did not start in ten minutes")), 600_000);
    let seen = "";
    server.stdout.on("data", (data) => {
      seen += data;
      const token = /\/welcome\?token=(\S+)/.exec(seen)?.[1];
      if (!token) return;
      clearTimeout(timer);
      resolve(token);
    });
    server.once("exit", () => reject(new Error("the server ended")));
  });
}

/** The program of examples/client, as a user runs it. Returns 1 when it fails. */
function exampleClient() {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ["--import", "tsx", "examples/client/main.ts"],
    {
      cwd: root,
      encoding: "utf8",
      timeout: 120_000,
      env: { ...process.env, GROUNDWORK_URL: address, GROUNDWORK_KEY: "" },
    },
  );
  const ran = status === 0 && /^cited: [1-9]/m.test(stdout);
  console.log(ran ? "The example client ran." : `${stdout}\n${stderr}\nFAILED: the example client`);
  return ran ? 0 : 1;
}

/** The session's cookie of the admin that the link makes. */
async function firstAdmin(token) {
  const response = await fetch(`${address}/api/auth/welcome`, {
    method: "POST",
    headers: { "content-type": "application/json", origin: address },
    body: JSON.stringify({
      token,
      name: "Ada",
      email: "ada@example.org",
      password: "a-long-enough-password",
    }),
  });
  const cookie = response.headers.getSetCookie()[0]?.split(";")[0];
  if (!cookie) throw new Error(`no first admin: ${response.status} ${await response.text()}`);
  return cookie;
}

/** Runs one caller's share and prints its summary. Returns how many things were found. */
function inspect(caller, { budget, headers, without }) {
  const folder = path.join(work, caller);
  mkdirSync(folder);
  // Node 20 refuses QUERY as a method that it doesn't know, before any route sees it.
  writeFileSync(
    path.join(folder, "schemathesis.toml"),
    '[phases.coverage]\nunexpected-methods = ["GET", "PUT", "POST", "DELETE", "PATCH", "TRACE"]\n',
  );
  const report = path.join(folder, "report.json");
  const result = spawnSync(
    command,
    [
      "run",
      `${address}/api/openapi.json`,
      ...["--max-time", String(budget), "--max-examples", "20", "--continue-on-failure", "--no-shrink"],
      // Two workers trip over a fault of Python 3.11's parser.
      ...["--workers", "1", "--request-timeout", "60", "--generation-with-security-parameters", "false"],
      ...["--checks", checks.join(","), "--generation-database", "none", "--warnings", "off", "--no-color"],
      ...["--report", "json", "--report-json-path", report],
      ...without.flatMap((name) => ["--exclude-name", name]),
      ...Object.entries(headers).flatMap(([name, value]) => ["-H", `${name}: ${value}`]),
    ],
    // Elsewhere it would take a settings file of whoever runs this, or leave folders behind.
    { cwd: folder, encoding: "utf8", maxBuffer: 1 << 28, timeout: (budget + 120) * 1000 },
  );
  const done = summary(report);
  if (!done) {
    console.error(`${result.stdout}\n${result.stderr}\nFAILED: Schemathesis wrote no report (${caller})`);
    return 1;
  }
  const found =
    done.failures.reduce((sum, failure) => sum + failure.count, 0) +
    done.errors.reduce((sum, error) => sum + error.count, 0);
  if (found > 0) console.error(result.stdout);
  console.log(
    `Schemathesis as ${caller}: ${done.operations.tested} of ${done.operations.selected} operations, ` +
      `${done.test_cases.generated} requests and chains of them in ${Math.round(done.running_time)} s, ${found} findings`,
  );
  // The time is bounded: a machine that does other work as well gets less far, which the line above tells.
  return done.operations.tested === 0 ? found + 1 : found;
}

function summary(report) {
  try {
    return JSON.parse(readFileSync(report, "utf8"));
  } catch {
    return undefined;
  }
}
