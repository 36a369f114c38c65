import type { Access } from "@/db/access";
import { database } from "@/db/client";
import { isWholeAnswer } from "@/db/queries/answers";
import { saved } from "@/lib/conversations/save-later";
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
 * after it ended or when the caller may no longer read all of it, its completion alone. Undefined when the reader has
 * them all. Throws `not_found` for what isn't the caller's.
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
    if (!(await readsLog(access, { id, owner: live.owner, state })))
      return completion(await getAnswer({ access, id }));
    return state === "completed" && after >= live.log.length ? undefined : live.read({ after, signal });
  }
  const shared = await findSharedAnswer(id);
  if (shared) {
    if (!(await readsLog(access, { id, ...shared }))) return completion(await getAnswer({ access, id }));
    return readSharedAnswer(id, { after, signal });
  }
  return completion(await getAnswer({ access, id }));
}

/** Ends the work on an answer of the caller's at once, on whichever replica it is made. Throws `not_found`. */
export async function stopAnswer({ access, id }: { access: Access; id: string }): Promise<void> {
  const live = findLiveAnswer(id);
  const found = live ? { owner: live.owner, state: live.log.state } : await findSharedAnswer(id);
  await readsLog(access, { id, ...(found ?? { owner: null, state: "completed" }) });
  if (found?.state !== "open") return;
  if (live) live.stop();
  else await stopSharedAnswer(id);
}

/**
 * Whether the caller may read the log of an answer: while it is made, its owner; once it is kept, its owner as long as
 * nothing in it is forbidden. Throws `not_found` for what isn't the caller's.
 */
async function readsLog(
  access: Access,
  answer: { id: string; owner: string | null; state: "open" | "completed" | "failed" },
): Promise<boolean> {
  const isOwn = answer.owner === access.userId;
  if (answer.state !== "open") await saved(answer.id);
  const whole =
    answer.state === "open" ? undefined : await isWholeAnswer(await database(), { access, id: answer.id });
  if (whole !== undefined) return whole;
  // Nothing of a failed answer may have been worth keeping.
  if (!isOwn || answer.state === "completed") throw new AppError("not_found");
  return true;
}

async function* completion(answer: Awaited<ReturnType<typeof getAnswer>>): AsyncGenerator<AskEvent> {
  yield { type: "answer-completed", answer };
}
