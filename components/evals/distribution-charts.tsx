import { StackedBars } from "@/components/charts/stacked-bars";
import { outcomeWords } from "./case-words";

interface Bin {
  bin: number;
  outcome: "right" | "wrong" | "refused" | "error";
  count: number;
}

interface DistributionChartsProps {
  distribution: { longestMs: number; latency: Bin[]; confidence: Bin[] };
}

const series = [
  { name: "right", label: "right", className: "fill-accent" },
  { name: "refused", label: "refused", className: "fill-accent/35" },
  { name: "wrong", label: "wrong", className: "fill-danger" },
  { name: "no answer", label: "no answer", className: "fill-danger/45" },
];
const latencyBins = 24;

/** How a run's latencies and confidences fall, by outcome. */
export function DistributionCharts({ distribution }: DistributionChartsProps) {
  const { longestMs, latency, confidence } = distribution;
  const step = longestMs / latencyBins;
  return (
    <div className="grid gap-4 md:grid-cols-2">
      <figure className="rounded-lg border bg-surface p-3 shadow-card">
        <figcaption className="mb-1 font-medium">Latency</figcaption>
        <StackedBars
          title="Latency by outcome"
          bins={binsOf(latency, latencyBins, (index) =>
            index === latencyBins - 1
              ? `${Math.round(index * step)} ms and more`
              : `${Math.round(index * step)} to ${Math.round((index + 1) * step)} ms`,
          )}
          series={series}
          ends={["0 ms", `${Math.round(longestMs)} ms and more`]}
        />
      </figure>
      {confidence.length > 0 && (
        <figure className="rounded-lg border bg-surface p-3 shadow-card">
          <figcaption className="mb-1 font-medium">Confidence</figcaption>
          <StackedBars
            title="Confidence by outcome"
            bins={binsOf(confidence, 10, (index) => `${index * 10} to ${(index + 1) * 10}%`)}
            series={series}
            ends={["0%", "100%"]}
          />
        </figure>
      )}
      <ul className="flex flex-wrap gap-x-4 gap-y-1 text-muted text-sm md:col-span-2">
        {series.map(({ name, label, className }) => (
          <li key={name} className="inline-flex items-center gap-1.5">
            <svg viewBox="0 0 10 10" className="size-2.5" aria-hidden="true">
              <rect width={10} height={10} className={className} />
            </svg>
            {label}
          </li>
        ))}
      </ul>
    </div>
  );
}

function binsOf(counts: Bin[], length: number, labelOf: (index: number) => string) {
  return Array.from({ length }, (_, index) => ({
    label: labelOf(index),
    parts: counts
      .filter(({ bin }) => bin === index)
      .map(({ outcome, count }) => ({ name: outcomeWords[outcome], count })),
  }));
}
