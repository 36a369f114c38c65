// What answers used is counted a moment after they ended, many in one statement: each would be a commit of its own on
// one row for each payer. What is held meanwhile counts as used, so that waiting lets nobody past a quota.
import { setTimeout as sleep } from "node:timers/promises";
import { database } from "@/db/client";
import { settleUsages, type UsedByOne } from "@/db/queries/usage";
import { errorFields } from "@/lib/telemetry/error-fields";
import { logger } from "@/lib/telemetry/logger";

const waitMs = 200;
const mostInOne = 2000;
/** Past so many the caller waits itself: the database can't keep up. */
const mostWaiting = 10_000;
const tries = 3;

interface Queue {
  waiting: UsedByOne[];
  timer: NodeJS.Timeout | undefined;
  running: Promise<void> | undefined;
}

const shared = globalThis as { groundworkUsage?: Queue };

/** Counts usage soon; resolves at once, or when it is counted while too much waits. */
export async function settleLater(used: UsedByOne[]): Promise<void> {
  shared.groundworkUsage ??= { waiting: [], timer: undefined, running: undefined };
  const queue = shared.groundworkUsage;
  queue.waiting.push(...used);
  queue.timer ??= setTimeout(() => void run(queue), waitMs);
  if (queue.waiting.length > mostWaiting) await run(queue);
}

/** Counts all that waits, and says whether anything did. To be called before usage is read and before the process ends. */
export async function settleAll(): Promise<boolean> {
  const queue = shared.groundworkUsage;
  let waited = false;
  while (queue && (queue.waiting.length > 0 || queue.running)) {
    waited = true;
    await run(queue);
  }
  return waited;
}

async function run(queue: Queue): Promise<void> {
  clearTimeout(queue.timer);
  queue.timer = undefined;
  queue.running ??= drain(queue).finally(() => {
    queue.running = undefined;
  });
  await queue.running;
}

async function drain(queue: Queue): Promise<void> {
  while (queue.waiting.length > 0) {
    const batch = queue.waiting.splice(0, mostInOne);
    for (let attempt = 1; ; attempt++) {
      try {
        await settleUsages(await database(), batch);
        break;
      } catch (error) {
        if (attempt < tries) {
          await sleep(100 * attempt);
          continue;
        }
        const subjects = [...new Set(batch.map(({ subject }) => subject))];
        logger().error({ subjects, error: errorFields(error) }, "usage was not counted");
        break;
      }
    }
  }
}
