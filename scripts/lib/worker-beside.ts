import { type ChildProcess, spawn } from "node:child_process";
import path from "node:path";

export interface WorkerBeside {
  stop(): Promise<void>;
  readonly pid: number | undefined;
}

/**
 * A worker process beside this command, so that a file that brings it down doesn't end the command. It is started
 * again when it dies, until the command stops it.
 */
export function startWorkerBeside({ arguments: given = [] }: { arguments?: string[] } = {}): WorkerBeside {
  let child: ChildProcess | undefined;
  let stopping = false;
  const command = process.argv[1] ?? "";
  const script = path.join(path.dirname(command), `worker${path.extname(command)}`);
  let startedAt = 0;
  let quickDeaths = 0;
  const start = () => {
    startedAt = Date.now();
    child = spawn(process.execPath, [...process.execArgv, script, ...given], {
      stdio: ["ignore", "ignore", "inherit", "ipc"],
      env: { ...process.env, LOG_LEVEL: process.env.LOG_LEVEL || "silent" },
    });
    child.once("exit", () => {
      if (stopping) return;
      // One that can't even start says why on standard error; trying for ever would only repeat it.
      quickDeaths = Date.now() - startedAt < 5_000 ? quickDeaths + 1 : 0;
      if (quickDeaths >= 5) process.exit(1);
      setTimeout(() => !stopping && start(), 300 * quickDeaths);
    });
  };
  start();
  return {
    get pid() {
      return child?.pid;
    },
    async stop() {
      stopping = true;
      const running = child;
      if (!running || running.exitCode !== null || running.signalCode !== null) return;
      const ended = new Promise((resolve) => running.once("exit", resolve));
      running.kill("SIGTERM");
      const force = setTimeout(() => running.kill("SIGKILL"), 10_000);
      await ended;
      clearTimeout(force);
    },
  };
}
