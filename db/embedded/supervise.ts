// Keeps the embedded database running for as long as the server does.
import type { Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { connectEmbedded } from "./ensure";
import { embeddedProcess } from "./stop";

export interface EmbeddedSupervisor {
  /** Lets the database go. It ends by itself once nobody else uses it; waits for that, `waitMs` at most. */
  stop(waitMs?: number): Promise<void>;
}

/**
 * Starts the database of `dataDir` and starts it again whenever it dies: holds a connection, so that the
 * process doesn't end for want of clients and its death is noticed at once.
 */
export async function superviseEmbedded(
  dataDir: string,
  onRestart: (error?: unknown) => void = () => {},
): Promise<EmbeddedSupervisor> {
  let stopped = false;
  let held: Socket | undefined = await connectEmbedded(dataDir);
  const hold = async () => {
    for (let failures = 0; !stopped; ) {
      const socket = held;
      if (socket)
        await new Promise<void>((resolve) => (socket.destroyed ? resolve() : watch(socket, resolve)));
      held = undefined;
      if (stopped) return;
      try {
        held = await connectEmbedded(dataDir);
        failures = 0;
        onRestart();
      } catch (error) {
        failures++;
        onRestart(error);
        await sleep(Math.min(500 * 2 ** failures, 15_000));
      }
    }
    held?.destroy();
  };
  const holding = hold();
  return {
    async stop(waitMs = 10_000) {
      stopped = true;
      held?.destroy();
      await Promise.race([holding, sleep(1_000, undefined, { ref: false })]);
      const deadline = Date.now() + waitMs;
      while (embeddedProcess(dataDir) !== undefined && Date.now() < deadline) await sleep(50);
    },
  };
}

function watch(socket: Socket, resolve: () => void): void {
  socket.on("error", () => {});
  socket.once("close", resolve);
  socket.resume();
}
