// The answers that this process makes or has just made. Whoever comes back to one reads its log here.
import type { LiveAnswer } from "./live-answer";

/** How long a log is kept after its answer ended: a reader that was cut off has this long to come back. */
const keptMs = 60_000;
const keptAtMost = 1000;

const shared = globalThis as { groundworkLiveAnswers?: Map<string, LiveAnswer> };

function liveAnswers(): Map<string, LiveAnswer> {
  shared.groundworkLiveAnswers ??= new Map();
  return shared.groundworkLiveAnswers;
}

/** The answer of that id, if this process makes it or made it a moment ago. */
export function findLiveAnswer(id: string): LiveAnswer | undefined {
  return liveAnswers().get(id);
}

export function addLiveAnswer(answer: LiveAnswer): void {
  const answers = liveAnswers();
  answers.set(answer.id, answer);
  if (answers.size <= keptAtMost) return;
  for (const [id, old] of answers) {
    if (old.log.state === "open") continue;
    answers.delete(id);
    if (answers.size <= keptAtMost) return;
  }
}

/** To be called when an answer ended: its log goes after a while. */
export function retireLiveAnswer(answer: LiveAnswer): void {
  setTimeout(() => liveAnswers().delete(answer.id), keptMs).unref();
}
