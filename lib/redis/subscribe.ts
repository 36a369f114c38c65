// Messages between replicas. One connection of this process listens for all who want to hear something, since a
// connection that listens can do nothing else. A message may be lost while Redis is down: look again now and then.
import type { Redis } from "ioredis";
import { openSubscriber } from "./redis";

interface Listening {
  connection: Redis;
  channels: Map<string, Set<(message: string) => void>>;
}

const shared = globalThis as { groundworkListening?: Listening | undefined };

/** Calls `listener` with each message on `channel` until the returned function is called. Does nothing without Redis. */
export function onRedisMessage(channel: string, listener: (message: string) => void): () => void {
  shared.groundworkListening ??= listen();
  const listening = shared.groundworkListening;
  if (!listening) return () => {};
  const { connection, channels } = listening;
  const listeners = channels.get(channel) ?? new Set();
  // Whatever becomes of it, the connection subscribes again by itself when it comes back.
  if (listeners.size === 0) connection.subscribe(channel).catch(() => {});
  channels.set(channel, listeners.add(listener));
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0 || channels.get(channel) !== listeners) return;
    channels.delete(channel);
    connection.unsubscribe(channel).catch(() => {});
  };
}

/** Ends the listening connection, so that a process or a test can end. */
export function closeSubscriber(): void {
  shared.groundworkListening?.connection.disconnect();
  shared.groundworkListening = undefined;
}

function listen(): Listening | undefined {
  const connection = openSubscriber();
  if (!connection) return undefined;
  const channels: Listening["channels"] = new Map();
  connection.on("message", (channel, message) => {
    for (const listener of channels.get(channel) ?? []) listener(message);
  });
  return { connection, channels };
}
