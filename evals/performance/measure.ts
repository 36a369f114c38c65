// Everything that docs/performance.md shows, for one database.
import type { BenchData, BenchServer } from "./bench-server";
import { startServer } from "./bench-server";
import { type ColdAsk, coldAsks, median } from "./cold-parts";
import { type Overload, overload } from "./overload";
import { askEach, type RequestKind, type Sent, send } from "./send";

export interface Lengths {
  clients: number[];
  /** Of each cell of the table. */
  seconds: number;
  rounds: number;
  coldQuestions: number;
  /** Of the open model at 70%. */
  steadySeconds: number;
  memoryRequests: number;
  memoryAtMostSeconds: number;
  overloadSeconds: number;
}

export interface Row extends Sent {
  what: "cold, caches off" | "repeated, caches off" | "repeated, caches on" | "bare route";
  clients: number;
}

export interface Steady extends Sent {
  what: "cached" | "cold";
  capacity: number;
  rate: number;
}

export interface Memory {
  requests: number;
  fromMb: number;
  toMb: number;
  /** MB for each 10,000 requests, by least squares over the samples. */
  growthMb: number;
}

export interface Measured {
  database: BenchData["name"];
  rows: Row[];
  bareAndCached:
    | {
        bare: number;
        cached: number;
        ratio: number;
        /** The server's processor time for a bare request over that for a cached answer. */
        cpuRatio: number;
      }
    | undefined;
  cold: ColdAsk | undefined;
  steady: Steady[];
  memory: Memory | undefined;
  overload: Overload[];
  /** Parts that could not be measured, each with why. */
  failures: string[];
}

type Step = <T>(name: string, work: () => Promise<T>) => Promise<T | undefined>;

/** Runs all measurements on one database; one that fails is named in `failures` and the others go on. */
export async function measure(
  data: BenchData,
  { lengths, questions, tell }: { lengths: Lengths; questions: string[]; tell: (line: string) => void },
): Promise<Measured> {
  const measured: Measured = {
    database: data.name,
    rows: [],
    bareAndCached: undefined,
    cold: undefined,
    steady: [],
    memory: undefined,
    overload: [],
    failures: [],
  };
  const step: Step = async (name, work) => {
    tell(`${data.name}: ${name}`);
    try {
      return await work();
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      measured.failures.push(`${data.name}, ${name}: ${reason}`);
      tell(`  failed: ${reason}`);
      return undefined;
    }
  };
  const common = { key: data.key, questions };
  const cell = async (server: BenchServer, what: Row["what"], kind: RequestKind, clients: number) => {
    const sent = await step(`${what}, ${clients} clients`, () =>
      send({ ...common, server, kind, clients, seconds: lengths.seconds }),
    );
    if (sent) measured.rows.push({ what, clients, ...sent });
  };
  const off = { CACHE_ANSWERS: "off", CACHE_RETRIEVAL: "off" };

  await step("caches off", () =>
    withServer(data, off, async (server) => {
      for (const clients of lengths.clients) await cell(server, "repeated, caches off", "ask", clients);
      measured.cold = await step("a cold ask and its parts", () =>
        coldAsks(data, { server, questions: repeated(questions, lengths.coldQuestions) }),
      );
      const capacity = await step("capacity, cold", () =>
        send({ ...common, server, kind: "cold", clients: 4, seconds: lengths.seconds }),
      );
      if (capacity) await steady(server, "cold", capacity.perSecond);
    }),
  );

  await step("caches on", () =>
    withServer(data, {}, async (server) => {
      // Each question once, so that the cells begin with what is cached.
      await askEach({ ...common, server });
      for (const clients of lengths.clients) {
        await cell(server, "repeated, caches on", "ask", clients);
        await cell(server, "bare route", "bare", clients);
      }
      measured.bareAndCached = await step("bare and cached in turns", () => inTurns(server));
      const top = Math.max(
        0,
        ...measured.rows
          .filter(({ what }) => what === "repeated, caches on")
          .map(({ perSecond }) => perSecond),
      );
      if (top > 0) await steady(server, "cached", top);
      measured.memory = await step("memory", () => memory(server));
    }),
  );

  await step("overload", async () => {
    const offered = await withServer(data, { ...off, ASKS_AT_ONCE: "" }, async (server) => {
      const capacity = await send({
        ...common,
        server,
        kind: "cold",
        clients: 8,
        warmUp: 3,
        seconds: lengths.seconds,
      });
      const rate = Math.max(4, capacity.perSecond * 4);
      measured.overload.push(
        await overload({ ...common, server, rate, seconds: lengths.overloadSeconds, bound: "8 (default)" }),
      );
      return rate;
    });
    await withServer(data, off, async (server) => {
      await send({ ...common, server, kind: "cold", clients: 8, warmUp: 3, seconds: 1 });
      const seconds = lengths.overloadSeconds;
      measured.overload.push(await overload({ ...common, server, rate: offered, seconds, bound: "none" }));
    });
  });
  return measured;

  async function steady(server: BenchServer, what: Steady["what"], capacity: number): Promise<void> {
    const rate = capacity * 0.7;
    const kind = what === "cached" ? "ask" : "cold";
    const sent = await step(`${what} at 70% of capacity`, () =>
      send({ ...common, server, kind, rate, seconds: lengths.steadySeconds }),
    );
    if (sent) measured.steady.push({ what, capacity, rate, ...sent });
  }

  async function inTurns(server: BenchServer) {
    const [bare, cached]: [Sent[], Sent[]] = [[], []];
    for (let round = 0; round < lengths.rounds; round++) {
      const turn = { ...common, server, clients: 8, seconds: lengths.seconds };
      bare.push(await send({ ...turn, kind: "bare" }));
      cached.push(await send({ ...turn, kind: "ask" }));
    }
    const [bareRate, cachedRate] = [bare, cached].map((turns) =>
      median(turns.map(({ perSecond }) => perSecond)),
    );
    return {
      bare: bareRate ?? 0,
      cached: cachedRate ?? 0,
      // Of each turn and the one beside it, since the machine's mood changes from minute to minute.
      ratio: median(cached.map(({ perSecond }, turn) => perSecond / (bare[turn]?.perSecond ?? Number.NaN))),
      cpuRatio: median(cached.map(({ cpuMs }, turn) => (bare[turn]?.cpuMs ?? Number.NaN) / cpuMs)),
    };
  }

  async function memory(server: BenchServer): Promise<Memory> {
    const turn = { ...common, server, kind: "ask" as const, clients: 8, warmUp: 0 };
    await send({ ...turn, seconds: lengths.memoryAtMostSeconds / 4 });
    const samples: [number, number][] = [];
    let requests = 0;
    const until = performance.now() + lengths.memoryAtMostSeconds * 1000;
    while (requests < lengths.memoryRequests && performance.now() < until) {
      const sent = await send({ ...turn, seconds: lengths.memoryAtMostSeconds / 20 });
      requests += sent.succeeded;
      samples.push([requests, sent.rssMb]);
    }
    return {
      requests,
      fromMb: samples[0]?.[1] ?? 0,
      toMb: samples.at(-1)?.[1] ?? 0,
      growthMb: slope(samples) * 10_000,
    };
  }
}

async function withServer<T>(
  data: BenchData,
  settings: Record<string, string>,
  work: (server: BenchServer) => Promise<T>,
): Promise<T> {
  const server = await startServer(data, settings);
  try {
    return await work(server);
  } finally {
    await server.stop();
  }
}

function repeated(questions: string[], count: number): string[] {
  return Array.from({ length: count }, (_, index) => questions[index % questions.length] ?? "");
}

function slope(samples: [number, number][]): number {
  const meanOf = (at: 0 | 1) => samples.reduce((sum, sample) => sum + sample[at], 0) / samples.length;
  const [x, y] = [meanOf(0), meanOf(1)];
  const spread = samples.reduce((sum, sample) => sum + (sample[0] - x) ** 2, 0);
  return spread === 0
    ? 0
    : samples.reduce((sum, sample) => sum + (sample[0] - x) * (sample[1] - y), 0) / spread;
}
