import { Mark, shapeAt } from "@/components/charts/mark";
import { TrendChart } from "@/components/charts/trend-chart";
import type { RunLine } from "@/lib/evals/schema";
import { type MetricInfo, metricNumber, metricTick } from "./metric-words";

/** Metrics over runs, one chart each. Configurations are told apart by shape, a new commit by a line. */
export function TrendGrid({ runs, metrics }: { runs: RunLine[]; metrics: MetricInfo[] }) {
  const configs = [...new Set(runs.map(({ config_name }) => config_name))];
  const shapeOf = (config: string) => shapeAt(configs.indexOf(config));
  const charts = metrics.flatMap((metric) => {
    const points = runs.flatMap((run, index) => {
      const score = run.scores?.[metric.name];
      if (!score) return [];
      const changed = index > 0 && run.commit !== "" && runs[index - 1]?.commit !== run.commit;
      const interval = `95% interval ${metricNumber(metric.name, score.low)} to ${metricNumber(metric.name, score.high)}`;
      return [
        {
          id: run.id,
          href: `/evals/runs/${encodeURIComponent(run.id)}`,
          label: `${metric.label} ${metricNumber(metric.name, score.value)}, ${interval}; ${run.config_name}, ${run.commit ? `commit ${run.commit.slice(0, 7)}, ` : ""}${run.created_at.slice(0, 10)}`,
          value: score.value,
          low: score.low,
          high: score.high,
          shape: shapeOf(run.config_name),
          change: changed ? run.commit.slice(0, 7) : undefined,
        },
      ];
    });
    return points.length === 0 ? [] : [{ metric, points, last: points.at(-1) }];
  });
  return (
    <div className="grid gap-4">
      <ul className="grid gap-4 sm:grid-cols-2 lg:grid-cols-3">
        {charts.map(({ metric, points, last }) => (
          <li key={metric.name} className="min-w-0 rounded-lg border bg-surface p-3 pb-2 shadow-card">
            <h3 className="flex items-baseline justify-between gap-3">
              <span className="truncate font-medium">{metric.label}</span>
              {last && (
                <span className="figures shrink-0 font-semibold text-lg">
                  {metricNumber(metric.name, last.value)}
                </span>
              )}
            </h3>
            <p className="figures mb-1 text-muted text-xs">
              {last &&
                `95% interval ${metricNumber(metric.name, last.low)} to ${metricNumber(metric.name, last.high)}; ${metric.better} is better`}
            </p>
            <TrendChart
              title={`${metric.label} over ${points.length} runs`}
              points={points}
              format={(value) => metricTick(metric.name, value)}
            />
          </li>
        ))}
      </ul>
      <p className="flex flex-wrap items-center gap-x-4 gap-y-1 text-muted text-sm">
        {configs.map((config) => (
          <span key={config} className="inline-flex items-center gap-1.5">
            <svg viewBox="-6 -6 12 12" className="size-3 fill-accent" aria-hidden="true">
              <Mark shape={shapeOf(config)} x={0} y={0} />
            </svg>
            {config}
          </span>
        ))}
        <span>A dashed line: another commit. The band: 95% interval. Each point opens its run.</span>
      </p>
    </div>
  );
}
