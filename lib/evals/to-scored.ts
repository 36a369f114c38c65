import type { ResultRow } from "@/db/queries/evals-results";
import type { ScoredCase } from "./metrics";

/** A stored result as what scores are made of. */
export function toScored(row: ResultRow): ScoredCase {
  return {
    caseId: row.case_id,
    kind: row.kind,
    split: row.split,
    tags: row.tags,
    expect: row.expect,
    refused: row.refused,
    passed: row.passed,
    confidence: row.confidence,
    latencyMs: row.latency_ms,
    costUsd: row.cost_usd,
    scores: row.scores,
  };
}
