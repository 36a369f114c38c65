import { type ChildProcess, spawn } from "node:child_process";

export interface Child {
  /** Asks the process to end in order and waits; kills it after twenty seconds. */
  stop(): Promise<void>;
}

const stopTimeoutMs = 20_000;

/** Runs `node ...args` and starts it again when it dies, at once first and then ever later, up to ten seconds. */
export function keepRunning(name: string, args: string[], environment: NodeJS.ProcessEnv): Child {
  let child: ChildProcess;
  let stopping = false;
  let deaths = 0;
  let timer: NodeJS.Timeout | undefined;
  const start = () => {
    const startedAt = Date.now();
    child = spawn(process.execPath, args, {
      stdio: ["ignore", "inherit", "inherit", "ipc"],
      env: { ...environment, GROUNDWORK_PARENT: String(process.pid) },
    });
    child.once("exit", (code, signal) => {
      if (stopping) return;
      deaths = Date.now() - startedAt > 60_000 ? 0 : deaths + 1;
      const delayMs = deaths <= 1 ? 0 : Math.min(10_000, 250 * 2 ** (deaths - 2));
      console.error(
        `The ${name} ended (${signal ?? `code ${code}`}) and is started again${delayMs ? ` in ${delayMs} ms` : ""}.`,
      );
      timer = setTimeout(start, delayMs);
    });
  };
  start();
  return {
    stop: () =>
      new Promise((resolve) => {
        stopping = true;
        clearTimeout(timer);
        if (child.exitCode !== null || child.signalCode !== null) return resolve();
        const kill = setTimeout(() => child.kill("SIGKILL"), stopTimeoutMs);
        child.once("exit", () => {
          clearTimeout(kill);
          resolve();
        });
        child.kill("SIGTERM");
      }),
  };
}
