// One cache: what this process holds, bounded by bytes, and Redis behind it where one is set. A key says everything
// that its value depends on, so a value never gets old: it is only no longer asked for. Fails open to a miss.
import { LRUCache } from "lru-cache";
import { env } from "@/lib/env/env";
import { redisKey, redisState, tryRedis } from "@/lib/redis/redis";
import { errorFields } from "@/lib/telemetry/error-fields";
import { logger } from "@/lib/telemetry/logger";
import { countLookup } from "./cache-metrics";
import type { CacheStatus } from "./schema";

export interface ValueCacheOptions<T> {
  name: string;
  settings: () => { on: boolean; seconds: number };
  /** Reads what Redis held; throws for what isn't such a value. */
  parse: (value: unknown) => T;
}

interface Held<T> {
  value: T;
  bytes: number;
}

/** An object takes about so many times the memory of its JSON. */
const memoryOfJson = 2;

export class ValueCache<T extends object> {
  private held: LRUCache<string, Held<T>> | undefined;
  private hits = 0;
  private misses = 0;

  constructor(private readonly options: ValueCacheOptions<T>) {}

  get isOn(): boolean {
    return this.options.settings().on;
  }

  /** The value of `key`; undefined when there is none, also while Redis is down. Not to be changed by the caller. */
  async get(key: string): Promise<T | undefined> {
    if (!this.isOn) return undefined;
    const value = this.local().get(key)?.value ?? (await this.fetch(key));
    this.count(value !== undefined);
    return value;
  }

  /** As `get` from this process alone, at once and without counting. */
  peek(key: string): T | undefined {
    return this.isOn ? this.local().get(key)?.value : undefined;
  }

  /** Keeps a value; resolves when other processes can see it too, or when Redis could not take it. */
  async set(key: string, value: T): Promise<void> {
    if (!this.isOn) return;
    const json = JSON.stringify(value);
    this.hold(key, value, Buffer.byteLength(json));
    const { seconds } = this.options.settings();
    await this.redis((redis) => redis.set(this.redisKey(key), json, "EX", seconds));
  }

  /** Whether a look would find it, and from Redis if it is only there. Counts nothing. */
  async find(key: string): Promise<T | undefined> {
    return this.isOn ? (this.local().get(key)?.value ?? (await this.fetch(key))) : undefined;
  }

  /** Forgets what this process holds. */
  clear(): void {
    this.held = undefined;
  }

  describe(): CacheStatus {
    const { on, seconds } = this.options.settings();
    return {
      name: this.options.name,
      on,
      kept_in: redisState() === "not_configured" ? "process" : "redis",
      ttl_seconds: seconds,
      hits: this.hits,
      misses: this.misses,
      entries: this.held?.size ?? 0,
      bytes: this.held?.calculatedSize ?? 0,
      max_bytes: maxBytes(),
    };
  }

  private count(hit: boolean): void {
    if (hit) this.hits += 1;
    else this.misses += 1;
    countLookup(this.options.name, hit);
  }

  private local(): LRUCache<string, Held<T>> {
    this.held ??= new LRUCache({
      maxSize: maxBytes(),
      maxEntrySize: Math.ceil(maxBytes() / 8),
      ttl: this.options.settings().seconds * 1000,
      sizeCalculation: ({ bytes }) => bytes,
    });
    return this.held;
  }

  private hold(key: string, value: T, jsonBytes: number): void {
    this.local().set(key, { value, bytes: jsonBytes * memoryOfJson + key.length });
  }

  private async fetch(key: string): Promise<T | undefined> {
    const text = await this.redis((redis) => redis.get(this.redisKey(key)));
    if (!text) return undefined;
    try {
      const value = this.options.parse(JSON.parse(text));
      this.hold(key, value, Buffer.byteLength(text));
      return value;
    } catch (error) {
      logger().warn(
        { cache: this.options.name, error: errorFields(error) },
        "a cached value could not be read",
      );
      return undefined;
    }
  }

  private redisKey(key: string): string {
    return redisKey("cache", this.options.name, key);
  }

  private async redis<R>(work: Parameters<typeof tryRedis<R>>[0]): Promise<R | undefined> {
    try {
      const result = await tryRedis(work);
      return result.kind === "done" ? result.value : undefined;
    } catch (error) {
      logger().warn({ cache: this.options.name, error: errorFields(error) }, "Redis refused a cache command");
      return undefined;
    }
  }
}

function maxBytes(): number {
  return env().CACHE_MAX_MB * 1024 * 1024;
}
