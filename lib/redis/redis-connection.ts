import { Redis } from "ioredis";
import { errorMessage } from "@/lib/telemetry/error-fields";
import type { RedisResult, RedisState } from "./schema";

/** Milliseconds between two looks at a Redis that is down. */
const probeEveryMs = 250;
/** After this long without an answer the connection is made anew: it may lead to a machine that is gone. */
const giveUpConnectionMs = 2000;

interface ConnectionOptions {
  url: string;
  /** Longest wait for the answer to one command. */
  timeoutMs: number;
  /** Called on each change of state. */
  onState: (state: RedisState, reason: string) => void;
}

/** One client with what is known of its server. Fails fast: nothing is queued for a server that isn't there. */
export class RedisConnection {
  readonly client: Redis;
  private current: RedisState = "down";
  private told = false;
  private probe: NodeJS.Timeout | undefined;
  private silentSince = 0;
  private opening: Promise<void> | undefined;

  constructor(private readonly options: ConnectionOptions) {
    this.client = new Redis(options.url, {
      lazyConnect: true,
      enableReadyCheck: false,
      enableOfflineQueue: false,
      autoResendUnfulfilledCommands: false,
      maxRetriesPerRequest: 0,
      connectTimeout: 1000,
      commandTimeout: options.timeoutMs,
      retryStrategy: (attempt) => Math.min(50 * 2 ** attempt, 2000),
    });
    this.client.on("error", (error) => this.lost(errorMessage(error)));
    // A command that is done ends, though its connection is still there.
    this.client.on("connect", () => this.client.stream?.unref?.());
    this.client.on("close", () => this.lost("the connection was closed"));
    this.opening = this.open();
  }

  get state(): RedisState {
    return this.current;
  }

  /** As `tryRedis`. */
  async try<T>(work: (redis: Redis) => Promise<T>): Promise<RedisResult<T>> {
    await this.opening;
    if (this.current !== "ok") return { kind: "unavailable" };
    try {
      return { kind: "done", value: await work(this.client) };
    } catch (error) {
      if (!isUnreachable(error)) throw error;
      this.lost(errorMessage(error));
      return { kind: "unavailable" };
    }
  }

  close(): void {
    clearTimeout(this.probe);
    this.probe = undefined;
    this.client.removeAllListeners("close");
    this.client.disconnect();
    this.current = "down";
    this.told = true;
  }

  /** The first use waits for the first connection, but no longer than for a command. */
  private async open(): Promise<void> {
    const connected = this.client.connect().then(
      () => this.look(),
      () => {},
    );
    let timer: NodeJS.Timeout | undefined;
    const patience = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, this.options.timeoutMs * 2);
    });
    await Promise.race([connected, patience]);
    clearTimeout(timer);
    this.opening = undefined;
    if (this.current !== "ok") this.lost("no answer to the first connection");
  }

  private lost(reason: string): void {
    if (this.current === "ok" || !this.told) {
      this.current = "down";
      this.told = true;
      this.silentSince = Date.now();
      this.options.onState("down", reason);
    }
    this.schedule();
  }

  private schedule(): void {
    if (this.probe || this.opening) return;
    this.probe = setTimeout(() => {
      this.probe = undefined;
      void this.look();
    }, probeEveryMs);
    this.probe.unref();
  }

  /** Asks whether it answers again. A connection on which nothing comes for long is replaced. */
  private async look(): Promise<void> {
    try {
      await this.client.ping();
    } catch {
      const isOpen = this.client.status === "ready" || this.client.status === "connect";
      if (isOpen && Date.now() - this.silentSince > giveUpConnectionMs) {
        this.silentSince = Date.now();
        this.client.disconnect(true);
      }
      return this.schedule();
    }
    if (this.current === "ok") return;
    this.current = "ok";
    this.told = true;
    this.options.onState("ok", "");
  }
}

/** Whether an error says that the server isn't there, rather than that it refused what was asked. */
function isUnreachable(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return (
    /command timed out|stream isn't writeable|connection is closed|max retries per request/i.test(
      error.message,
    ) ||
    /^(LOADING|MASTERDOWN|READONLY|OOM|CLUSTERDOWN|TRYAGAIN)\b/.test(error.message) ||
    /^(ECONN|EPIPE|ETIMEDOUT|ENOTFOUND|EHOSTUNREACH|ENOENT)/.test((error as { code?: string }).code ?? "")
  );
}
