// Asks as random people while rights change, and reads every answer for words that its reader may not know of.
import type { Database } from "@/db/client";
import { setEnv } from "@/lib/ask/testing/ask-fixture";
import type { Role } from "@/lib/auth/schema";
import { changes, fillSource, makeSource, sendGrants, sendState } from "./leak-changes";
import { callRoute } from "./leak-door";
import { type Probe, probes } from "./leak-requests";
import { LeakWorld, type Person } from "./leak-world";

export interface LeakCounts {
  requests: number;
  changes: number;
  /** Person × endpoint × document: each answer is read for the words of every document there is. */
  cases: number;
  /** Answers × documents where a word was rightly seen: without these nothing would be tested. */
  seen: number;
  routes: Map<string, { requests: number; seen: number }>;
  statuses: Map<number, number>;
  violations: string[];
  startedAt: number;
}

const roles: Role[] = ["admin", "admin", "editor", "editor", "editor", "approver"];
const pattern = /qz[a-w]{11}/g;

export async function makeWorld(
  db: Database,
  { seed, documents = 60 }: { seed: number; documents?: number },
): Promise<LeakWorld> {
  const world = new LeakWorld(seed);
  await world.addPeople(db, [...roles, ...Array.from({ length: 8 }, (): Role => "member")]);
  const sources = 12;
  for (let number = 0; number < sources; number++) {
    const source = await makeSource(world);
    const isOpen = source.open;
    source.open = true;
    await fillSource(world, db, source, Math.ceil(documents / sources));
    source.open = isOpen;
    await sendState(world, source);
    await sendGrants(world, source);
  }
  return world;
}

export function newCounts(): LeakCounts {
  return {
    requests: 0,
    changes: 0,
    cases: 0,
    seen: 0,
    routes: new Map(),
    statuses: new Map(),
    violations: [],
    startedAt: performance.now(),
  };
}

/** The counts as one line. */
export function summary(counts: LeakCounts): string {
  const seconds = ((performance.now() - counts.startedAt) / 1000).toFixed(1);
  const statuses = [...counts.statuses].sort().map(([status, times]) => `${times} × ${status}`);
  return `leak test: ${counts.cases} cases (person × endpoint × document) in ${counts.requests} requests to ${counts.routes.size} routes between ${counts.changes} changes; words rightly seen ${counts.seen} times; ${counts.violations.length} leaks; ${statuses.join(", ")}; ${seconds} s`;
}

/** Changes something, asks `perChange` times, and so on until `cases` are reached. */
export async function run(
  world: LeakWorld,
  db: Database,
  {
    cases,
    perChange = 12,
    counts = newCounts(),
    asks = probes,
  }: { cases: number; perChange?: number; counts?: LeakCounts; asks?: typeof probes },
): Promise<LeakCounts> {
  while (counts.cases < cases && counts.violations.length === 0) {
    await world.random.pick(changes)(world, db);
    counts.changes += 1;
    for (let number = 0; number < perChange; number++) {
      const person = world.random.pick(world.people);
      const probe = world.random.pick(asks)(world, person);
      if (probe) await askAs(world, person, probe, counts);
    }
  }
  return counts;
}

/** One request as one person, and what its answer tells. */
export async function askAs(
  world: LeakWorld,
  person: Person,
  probe: Probe,
  counts: LeakCounts,
): Promise<void> {
  setEnv({ ASK_MIN_CONFIDENCE: probe.refuses ? "1" : "0" });
  const credentials = probe.session || world.random.chance(0.5) ? person.session : person.key;
  const response = await callRoute(probe, credentials);
  const sent = JSON.stringify([probe.query, probe.body, probe.params]);
  const wrong = (what: string) =>
    counts.violations.push(`${person.id} (${person.role}) ${probe.route} ${sent}: ${what}`);
  counts.requests += 1;
  counts.cases += world.documents.length;
  counts.statuses.set(response.status, (counts.statuses.get(response.status) ?? 0) + 1);
  const route = counts.routes.get(probe.route) ?? { requests: 0, seen: 0 };
  counts.routes.set(probe.route, route);
  route.requests += 1;
  const documents = new Set<unknown>();
  for (const word of new Set(response.wire.toLowerCase().match(pattern))) {
    if (sent.includes(word)) continue;
    if (!world.mayShow(person, word, probe.route, probe.viewed))
      wrong(`shows ${word}, ${world.describe(word)}`);
    documents.add(world.words.get(word));
  }
  counts.seen += documents.size;
  route.seen += documents.size;
  if (probe.status !== undefined && response.status !== probe.status)
    wrong(`is ${response.status}, not ${probe.status}: ${response.body.slice(0, 300)}`);
  if (response.status >= 500 || response.status === 429 || response.status === 401)
    wrong(`${response.status}: ${response.body.slice(0, 300)}`);
  if (response.status === 404) for (const what of notTheUsual404(response.body)) wrong(what);
  if (response.status < 400) for (const what of probe.learn?.(response) ?? []) wrong(what);
}

const usual404 = {
  type: "/docs/errors#not_found",
  title: "Not found",
  status: 404,
  detail: "There is nothing at this address, or you may not see it.",
  code: "not_found",
};

/** What one may not know of is told in the words for what isn't there. */
function notTheUsual404(body: string): string[] {
  const { instance: _, request_id: __, ...problem } = JSON.parse(body) as Record<string, unknown>;
  return JSON.stringify(problem) === JSON.stringify(usual404) ? [] : [`another 404: ${body}`];
}
