// How far a judge may be believed: its agreement with people who labelled the same answers.
import type { Database } from "@/db/client";
import { listJudgedLabels } from "@/db/queries/evals-reviews";
import { evalConfigSchema, type JudgeTrust } from "../schema";
import { cohensKappa } from "../statistics/kappa";

/** What EVALS.md asks of a judge before its word is taken. */
const fewestLabels = 40;
const leastKappa = 0.6;
const leastLow = 0.4;

/**
 * Whether the judge of a run is to be believed, by every answer of the suite that it graded with the same rubric and
 * that people labelled right or wrong; answers on which people differ don't count. Null for a run without a judge.
 */
export async function judgeTrust(
  db: Database,
  run: { suite: string; config: unknown },
): Promise<JudgeTrust | null> {
  const { judge } = evalConfigSchema.parse(run.config);
  if (!judge) return null;
  const rows = await listJudgedLabels(db, {
    datasetId: run.suite,
    model: judge.model,
    rubric: judge.rubric,
  });
  const byResult = new Map<number, { said: string; labels: Set<string> }>();
  for (const { result_id, said, label } of rows) {
    const known = byResult.get(result_id) ?? { said, labels: new Set<string>() };
    byResult.set(result_id, { ...known, labels: known.labels.add(label) });
  }
  const pairs = [...byResult.values()].flatMap(({ said, labels: [label, other] }): [string, string][] =>
    label && !other ? [[said, label]] : [],
  );
  return trustOf(pairs, `${judge.model}, rubric ${judge.rubric}`);
}

/** What pairs of the judge's word and people's label say of it. */
export function trustOf(pairs: [string, string][], judge: string): JudgeTrust {
  if (pairs.length === 0)
    return {
      judge,
      trusted: false,
      labels: 0,
      kappa: null,
      words: `Untrusted: nobody has labelled an answer that the judge (${judge}) graded.`,
    };
  const { value, low, high, count, agreement } = cohensKappa(pairs);
  const trusted = count >= fewestLabels && value >= leastKappa && low >= leastLow;
  const hasValue = [value, low, high].every(Number.isFinite);
  const kappa = hasValue
    ? `Cohen’s kappa ${value.toFixed(2)}, 95% interval ${low.toFixed(2)} to ${high.toFixed(2)}`
    : "Cohen’s kappa has no value while everybody says one and the same";
  const agreed = `the judge (${judge}) says what people said of ${Math.round(agreement * count)} of ${count} labelled answers (${kappa})`;
  return {
    judge,
    trusted,
    labels: count,
    kappa: hasValue ? { value, low, high } : null,
    words: trusted
      ? `Trusted: ${agreed}.`
      : `Untrusted: ${agreed}; what is asked is ${fewestLabels} labels and a kappa of ${leastKappa} whose interval stays above ${leastLow}.`,
  };
}
