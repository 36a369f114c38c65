import { type ChildProcess, spawn } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";

/** A process that is started again whenever it dies, until it is ended. */
export class Mortal {
  private child: ChildProcess | undefined;
  private ended = false;
  deaths = 0;
  output = "";

  constructor(
    /** Arguments for Node. */
    private readonly command: string[],
    private readonly env: Record<string, string>,
  ) {
    this.start();
  }

  /** `kill -9`, as it may come at any moment. */
  kill(): void {
    this.child?.kill("SIGKILL");
  }

  get pid(): number | undefined {
    return this.child?.pid;
  }

  async end(): Promise<void> {
    this.ended = true;
    const { child } = this;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const gone = new Promise((resolve) => child.once("exit", resolve));
    child.kill("SIGTERM");
    await Promise.race([gone, sleep(8000).then(() => child.kill("SIGKILL"))]);
  }

  private start(): void {
    const child = spawn(process.execPath, this.command, {
      env: { ...process.env, LOG_LEVEL: "error", ...this.env },
      stdio: ["ignore", "pipe", "pipe"],
    });
    this.child = child;
    const keep = (bytes: Buffer) => {
      this.output = (this.output + bytes.toString()).slice(-20_000);
    };
    child.stdout?.on("data", keep);
    child.stderr?.on("data", keep);
    child.once("exit", () => {
      this.deaths += 1;
      if (!this.ended) setTimeout(() => !this.ended && this.start(), 100);
    });
  }
}
