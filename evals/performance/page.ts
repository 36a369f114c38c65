// docs/performance.md and the lines of the README, from what was measured.
import type { Lengths, Measured, Row } from "./measure";

export interface Report {
  at: string;
  commit: string;
  node: string;
  cpu: string;
  cores: number;
  memoryGb: number;
  /** Load average of a minute when it began. */
  loadBefore: number;
  /** How long it took. */
  minutes: number;
  lengths: Lengths;
  quick: boolean;
  measured: Measured[];
}

interface Verdict {
  aim: string;
  database: string;
  value: string;
  kept: boolean;
}

/** The whole page. */
export function performancePage(report: Report): string {
  const { measured, lengths } = report;
  const failures = measured.flatMap((one) => one.failures);
  return `# Performance

Written by \`npm run bench:performance\`${report.quick ? " with `--quick`, whose short runs scatter more" : ""}: ${report.at}, commit ${report.commit}, Node ${report.node}, ${report.cores} cores of ${report.cpu}, ${report.memoryGb.toFixed(0)} GB, load average ${report.loadBefore.toFixed(1)} at the start, ${report.minutes.toFixed(0)} minutes. Server, database and load generator share this machine, so that absolute figures are low and the ratios count. The server is the production build with the extractive model and limits off (\`RATE_LIMIT_*=0\`, \`ASKS_AT_ONCE=0\`, but for the overload); what is asked are the demo questions of the sample documents, by an API key. Load is made by the [load-test kit](load.md).

## Aims

| aim | database | measured | |
|---|---|---|---|
${verdicts(report)
  .map(
    ({ aim, database, value, kept }) =>
      `| ${aim} | ${database} | ${value} | ${kept ? "kept" : "**missed**"} |`,
  )
  .join("\n")}

The bare route is \`GET /api/v1/models\`: the same door, key, checks in the database, log line and headers, and a handler that returns a constant. Parts of a cold ask are clocked in a process beside the server: wall time in which a statement or the embedding of the question ran, and the whole of the extractive model's two steps (deciding whether to answer, choosing sentences); storing the answer is not among the parts, but is in what the server took. Capacity is what closed clients reach.

## Caches off and on, 1 to ${lengths.clients.at(-1)} clients

Closed model, ${lengths.seconds} s a line after one of warm-up. With caches on, each question had been asked once before. Event-loop lag is \`nodejs_eventloop_lag_p99_seconds\`, about 10 ms in a process that does nothing.

${measured.map(table).join("\n\n")}

## At 70% of capacity

Poisson arrivals, ${lengths.steadySeconds} s; latency counts from when a request was due.

| database | asked | capacity/s | offered/s | p50 | p95 | p99 | p99 / p50 | requests | errors |
|---|---|---|---|---|---|---|---|---|---|
${measured
  .flatMap(({ database, steady }) =>
    steady.map(
      (one) =>
        `| ${database} | ${one.what} | ${one.capacity.toFixed(1)} | ${one.rate.toFixed(1)} | ${ms(one.p50)} | ${ms(one.p95)} | ${ms(one.p99)} | ${(one.p99 / one.p50).toFixed(1)} | ${one.succeeded} | ${one.errors} |`,
    ),
  )
  .join("\n")}

## A cold ask and its parts

| database | questions | statements and embedding | model | together | served | ratio |
|---|---|---|---|---|---|---|
${measured
  .flatMap(({ database, cold }) =>
    cold
      ? [
          `| ${database} | ${cold.questions} | ${ms(cold.sqlAndEmbedding)} | ${ms(cold.model)} | ${ms(cold.parts)} | ${ms(cold.served)} | ${cold.ratio.toFixed(2)} |`,
        ]
      : [],
  )
  .join("\n")}

Medians; the ratio is the median of the questions' own ratios.

## Memory

| database | cached answers after warm-up | RSS at first | at last | growth for 10,000 |
|---|---|---|---|---|
${measured
  .flatMap(({ database, memory }) =>
    memory
      ? [
          `| ${database} | ${memory.requests} | ${memory.fromMb.toFixed(0)} MB | ${memory.toMb.toFixed(0)} MB | ${memory.growthMb.toFixed(1)} MB |`,
        ]
      : [],
  )
  .join("\n")}

## Four times too much

Cold asks at four times what eight clients get through, for ${lengths.overloadSeconds} s, with and without the bound on answers in progress. Times count from when a request was due.

| database | answers at once | offered/s | answered/s | p50 | p99 | refused | p50 of refusals | p99 |
|---|---|---|---|---|---|---|---|---|
${measured
  .flatMap(({ database, overload }) =>
    overload.map(
      (one) =>
        `| ${database} | ${one.bound} | ${one.offered.toFixed(1)} | ${one.answeredPerSecond.toFixed(1)} | ${ms(one.answeredP50)} | ${ms(one.answeredP99)} | ${one.refused} | ${one.refused ? ms(one.refusedP50) : ""} | ${one.refused ? ms(one.refusedP99) : ""} |`,
    ),
  )
  .join("\n")}
${failures.length > 0 ? `\n## Not measured\n\n${failures.map((failure) => `- ${failure}`).join("\n")}\n` : ""}
## Again

\`\`\`sh
npm run build && npm run bench:performance             # about ten minutes on an idle machine; writes this page and the README's lines
npm run bench:performance -- --quick --out page.md     # about three; --database postgres://… for a server of your own
\`\`\`

What is left out of the process: a Postgres without \`fsync\` (a scratch one, started for the run), no TLS, no network.
`;
}

/** The verdicts in the README. */
export function readmeLines(report: Report): string {
  const lines = verdicts(report).map(
    ({ aim, database, value, kept }) => `| ${aim} | ${database} | ${value} | ${kept ? "kept" : "missed"} |`,
  );
  return `| aim | database | measured | |\n|---|---|---|---|\n${lines.join("\n")}`;
}

/** Of a queue that grows all requests are late alike. By Little's law, against three times the clients of the capacity. */
function keptUp({ rate, p50 }: { rate: number; p50: number }): boolean {
  return (rate * p50) / 1000 <= 24;
}

function verdicts({ measured }: Report): Verdict[] {
  return measured.flatMap(({ database, bareAndCached, cold, steady, memory, overload }) => {
    const verdicts: Verdict[] = [];
    const add = (aim: string, value: string, kept: boolean) => verdicts.push({ aim, database, value, kept });
    if (bareAndCached)
      add(
        "a cached answer at 0.7 of a bare authenticated route's throughput",
        `${bareAndCached.ratio.toFixed(2)} (${bareAndCached.cached.toFixed(0)} and ${bareAndCached.bare.toFixed(0)} a second, 8 clients; by the server's processor time ${bareAndCached.cpuRatio.toFixed(2)})`,
        bareAndCached.ratio >= 0.7,
      );
    if (cold)
      add(
        "a cold ask within 1.3 times embedding + SQL + model",
        `${cold.ratio.toFixed(2)} (${ms(cold.served)} for ${ms(cold.parts)})`,
        cold.ratio <= 1.3,
      );
    for (const one of steady)
      add(
        `p99 at most 5 times p50 at 70% of capacity, ${one.what} asks`,
        `${(one.p99 / one.p50).toFixed(1)} (${ms(one.p99)} and ${ms(one.p50)}${keptUp(one) ? "" : ": it did not keep up"})`,
        one.p99 <= 5 * one.p50 && keptUp(one),
      );
    // Of fewer requests a straight line says nothing.
    if (memory && memory.requests >= 1000)
      add(
        "RSS grows less than 10 MB for 10,000 requests",
        `${memory.growthMb.toFixed(1)} MB over ${memory.requests}`,
        memory.growthMb < 10,
      );
    const bounded = overload.find(({ bound }) => bound !== "none");
    if (bounded && bounded.refused > 0)
      add(
        "a refusal of what is too much within 50 ms (p99)",
        ms(bounded.refusedP99),
        bounded.refusedP99 <= 50,
      );
    return verdicts;
  });
}

function table({ database, rows }: Measured): string {
  const line = (row: Row) =>
    `| ${row.what} | ${row.clients} | ${row.perSecond.toFixed(1)} | ${ms(row.p50)} | ${ms(row.p95)} | ${ms(row.p99)} | ${row.what === "bare route" || row.hitRate === null ? "" : `${(row.hitRate * 100).toFixed(0)}%`} | ${row.cpuMs.toFixed(1)} ms | ${row.lagMs.toFixed(0)} ms | ${row.rssMb.toFixed(0)} MB | ${row.errors} |`;
  return `### ${database}\n\n| | clients | requests/s | p50 | p95 | p99 | cache hits | server CPU a request | event-loop lag p99 | RSS | errors |\n|---|---|---|---|---|---|---|---|---|---|---|\n${[
    ...rows,
  ]
    .sort((one, other) => one.what.localeCompare(other.what) || one.clients - other.clients)
    .map(line)
    .join("\n")}`;
}

function ms(value: number): string {
  if (!Number.isFinite(value)) return "none done";
  return value < 10 ? `${value.toFixed(1)} ms` : `${Math.round(value)} ms`;
}
