// Answers from the cache are stored a moment after they were given, many in one statement: storing one costs more
// than finding it. Whoever looks for one in between has it stored at once. What could not be stored is told in log and
// metrics.
import { type Database, database } from "@/db/client";
import type { AnswerWithCitations } from "@/db/queries/answers";
import { type AskedGap, insertGivenAnswers } from "@/db/queries/given-answers";
import { errorFields } from "@/lib/telemetry/error-fields";
import { logger } from "@/lib/telemetry/logger";
import { countUnsaved } from "@/lib/telemetry/metrics";

interface Given {
  rows: AnswerWithCitations;
  /** Counted with it. */
  gap: Omit<AskedGap, "times"> | undefined;
}

interface Save {
  given: Given;
  done: () => void;
}

// Stored eight at a time, one costs the database more than finding who asks does; sixty at a time a quarter of that.
const waitMs = 200;
/** No more: whoever asks next waits for the statement on the embedded database. */
const mostInOne = 64;
/** Past so many the caller waits itself: the database can't keep up. */
const mostWaiting = 1000;

interface Queue {
  waiting: Save[];
  pending: Map<string, Promise<void>>;
  timer: NodeJS.Timeout | undefined;
  running: Promise<void> | undefined;
}

const shared = globalThis as { groundworkSaves?: Queue };

function queue(): Queue {
  shared.groundworkSaves ??= { waiting: [], pending: new Map(), timer: undefined, running: undefined };
  return shared.groundworkSaves;
}

/** Stores an answer soon; resolves at once, or when it is stored while too many wait. */
export async function saveLater(given: Given): Promise<void> {
  const saves = queue();
  const answerId = given.rows.answer.id;
  const stored = new Promise<void>((resolve) => {
    saves.waiting.push({ given, done: resolve });
  });
  saves.pending.set(answerId, stored);
  void stored.then(() => saves.pending.delete(answerId));
  saves.timer ??= setTimeout(() => void run(saves), waitMs);
  if (saves.waiting.length > mostWaiting) await stored;
}

/** Has an answer that is to be stored stored now; resolves at once for every other. */
export async function saved(answerId: string): Promise<void> {
  const stored = shared.groundworkSaves?.pending.get(answerId);
  if (!stored) return;
  void run(queue());
  await stored;
}

/** Stores all that waits. To be called before the process ends. */
export async function saveAll(): Promise<void> {
  const saves = shared.groundworkSaves;
  if (!saves) return;
  while (saves.waiting.length > 0 || saves.running) await (saves.running ?? run(saves));
}

async function run(saves: Queue): Promise<void> {
  clearTimeout(saves.timer);
  saves.timer = undefined;
  saves.running ??= drain(saves).finally(() => {
    saves.running = undefined;
  });
  await saves.running;
}

async function drain(saves: Queue): Promise<void> {
  while (saves.waiting.length > 0) {
    const batch = saves.waiting.splice(0, mostInOne);
    const db = await database().catch(() => undefined);
    if (!db || !(await store(db, batch))) {
      // One that can't be stored must not take the others with it.
      for (const save of batch) if (!db || !(await store(db, [save]))) countUnsaved();
    }
    for (const save of batch) save.done();
  }
}

async function store(db: Database, batch: Save[]): Promise<boolean> {
  const known = bodiesOf(db);
  const bodies = new Map(
    batch.flatMap(({ given: { rows } }) =>
      rows.body && !known.has(rows.body.id) ? [[rows.body.id, rows.body]] : [],
    ),
  );
  try {
    await insertGivenAnswers(db, {
      answers: batch.map(({ given }) => given.rows),
      bodies: [...bodies.values()],
      gaps: gapsOf(batch),
    });
    if (known.size > bodiesAtMost) known.clear();
    for (const id of bodies.keys()) known.add(id);
    return true;
  } catch (error) {
    const retried = known.size > 0;
    // One of them may be gone with the last answer that had it: the next try sends it again.
    known.clear();
    if (retried && batch.length === 1) return store(db, batch);
    const answers = batch.map(({ given }) => given.rows.answer.id);
    logger().error({ answers, error: errorFields(error) }, "answers from the cache could not be stored");
    return false;
  }
}

/** Ids of bodies that are in the database as far as this process knows. */
const stored = new WeakMap<Database, Set<string>>();
const bodiesAtMost = 5000;

function bodiesOf(db: Database): Set<string> {
  const known = stored.get(db) ?? new Set<string>();
  stored.set(db, known);
  return known;
}

/** One for each gap and asker, with how often they asked. */
function gapsOf(batch: Save[]): AskedGap[] {
  const gaps = new Map<string, AskedGap>();
  for (const { given } of batch) {
    if (!given.gap) continue;
    const key = JSON.stringify([given.gap.fingerprint, given.rows.answer.owner]);
    gaps.set(key, { ...given.gap, times: (gaps.get(key)?.times ?? 0) + 1 });
  }
  return [...gaps.values()];
}
