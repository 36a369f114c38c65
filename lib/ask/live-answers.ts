// The answers that this process makes or has just made. Whoever comes back to one reads its log here.
import type { LiveAnswer } from "./live-answer";

/** How long a log is kept after its answer ended: a reader that was cut off has this long to come back. */
const keptMs = 60_000;
const keptAtMost = 1000;

interface Live {
  answers: Map<string, LiveAnswer>;
  /** When each ended one goes, in the order in which they ended: performance.now(). */
  leaving: Map<string, number>;
  timer: NodeJS.Timeout | undefined;
}

const shared = globalThis as { groundworkLiveAnswers?: Live };

function live(): Live {
  shared.groundworkLiveAnswers ??= { answers: new Map(), leaving: new Map(), timer: undefined };
  return shared.groundworkLiveAnswers;
}

/** The answer of that id, if this process makes it or made it a moment ago. */
export function findLiveAnswer(id: string): LiveAnswer | undefined {
  return live().answers.get(id);
}

/** How many answers are held, and of those how many ended: what a test counts. */
export function countLiveAnswers(): { held: number; ended: number } {
  return { held: live().answers.size, ended: live().leaving.size };
}

export function addLiveAnswer(answer: LiveAnswer): void {
  live().answers.set(answer.id, answer);
}

/** To be called when an answer ended: its log goes after a while, sooner when there are many. */
export function retireLiveAnswer(answer: LiveAnswer): void {
  live().leaving.set(answer.id, performance.now() + keptMs);
  sweep();
}

/** One timer for all: one for each would hold its answer for the whole time, however many there are. */
function sweep(): void {
  const { answers, leaving, timer } = live();
  const now = performance.now();
  for (const [id, at] of leaving) {
    if (at > now && leaving.size <= keptAtMost) break;
    leaving.delete(id);
    answers.delete(id);
  }
  clearTimeout(timer);
  const [next] = leaving.values();
  live().timer = next === undefined ? undefined : setTimeout(sweep, next - now).unref();
}
