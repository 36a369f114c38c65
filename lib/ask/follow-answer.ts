import type { Access } from "@/db/access";
import { AppError } from "@/lib/errors/app-error";
import { getAnswer } from "./get-answer";
import { findLiveAnswer } from "./live-answers";
import type { AskEvent } from "./schema";
import { findSharedAnswer, readSharedAnswer, stopSharedAnswer } from "./shared-answers";

interface FollowOptions {
  access: Access;
  id: string;
  /** Number of the last event that the reader has; 0 for none. */
  after: number;
  signal: AbortSignal;
}

/**
 * The events of an answer of the caller's after number `after`: from this process, from another replica, or, long
 * after it ended, its completion alone. Undefined when the reader has them all. Throws `not_found` for what isn't the
 * caller's, or quotes what the caller may no longer read.
 */
export async function followAnswer({
  access,
  id,
  after,
  signal,
}: FollowOptions): Promise<AsyncGenerator<AskEvent> | undefined> {
  const live = findLiveAnswer(id);
  if (live) {
    const { state } = live.log;
    await mayRead(access, { id, owner: live.owner, state });
    return state === "completed" && after >= live.log.length ? undefined : live.read({ after, signal });
  }
  const shared = await findSharedAnswer(id);
  if (shared) {
    await mayRead(access, { id, ...shared });
    return readSharedAnswer(id, { after, signal });
  }
  return completion(await getAnswer({ access, id }));
}

/** Ends the work on an answer of the caller's at once, on whichever replica it is made. Throws `not_found`. */
export async function stopAnswer({ access, id }: { access: Access; id: string }): Promise<void> {
  const live = findLiveAnswer(id);
  const found = live ? { owner: live.owner, state: live.log.state } : await findSharedAnswer(id);
  await mayRead(access, { id, ...(found ?? { owner: null, state: "completed" }) });
  if (found?.state !== "open") return;
  if (live) live.stop();
  else await stopSharedAnswer(id);
}

/** While it is made an answer is its owner's; once it is kept, what holds for kept answers holds for its log. */
async function mayRead(
  access: Access,
  answer: { id: string; owner: string | null; state: "open" | "completed" | "failed" },
): Promise<void> {
  if (answer.state === "completed") await getAnswer({ access, id: answer.id });
  else if (answer.owner !== access.userId) throw new AppError("not_found");
}

async function* completion(answer: Awaited<ReturnType<typeof getAnswer>>): AsyncGenerator<AskEvent> {
  yield { type: "answer-completed", answer };
}
