// Logs of answers as other replicas see them, in Redis: a stream by answer id that lives for minutes, one channel that
// says that a stream grew and one that says stop. Fails open: without Redis an answer is read where it is made.
import type { ChainableCommander } from "ioredis";
import { AppError } from "@/lib/errors/app-error";
import { type ErrorCode, errorCodes } from "@/lib/errors/codes";
import { failureCode } from "@/lib/errors/failure-code";
import { redisKey, redisState, tryRedis } from "@/lib/redis/redis";
import { onRedisMessage } from "@/lib/redis/subscribe";
import type { ReadOptions } from "./answer-log";
import type { LiveAnswer } from "./live-answer";
import { findLiveAnswer } from "./live-answers";
import type { AskEvent } from "./schema";

/** How long a stream is kept after its last event. */
const keptMs = 300_000;
/** A producer says this often that it is at work, and counts as gone after three times as long. */
const pulseMs = 2000;
const readerMs = 5000;

interface SharedEnd {
  code?: ErrorCode;
  detail?: string;
}

const streamKey = (id: string) => redisKey("answer", id);
const aliveKey = (id: string) => redisKey("answer", id, "alive");
const readerKey = (id: string) => redisKey("answer", id, "reader");
const grewChannel = (id: string) => redisKey("answer-grew", id);
const stopChannel = () => redisKey("answer-stop");

/** Copies the log of `answer` to Redis as it grows, to its end. Goes on where it was when Redis comes back. */
export async function shareAnswer(answer: LiveAnswer): Promise<void> {
  if (redisState() === "not_configured") return;
  const forget = onRedisMessage(stopChannel(), (id) => findLiveAnswer(id)?.stop());
  let sent = 0;
  let begun = false;
  try {
    for (;;) {
      const { log } = answer;
      const isEnd = log.state !== "open";
      const events = log.since(sent);
      const result = await tryRedis((redis) => {
        const batch = redis.pipeline();
        const key = streamKey(answer.id);
        if (!begun) batch.xadd(key, "0-1", "owner", JSON.stringify(answer.owner));
        for (const [index, event] of events.entries())
          batch.xadd(key, `${sent + index + 1}-0`, "event", JSON.stringify(event));
        if (isEnd) batch.xadd(key, `${sent + events.length + 1}-0`, "end", JSON.stringify(endOf(log.reason)));
        batch.pexpire(key, keptMs);
        batch.set(aliveKey(answer.id), "1", "PX", pulseMs * 3);
        if (events.length > 0 || isEnd) batch.publish(grewChannel(answer.id), "");
        return run(batch);
      });
      if (result.kind === "done") {
        begun = true;
        sent += events.length;
      } else {
        // It may come back empty; what it still has is not written twice.
        begun = false;
        sent = 0;
      }
      if (isEnd) return;
      if (result.kind === "done") await log.changed({ after: sent, withinMs: pulseMs });
      else await log.changed({ after: log.length, withinMs: pulseMs / 4 });
    }
  } finally {
    forget();
  }
}

/** Whose answer it is, and whether it is complete; undefined for one that Redis doesn't know. */
export async function findSharedAnswer(
  id: string,
): Promise<{ owner: string | null; state: "open" | "completed" | "failed" } | undefined> {
  const result = await tryRedis((redis) =>
    Promise.all([
      redis.xrange(streamKey(id), "0-1", "0-1"),
      redis.xrevrange(streamKey(id), "+", "-", "COUNT", 1),
    ]),
  );
  if (result.kind !== "done") return undefined;
  const [[first], [last]] = result.value;
  if (!first || !last) return undefined;
  const [name, text = "{}"] = last[1];
  const ended = name === "end";
  const failed = ended && (JSON.parse(text) as SharedEnd).code !== undefined;
  return {
    owner: JSON.parse(first[1][1] ?? "null") as string | null,
    state: failed ? "failed" : ended ? "completed" : "open",
  };
}

/**
 * The events of an answer that another replica makes. Ends without a last event when Redis is lost meanwhile, and
 * throws `internal` when the replica that made the answer is gone.
 */
export async function* readSharedAnswer(
  id: string,
  { after = 0, signal }: ReadOptions,
): AsyncGenerator<AskEvent> {
  let wake: (() => void) | undefined;
  const forget = onRedisMessage(grewChannel(id), () => wake?.());
  const leave = () => wake?.();
  signal?.addEventListener("abort", leave);
  try {
    for (let at = after; !signal?.aborted; ) {
      const grew = new Promise<void>((resolve) => {
        wake = resolve;
      });
      const result = await tryRedis((redis) =>
        Promise.all([
          redis.xrange(streamKey(id), `(${at}-0`, "+", "COUNT", 20),
          redis.exists(aliveKey(id)),
          redis.set(readerKey(id), "1", "PX", readerMs),
        ]),
      );
      if (result.kind !== "done") return;
      const [entries, alive] = result.value;
      for (const [entryId, [name, text = "{}"]] of entries) {
        if (name === "end") return throwEnd(JSON.parse(text) as SharedEnd);
        if (name !== "event") continue;
        at = Number(entryId.split("-")[0]);
        yield JSON.parse(text) as AskEvent;
      }
      if (entries.some(([, [name]]) => name === "event")) continue;
      if (!alive)
        throw new AppError("internal", { public: "The server that made this answer has ended. Ask again." });
      const timer = setTimeout(() => wake?.(), pulseMs / 2);
      if (signal?.aborted) wake?.();
      await grew;
      clearTimeout(timer);
    }
  } finally {
    signal?.removeEventListener("abort", leave);
    forget();
  }
}

/** Whether an answer is read on another replica right now. */
export async function isReadElsewhere(id: string): Promise<boolean> {
  const result = await tryRedis((redis) => redis.exists(readerKey(id)));
  return result.kind === "done" && result.value === 1;
}

/** Ends an answer on whichever replica makes it. */
export async function stopSharedAnswer(id: string): Promise<void> {
  await tryRedis((redis) => redis.publish(stopChannel(), id));
}

async function run(batch: ChainableCommander): Promise<void> {
  for (const [error] of (await batch.exec()) ?? []) {
    // A batch whose answer was lost may have been done: then its entries are there already.
    if (error && !/equal or smaller/.test(error.message)) throw error;
  }
}

function endOf(reason: unknown): SharedEnd {
  if (reason === undefined) return {};
  if (reason instanceof AppError) return { code: reason.code, detail: reason.public };
  const code = failureCode(reason);
  return { code, detail: errorCodes[code].detail };
}

function throwEnd({ code, detail }: SharedEnd): void {
  if (code) throw new AppError(code, detail === undefined ? {} : { public: detail });
}
