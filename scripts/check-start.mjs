// Starts the product as `npm start` does, on an empty database, and asks it one question.
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { root } from "./lib/project.mjs";

const data = mkdtempSync(path.join(tmpdir(), "groundwork-start-"));
const port = await freePort();
const startedAt = Date.now();
const server = spawn("npm", ["start"], {
  cwd: root,
  stdio: ["ignore", "inherit", "inherit"],
  detached: true,
  env: {
    ...process.env,
    PORT: String(port),
    HOST: "127.0.0.1",
    DATA_DIR: data,
    DATABASE_URL: "",
    LOG_LEVEL: "warn",
    LLM_PROVIDER: "extractive",
  },
});
const exited = new Promise((resolve) => server.once("exit", resolve));
let failure;
try {
  await until(`http://127.0.0.1:${port}/api/ready`, 300_000);
  console.log(`ready after ${((Date.now() - startedAt) / 1000).toFixed(1)} s`);
  const [demo] = JSON.parse(readFileSync(path.join(root, "examples/demo_questions.json"), "utf8")).filter(
    (entry) => entry.expected,
  );
  const answer = await untilAnswered(`http://127.0.0.1:${port}/api/ask`, demo.question);
  console.log(
    `first cited answer after ${((Date.now() - startedAt) / 1000).toFixed(1)} s: ${answer.answer.slice(0, 120)}`,
  );
} catch (error) {
  failure = error;
} finally {
  process.kill(-server.pid, "SIGTERM");
  await exited;
  rmSync(data, { recursive: true, force: true });
}
if (failure) {
  console.error(`FAILED: ${failure.message}`);
  process.exit(1);
}

async function until(url, timeoutMs) {
  for (const deadline = Date.now() + timeoutMs; Date.now() < deadline; ) {
    if (server.exitCode !== null) throw new Error("npm start ended");
    const response = await fetch(url).catch(() => undefined);
    if (response?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`${url} did not answer in time`);
}

async function untilAnswered(url, question) {
  let last;
  for (const deadline = Date.now() + 120_000; Date.now() < deadline; ) {
    const response = await fetch(url, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ question }),
    });
    last = await response.json();
    if (!response.ok) throw new Error(`POST /api/ask answered ${response.status}: ${JSON.stringify(last)}`);
    if (!last.refused && last.citations.length > 0) return last;
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  throw new Error(`no cited answer: ${JSON.stringify(last)}`);
}

function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.on("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}
