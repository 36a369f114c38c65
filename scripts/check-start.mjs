// Packs the production build as the container holds it, starts it outside of the project on an empty database,
// waits until it has read every sample document, and asks it a question.
import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { freePort, root, trialEnvironment } from "./lib/project.mjs";

const work = mkdtempSync(path.join(tmpdir(), "groundwork-start-"));
const app = path.join(work, "app");
for (const args of [["scripts/build.mjs"], ["scripts/pack.mjs", app]]) {
  const { status } = spawnSync(process.execPath, args, { cwd: root, stdio: "inherit" });
  if (status !== 0) process.exit(1);
}
const port = await freePort();
const address = `http://127.0.0.1:${port}`;
const startedAt = Date.now();
const server = spawn(process.execPath, ["--enable-source-maps", "dist/serve.mjs"], {
  cwd: app,
  stdio: ["ignore", "inherit", "inherit"],
  env: trialEnvironment({ port, dataDir: path.join(work, "data") }),
});
const exited = new Promise((resolve) => server.once("exit", resolve));
let failure;
try {
  await until(`${address}/api/ready`, 300_000);
  console.log(`ready after ${((Date.now() - startedAt) / 1000).toFixed(1)} s`);
  await untilRead();
  const questions = JSON.parse(readFileSync(path.join(root, "examples/demo_questions.json"), "utf8"));
  const [demo] = questions.filter((entry) => entry.expected);
  const answer = await untilAnswered(`${address}/api/ask`, demo.question);
  console.log(
    `first cited answer after ${((Date.now() - startedAt) / 1000).toFixed(1)} s: ${answer.answer.slice(0, 120)}`,
  );
} catch (error) {
  failure = error;
} finally {
  server.kill("SIGTERM");
  await exited;
  rmSync(work, { recursive: true, force: true });
}
if (failure) {
  console.error(`FAILED: ${failure.message}`);
  process.exit(1);
}

/** Every sample document is there, of every format. */
async function untilRead() {
  const described = new Set(["README.md", "demo_questions.json"]);
  const files = readdirSync(path.join(root, "examples"), { recursive: true, withFileTypes: true });
  const isDocument = (file) =>
    file.isFile() &&
    !described.has(file.name) &&
    !["client", "agent"].includes(path.basename(file.parentPath));
  const wanted = files.filter(isDocument).length;
  let ready = 0;
  for (const deadline = Date.now() + 180_000; Date.now() < deadline; ) {
    const { data } = await (await fetch(`${address}/api/documents?limit=200`)).json();
    ready = data.filter((document) => document.state === "ready").length;
    if (ready === wanted) return;
    await new Promise((resolve) => setTimeout(resolve, 300));
  }
  throw new Error(`${ready} of ${wanted} sample documents were read`);
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
