// What the pages of Evals show of runs beside each other, and of a run as a whole.
import { database } from "@/db/client";
import {
  countDistribution,
  findRunBefore,
  listConfigNames,
  listTrend,
  listRunLines as readRunLines,
} from "@/db/queries/evals-overview";
import { judgeTrust } from "./judge/judge-trust";
import { type JudgeTrust, type RunLine, type RunLineQuery, runLineSchema } from "./schema";

/** Completed runs of a suite in the order in which they were begun, the newest at most `limit`. */
export async function runTrend(of: {
  suite: string;
  config?: string | undefined;
  limit?: number;
}): Promise<RunLine[]> {
  const rows = await listTrend(await database(), {
    suite: of.suite,
    config: of.config,
    limit: of.limit ?? 30,
  });
  return rows.map((row) => runLineSchema.parse(row));
}

/** Runs by any filter and order. */
export async function listRunLines({
  query,
}: {
  query: RunLineQuery;
}): Promise<{ data: RunLine[]; total: number }> {
  const { order, ...filter } = query;
  const { rows, total } = await readRunLines(await database(), {
    ...filter,
    suite: query.suite,
    config: query.config,
    state: query.state,
    q: query.q,
    descending: order === "desc",
  });
  return { data: rows.map((row) => runLineSchema.parse(row)), total };
}

/** The last completed run of the same suite and configuration that was begun before this one; its id. */
export async function runBefore({ id }: { id: string }): Promise<string | null> {
  return findRunBefore(await database(), { id });
}

/** How far the judge of a run may be believed; null for a run without one. */
export async function judgeOfRun(run: { suite: string; config: unknown }): Promise<JudgeTrust | null> {
  return judgeTrust(await database(), run);
}

/** Names of the configurations that a suite was run with so far. */
export async function runConfigNames({ suite }: { suite: string }): Promise<string[]> {
  return listConfigNames(await database(), { suite });
}

export const latencyBins = 24;

/** How a run's latencies (ms) and confidences fall, by outcome; its cost in USD and tokens. */
export async function runDistribution({ id }: { id: string }) {
  return countDistribution(await database(), { runId: id, bins: latencyBins });
}
