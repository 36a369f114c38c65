// `npm start`: installs and builds if needed, then hands over to scripts/serve.ts.
import { spawn } from "node:child_process";
import { mkdirSync } from "node:fs";
import path from "node:path";
import { checkNode, duration, installIfNeeded, root } from "./lib/project.mjs";
import { takeLock } from "./toolchain/install-lock.mjs";

checkNode();
const startedAt = Date.now();
const development = process.argv.includes("--dev");
const steps = [];

const release = await oneAtATime();
await step("Packages", "installing packages (once)", async () => installIfNeeded());
if (!development) {
  const { buildIfStale } = await import("./build.mjs");
  await step("Build", "building (a minute or two, once a change)", buildIfStale);
}
release();

const entry = development
  ? ["--import", "tsx", path.join(root, "scripts/serve.ts"), "--dev"]
  : [path.join(root, "dist/serve.mjs")];
const child = spawn(process.execPath, ["--enable-source-maps", ...entry], {
  cwd: root,
  stdio: "inherit",
  env: { ...process.env, GROUNDWORK_STARTED_AT: String(startedAt), GROUNDWORK_STEPS: JSON.stringify(steps) },
});
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
// npm ends the shell between it and this process and tells nobody: an orphan of npm ends in order.
if (process.env.npm_lifecycle_event) {
  const parent = process.ppid;
  setInterval(() => process.ppid !== parent && child.kill("SIGTERM"), 500).unref();
}
child.on("exit", (code, signal) => process.exit(code ?? (signal ? 1 : 0)));

/** Two starts in one folder install and build one after the other. Where nothing may be written there is nothing to do. */
async function oneAtATime() {
  const folder = path.join(root, "node_modules");
  try {
    mkdirSync(folder, { recursive: true });
    const letGo = await takeLock(path.join(folder, ".groundwork-start"), () =>
      console.log("Groundwork: waiting for another start in this folder …"),
    );
    process.once("exit", letGo);
    return () => {
      process.off("exit", letGo);
      letGo();
    };
  } catch {
    return () => {};
  }
}

async function step(name, doing, work) {
  const from = Date.now();
  const timer = setTimeout(() => console.log(`Groundwork: ${doing} …`), 1500);
  const worked = await work();
  clearTimeout(timer);
  steps.push({
    name,
    took: worked ? duration(Date.now() - from) : `up to date (${duration(Date.now() - from)})`,
  });
}
