// How a run stands to the state that was last accepted.
import { LRUCache } from "lru-cache";
import { database } from "@/db/client";
import { readResults } from "@/db/queries/evals-results";
import { compareResults } from "./compare-runs";
import { type Baseline, baselineSchema } from "./gate";
import { gateCauses } from "./gate-causes";
import { byCase } from "./metrics";
import { readBaselineFile } from "./read-baseline-file";
import type { AgainstBaseline, EvalRun } from "./schema";
import { toScored } from "./to-scored";

/** Runs that have ended don't change, nor does a committed baseline while the server runs. */
const known = new LRUCache<string, Promise<AgainstBaseline | null>>({ max: 100 });

/** How a run of the golden set stands to the committed baseline; null for other suites, and where there is none. */
export async function againstBaseline(run: EvalRun): Promise<AgainstBaseline | null> {
  if (run.suite !== "golden") return null;
  const found = known.get(run.id) ?? compareWithBaseline(run.id);
  known.set(run.id, found);
  found.catch(() => known.delete(run.id));
  return found;
}

async function compareWithBaseline(runId: string): Promise<AgainstBaseline | null> {
  const baseline = await readBaselineFile("golden.json", (value): Baseline => baselineSchema.parse(value));
  if (!baseline) return null;
  const rows = await readResults(await database(), { runId });
  const [before, now] = [byCase(baseline.cases), byCase(rows.map(toScored))];
  const asked = new Set(now.map(({ caseId }) => caseId));
  const old = new Map(before.map(({ caseId, passed }) => [caseId, passed]));
  const rowOf = new Map(rows.map((row) => [row.case_id, row]));
  const turned = (to: boolean) =>
    now.flatMap(({ caseId, passed }) => {
      const row = rowOf.get(caseId);
      return row && passed === to && old.get(caseId) === !to
        ? [{ resultId: row.id, question: row.question }]
        : [];
    });
  const compared = compareResults(before, now);
  return {
    commit: baseline.commit,
    why: baseline.why,
    missing: before.filter(({ caseId }) => !asked.has(caseId)).length,
    worse: compared.filter(({ verdict }) => verdict === "worse"),
    better: compared.filter(({ verdict }) => verdict === "better"),
    causes: gateCauses(before, now),
    turnedWrong: turned(false),
    turnedRight: turned(true),
  };
}
