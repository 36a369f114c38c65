import { type ChartLine, chartSvg, escapeHtml, shortNumber } from "./chart-svg";
import type { BudgetLine } from "./check-budget";
import type { LatencySummary, LoadBatch, LoadResult, Measured } from "./schema";
import { TimeHistogram } from "./time-histogram";

/** A result as one HTML page that needs nothing else: no script, no font, no request. */
export function reportHtml(result: LoadResult, budget: BudgetLine[] = []): string {
  const { plan } = result;
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>Load test: ${escapeHtml(plan.name)}</title><style>${style}</style></head><body><main>
<h1>Load test: ${escapeHtml(plan.name)}</h1>
<p class="lead">${escapeHtml(sentence(result))}</p>
${warning(result)}
${budget.length > 0 ? section("Budget", budgetTable(budget)) : ""}
${section("Latency", summaryTable(result))}
${section("", percentileChart(result))}
${section("Over time", latencyChart(result.batches) + throughputChart(result.batches))}
${result.requests.length > 1 ? section("By request", requestTable(result.requests)) : ""}
${section("Errors", errorTable(result.total))}
${result.observed.some((series) => series.samples.length > 0) ? section("The server meanwhile", observedCharts(result)) : ""}
${section("How it was run", runTable(result))}
</main></body></html>
`;
}

function sentence(result: LoadResult): string {
  const { latency_ms: latency, sent } = result.total;
  const model = result.plan.model;
  const load =
    model.kind === "open"
      ? `${shortNumber(model.rate_per_s)} requests a second arrived (${model.arrivals})`
      : `${model.clients} clients asked in turn`;
  return `${load} for ${shortNumber(result.measured_s)} s: ${sent.toLocaleString("en-GB")} sent, ${shortNumber(result.succeeded_per_s)} answered well each second, ${shortNumber(result.error_rate * 100)}% failed. Half were answered within ${shortNumber(latency.p50)} ms, 99% within ${shortNumber(latency.p99)} ms.`;
}

function warning(result: LoadResult): string {
  const { send_delay_ms: delay, total } = result;
  if (delay.p99 <= Math.max(5, total.latency_ms.p50 / 4) || result.plan.model.kind === "closed") return "";
  return `<p class="warning">The kit itself sent late (99% within ${shortNumber(delay.p99)} ms): part of the latency is the kit's. Use a machine of its own or a lower rate.</p>`;
}

function summaryTable(result: LoadResult): string {
  const rows: [string, LatencySummary | null][] = [
    ["From due to the last byte", result.total.latency_ms],
    ["From sent to the last byte", result.total.service_ms],
    ["From due to the first event", result.total.first_event_ms],
    ["Sent late by", result.send_delay_ms],
  ];
  return table(
    ["Milliseconds", "p50", "p75", "p90", "p95", "p99", "p99.9", "max", "mean", "count"],
    rows.flatMap(([name, value]) =>
      value ? [[name, ...figures(value), value.count.toLocaleString("en-GB")]] : [],
    ),
  );
}

function figures(value: LatencySummary): string[] {
  const { p50, p75, p90, p95, p99, p99_9, max, mean } = value;
  return [p50, p75, p90, p95, p99, p99_9, max, mean].map(shortNumber);
}

/** Percentiles over the number of nines, as HdrHistogram plots them: the tail gets as much room as the middle. */
function percentileChart(result: LoadResult): string {
  const curve = (encoded: string): [number, number][] => {
    const histogram = TimeHistogram.decode(encoded);
    const last = Math.min(3.2, Math.log10(Math.max(10, histogram.count)));
    return Array.from({ length: 81 }, (_, index) => {
      const nines = (last * index) / 80;
      return [nines, histogram.percentile(100 * (1 - 10 ** -nines))] as [number, number];
    });
  };
  if (result.total.latency_ms.count === 0) return "";
  const lines: ChartLine[] = [
    { name: "from due", tone: "one", points: curve(result.histograms.latency) },
    { name: "from sent", tone: "two", points: curve(result.histograms.service) },
  ];
  if (result.histograms.first_event)
    lines.push({ name: "to the first event", tone: "three", points: curve(result.histograms.first_event) });
  const last = lines[0]?.points.at(-1)?.[0] ?? 3;
  const named: [number, string][] = [
    [0, "0"],
    [Math.log10(2), "50%"],
    [1, "90%"],
    [2, "99%"],
    [3, "99.9%"],
  ];
  return chartSvg({
    title: "Latency by percentile",
    xLabel: "share of requests",
    yLabel: "ms",
    lines,
    xTicks: named.filter(([at]) => at <= last),
  });
}

function latencyChart(batches: LoadBatch[]): string {
  const line = (name: string, tone: ChartLine["tone"], percent: number): ChartLine => ({
    name,
    tone,
    points: batches.flatMap((batch) => {
      const value = batchPercentile(batch, percent);
      return value === null ? [] : [[batch.start_s + batch.seconds / 2, value] as [number, number]];
    }),
  });
  return chartSvg({
    title: "Latency over time",
    xLabel: "seconds",
    yLabel: "ms",
    lines: [line("p50", "one", 50), line("p95", "two", 95), line("p99", "three", 99)],
  });
}

function throughputChart(batches: LoadBatch[]): string {
  const points = (of: (batch: LoadBatch) => number) =>
    batches.map(
      (batch) => [batch.start_s + batch.seconds / 2, of(batch) / batch.seconds] as [number, number],
    );
  return chartSvg({
    title: "Requests a second",
    xLabel: "seconds",
    yLabel: "1/s",
    lines: [
      { name: "answered well", tone: "one", points: points((batch) => batch.succeeded) },
      { name: "failed", tone: "four", points: points((batch) => batch.sent - batch.succeeded) },
    ],
  });
}

function batchPercentile(batch: LoadBatch, percent: number): number | null {
  const timed = batch.counts.reduce((sum, [, count]) => sum + count, 0);
  let seen = 0;
  for (const [value, count] of batch.counts) {
    seen += count;
    if (seen >= (timed * percent) / 100) return value;
  }
  return null;
}

function requestTable(requests: Measured[]): string {
  return table(
    ["Request", "sent", "failed", "p50 ms", "p95 ms", "p99 ms", "first event p50 ms"],
    requests.map((request) => [
      request.name,
      request.sent.toLocaleString("en-GB"),
      (request.sent - request.succeeded).toLocaleString("en-GB"),
      shortNumber(request.latency_ms.p50),
      shortNumber(request.latency_ms.p95),
      shortNumber(request.latency_ms.p99),
      request.first_event_ms ? shortNumber(request.first_event_ms.p50) : "-",
    ]),
  );
}

function errorTable(total: Measured): string {
  if (total.errors.length === 0) return "<p>None.</p>";
  return table(
    ["Kind", "Count", "For example"],
    total.errors.map((error) => [error.kind, error.count.toLocaleString("en-GB"), error.example]),
  );
}

function budgetTable(lines: BudgetLine[]): string {
  return table(
    ["Measure", "value", "at least", "at most", ""],
    lines.map((line) => [
      line.measure,
      shortNumber(line.value),
      line.min === null ? "-" : shortNumber(line.min),
      line.max === null ? "-" : shortNumber(line.max),
      line.kept ? "kept" : "not kept",
    ]),
  );
}

function observedCharts(result: LoadResult): string {
  return result.observed
    .map((series) =>
      chartSvg({
        title: series.metric,
        xLabel: "seconds",
        yLabel: "",
        lines: [{ name: series.metric, tone: "one", points: series.samples }],
      }),
    )
    .join("");
}

function runTable(result: LoadResult): string {
  const { plan, environment } = result;
  return table(
    ["", ""],
    [
      ["Address", plan.base_url],
      ["Started", result.started_at],
      ["Model", JSON.stringify(plan.model)],
      ["Warm-up", `${plan.warm_up_s} s`],
      ["Seed", String(plan.seed)],
      ["Node", environment.node],
      ["Machine", `${environment.cpu}, ${environment.cores} cores, ${environment.platform}`],
    ],
  );
}

function section(title: string, content: string): string {
  return `<section>${title ? `<h2>${escapeHtml(title)}</h2>` : ""}${content}</section>`;
}

function table(head: string[], rows: string[][]): string {
  const cells = (tag: string, values: string[]) =>
    values.map((value) => `<${tag}>${escapeHtml(value)}</${tag}>`).join("");
  const headRow = head.some(Boolean) ? `<thead><tr>${cells("th", head)}</tr></thead>` : "";
  return `<div class="scroll"><table>${headRow}<tbody>${rows.map((row) => `<tr>${cells("td", row)}</tr>`).join("")}</tbody></table></div>`;
}

const style = `
:root{color-scheme:light dark;--ink:#1d1f24;--soft:#5d636e;--ground:#fff;--edge:#dcdfe4;--one:#1f5fbf;--two:#b3530c;--three:#7a3fb0;--four:#b3261e}
@media (prefers-color-scheme:dark){:root{--ink:#e7e9ee;--soft:#a3a9b5;--ground:#15171b;--edge:#343841;--one:#7fb0ff;--two:#f0a05a;--three:#c79af0;--four:#ff8a80}}
body{margin:0;background:var(--ground);color:var(--ink);font:16px/1.5 system-ui,sans-serif}
main{max-width:800px;margin:0 auto;padding:32px 20px 64px}h1{font-size:26px;margin:0 0 8px}h2{font-size:18px;margin:32px 0 8px}
.lead{color:var(--soft)}.warning{border-left:3px solid var(--four);padding:4px 12px}
.scroll{overflow-x:auto}table{border-collapse:collapse;width:100%;font-variant-numeric:tabular-nums;font-size:14px}
th,td{text-align:right;padding:5px 8px;border-bottom:1px solid var(--edge);white-space:nowrap}th:first-child,td:first-child{text-align:left}
td:last-child{white-space:normal}figure{margin:16px 0}figcaption{font-weight:600;margin-bottom:4px}svg{width:100%;height:auto}
svg text{fill:var(--soft);font-size:11px}.grid{stroke:var(--edge)}.line{fill:none;stroke-width:2}
.line.one{stroke:var(--one)}.line.two{stroke:var(--two)}.line.three{stroke:var(--three)}.line.four{stroke:var(--four)}
.legend{list-style:none;display:flex;gap:16px;padding:0;margin:4px 0;font-size:13px}.swatch{display:inline-block;width:14px;height:3px;vertical-align:middle;margin-right:6px}
.swatch.one{background:var(--one)}.swatch.two{background:var(--two)}.swatch.three{background:var(--three)}.swatch.four{background:var(--four)}`;
