// A real Redis for tests: the one on PATH, else Debian's or Ubuntu's packages unpacked into the user's cache.
// `node scripts/toolchain/redis.mjs` starts one, prints its URL and runs until it is interrupted.
import { execFileSync, spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from "node:fs";
import { connect } from "node:net";
import { homedir, tmpdir } from "node:os";
import path from "node:path";
import { freePort } from "../lib/project.mjs";
import { takeLock } from "./install-lock.mjs";
import { runAsCommand } from "./run-as-command.mjs";

/**
 * Starts a Redis of its own on a loopback port, in memory alone. It can be killed, paused and started again, and ends
 * with this process. Throws with the reason when none can be had.
 */
export async function startRedis() {
  if (process.platform === "win32") throw new Error("Redis does not run on Windows");
  const redis = await installRedis();
  const folder = mkdtempSync(path.join(tmpdir(), "gw-redis-"));
  const port = await freePort();
  let running = await launch({ redis, folder, port });
  const signal = (name) => process.kill(running.pid, name);
  const end = async () => {
    const ended = new Promise((resolve) => running.shell.once("exit", resolve));
    running.shell.ref();
    running.shell.stdin.end();
    if (running.shell.exitCode === null) await ended;
  };
  return {
    url: `redis://127.0.0.1:${port}`,
    /** Ends at once, as by `kill -9`; connections break. */
    kill: end,
    /** Stands still: connections stay and nothing is answered. */
    pause: () => signal("SIGSTOP"),
    resume: () => signal("SIGCONT"),
    /** Runs again after `kill`, on the same port and empty. */
    restart: async () => {
      running = await launch({ redis, folder, port });
    },
    stop: async () => {
      await end();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Where the server is and the folders of libraries that it needs besides the system's. */
async function installRedis() {
  const system = which("redis-server");
  if (system) return { command: system, libraries: "" };
  const cache = path.join(
    path.resolve(process.env.XDG_CACHE_HOME || path.join(homedir(), ".cache")),
    "groundwork",
  );
  const home = path.join(cache, "redis");
  if (!existsSync(home)) {
    mkdirSync(cache, { recursive: true });
    const release = await takeLock(`${home}.lock`);
    try {
      if (!existsSync(home)) unpack(home);
    } finally {
      release();
    }
  }
  const libraries = readdirSync(path.join(home, "usr/lib"), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => path.join(home, "usr/lib", entry.name));
  return { command: path.join(home, "usr/bin/redis-server"), libraries: libraries.join(":") };
}

/** The packages with what they directly need, without installing anything on the system. */
function unpack(home) {
  if (!which("apt-get") || !which("dpkg-deb"))
    throw new Error("no redis-server was found; install Redis 6 or newer, or put it on PATH");
  const work = mkdtempSync(`${home}-`);
  try {
    if (process.getuid?.() === 0) quietly("apt-get", ["update", "-qq"], work);
    const needed = [
      ...execFileSync("apt-cache", ["depends", "redis-tools"])
        .toString()
        .matchAll(/Depends: ([a-z0-9.+-]+)/g),
    ]
      .map((match) => match[1])
      .filter((name) => !["adduser", "libc6"].includes(name));
    for (const name of ["redis-server", "redis-tools", ...needed])
      quietly("apt-get", ["download", name], work);
    const tree = path.join(work, "tree");
    for (const file of readdirSync(work).filter((name) => name.endsWith(".deb")))
      execFileSync("dpkg-deb", ["-x", file, tree], { cwd: work, stdio: "pipe" });
    if (!existsSync(path.join(tree, "usr/bin/redis-server")))
      throw new Error("redis-server could not be downloaded; install Redis 6 or newer, or put it on PATH");
    renameSync(tree, home);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/** A package that an index names and a mirror lacks may be on the system already. */
function quietly(command, args, cwd) {
  try {
    execFileSync(command, args, { cwd, stdio: "pipe", timeout: 120_000 });
  } catch {
    return;
  }
}

function which(name) {
  return (process.env.PATH ?? "")
    .split(":")
    .map((folder) => path.join(folder, name))
    .find((file) => existsSync(file));
}

/** A shell that starts the server and kills it when its input closes: so it never outlives this process. */
async function launch({ redis, folder, port }) {
  const script = `
    "$1" --port "$2" --bind 127.0.0.1 --dir "$3" --save "" --appendonly no --daemonize no --logfile "$3/log" </dev/null >/dev/null &
    server=$!
    echo $server
    read _
    kill -KILL $server
    wait $server 2>/dev/null`;
  const shell = spawn("/bin/sh", ["-c", script, "sh", redis.command, String(port), folder], {
    stdio: ["pipe", "pipe", "ignore"],
    detached: true,
    env: {
      PATH: process.env.PATH,
      LC_ALL: "C",
      ...(redis.libraries && { LD_LIBRARY_PATH: redis.libraries }),
    },
  });
  const pid = await new Promise((resolve) =>
    shell.stdout.once("data", (data) => resolve(Number(String(data)))),
  );
  shell.stdin.on("error", () => {});
  for (let tries = 0; tries < 400; tries++) {
    if (await connects(port)) {
      for (const part of [shell, shell.stdin, shell.stdout]) part.unref?.();
      return { pid, shell };
    }
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  shell.stdin.end();
  throw new Error("Redis did not start");
}

function connects(port) {
  return new Promise((resolve) => {
    const connection = connect(port, "127.0.0.1");
    connection.once("connect", () => {
      connection.destroy();
      resolve(true);
    });
    connection.once("error", () => resolve(false));
  });
}

await runAsCommand(import.meta.url, startRedis);
