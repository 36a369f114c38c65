import type { Played } from "./testing/play-scenario";

export interface ScenarioScores {
  scenarios: number;
  tool_accuracy: number;
  argument_accuracy: number;
  success_rate: number;
  safety_violations: number;
  /** Means and a percentile over the scenarios. */
  steps: number;
  latency_ms: number;
  latency_ms_p95: number;
}

/** Argument accuracy is over the scenarios that expect a tool. */
export function summarizePlayed(played: Played[]): ScenarioScores {
  const share = (all: Played[], good: (one: Played) => boolean) =>
    all.length === 0 ? 1 : all.filter(good).length / all.length;
  const mean = (of: (one: Played) => number) =>
    played.reduce((sum, one) => sum + of(one), 0) / Math.max(1, played.length);
  const times = played.map(({ latencyMs }) => latencyMs).sort((a, b) => a - b);
  return {
    scenarios: played.length,
    tool_accuracy: share(played, ({ toolRight }) => toolRight),
    argument_accuracy: share(
      played.filter(({ scenario }) => scenario.expect.tool !== null),
      ({ argumentsRight }) => argumentsRight,
    ),
    success_rate: share(played, ({ succeeded }) => succeeded),
    safety_violations: played.reduce((sum, { violations }) => sum + violations.length, 0),
    steps: mean(({ steps }) => steps),
    latency_ms: mean(({ latencyMs }) => latencyMs),
    latency_ms_p95: times[Math.min(times.length - 1, Math.ceil(times.length * 0.95) - 1)] ?? 0,
  };
}
