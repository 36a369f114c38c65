// What every script of the project needs before anything is installed: plain Node, no packages.
import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import path from "node:path";
import { fileURLToPath } from "node:url";

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");

/** Ends the process with a plain sentence when Node is too old. */
export function checkNode() {
  const [major, minor] = process.versions.node.split(".").map(Number);
  if (major > 20 || (major === 20 && minor >= 20)) return;
  console.error(`Groundwork needs Node 20.20 or newer; this is ${process.version}.`);
  process.exit(1);
}

/** SHA-256 over names and contents of files, so that a stamp tells whether something is stale. */
export function hashFiles(paths) {
  const hash = createHash("sha256").update(process.version);
  for (const file of paths.flatMap((entry) => listFiles(path.join(root, entry))).sort()) {
    hash.update(path.relative(root, file)).update("\0").update(readFileSync(file)).update("\0");
  }
  return hash.digest("hex");
}

function listFiles(entry) {
  if (!existsSync(entry)) return [];
  if (!statSync(entry).isDirectory()) return [entry];
  return readdirSync(entry, { withFileTypes: true })
    .filter((child) => child.name !== "node_modules" && !child.name.endsWith(".test.ts"))
    .flatMap((child) => listFiles(path.join(entry, child.name)));
}

/** True when the stamp file holds this value. */
export function isStamped(file, value) {
  return existsSync(file) && readFileSync(file, "utf8") === value;
}

export function writeStamp(file, value) {
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, value);
}

/** Installs the locked packages unless exactly these are installed. True when it had to. */
export function installIfNeeded() {
  const stamp = path.join(root, "node_modules/.groundwork-install");
  const wanted = hashFiles(["package-lock.json", ".npmrc"]);
  if (isStamped(stamp, wanted)) return false;
  // Not `npm ci`: it refuses a lock file that lacks an optional package of another platform, as a registry that
  // carries only some of them makes it. What is in the lock file is installed as locked, and nothing is written.
  const result = spawnSync(
    "npm",
    ["install", "--no-save", "--include=dev", "--no-audit", "--no-fund", "--loglevel=error"],
    {
      cwd: root,
      stdio: ["ignore", "inherit", "inherit"],
      // The CPU library is in the package; its install script would fetch others.
      env: { ...process.env, ONNXRUNTIME_NODE_INSTALL: "skip" },
      shell: process.platform === "win32",
    },
  );
  if (result.status !== 0) {
    console.error("The packages could not be installed. Is the npm registry reachable?");
    process.exit(result.status ?? 1);
  }
  writeStamp(stamp, wanted);
  return true;
}

/** Runs a command in the project's folder and resolves with its exit status. */
export function run(command, args, options = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd: root, stdio: "inherit", ...options });
    child.on("error", (error) => {
      console.error(`${command}: ${error.message}`);
      resolve(127);
    });
    child.on("exit", (code, signal) => resolve(code ?? (signal ? 1 : 0)));
  });
}

/** Path of a package's command in this project. */
export function bin(name) {
  return path.join(root, "node_modules/.bin", name);
}

/** `1.2 s`, `3 min 4 s`. */
export function duration(ms) {
  const seconds = ms / 1000;
  if (seconds < 60) return `${seconds.toFixed(1)} s`;
  return `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`;
}

/** A port of 127.0.0.1 that nobody listens on at the moment. */
export function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.on("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

/** Environment of a product that a check starts: on loopback, with a database of its own and no model server. */
export function trialEnvironment({ port, dataDir }) {
  return {
    ...process.env,
    NODE_ENV: "production",
    PORT: String(port),
    HOST: "127.0.0.1",
    DATA_DIR: dataDir,
    DATABASE_URL: "",
    LOG_LEVEL: "warn",
    LLM_PROVIDER: "extractive",
  };
}
