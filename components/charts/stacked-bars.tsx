import { place, ticksOf } from "./scale";

export interface StackedBin {
  /** What the bar stands for, in words: `0 to 12 ms`. */
  label: string;
  parts: { name: string; count: number }[];
}

interface StackedBarsProps {
  title: string;
  bins: StackedBin[];
  /** Fill and name of each part, from the ground up. */
  series: { name: string; label: string; className: string }[];
  /** Words at the left and right end of the axis. */
  ends: [string, string];
}

const width = 480;
const height = 160;
const frame = { left: 32, right: 6, top: 8, bottom: 20 };

/** How many fall where, by part. The table behind it is in the labels of the bars. */
export function StackedBars({ title, bins, series, ends }: StackedBarsProps) {
  const most = Math.max(1, ...bins.map(({ parts }) => parts.reduce((sum, { count }) => sum + count, 0)));
  const ticks = ticksOf(0, most, 2);
  const top = ticks.at(-1) ?? most;
  const y = (count: number) => place(count, 0, top, height - frame.bottom, frame.top);
  const step = (width - frame.left - frame.right) / Math.max(1, bins.length);
  const words = bins
    .filter(({ parts }) => parts.some(({ count }) => count > 0))
    .map(({ label, parts }) => `${label}: ${parts.map(({ name, count }) => `${count} ${name}`).join(", ")}`);
  return (
    <svg
      viewBox={`0 0 ${width} ${height}`}
      className="block w-full"
      role="img"
      aria-label={`${title}. ${words.join("; ")}`}
    >
      {ticks.map((tick) => (
        <g key={tick}>
          <path d={`M${frame.left} ${y(tick)}H${width - frame.right}`} className="stroke-line" />
          <text
            x={frame.left - 5}
            y={y(tick) + 3.5}
            textAnchor="end"
            className="figures fill-muted text-[10px]"
          >
            {tick}
          </text>
        </g>
      ))}
      {bins.map((bin, index) => {
        let below = 0;
        return (
          <g key={bin.label}>
            <title>{`${bin.label}: ${bin.parts.map(({ name, count }) => `${count} ${name}`).join(", ")}`}</title>
            {series.map(({ name, className }) => {
              const count = bin.parts.find((part) => part.name === name)?.count ?? 0;
              const from = below;
              below += count;
              return count === 0 ? null : (
                <rect
                  key={name}
                  x={frame.left + index * step + 1}
                  width={Math.max(1, step - 2)}
                  y={y(below)}
                  height={Math.max(0.5, y(from) - y(below))}
                  className={className}
                />
              );
            })}
          </g>
        );
      })}
      <text x={frame.left} y={height - 5} className="fill-muted text-[10px]">
        {ends[0]}
      </text>
      <text x={width - frame.right} y={height - 5} textAnchor="end" className="fill-muted text-[10px]">
        {ends[1]}
      </text>
    </svg>
  );
}
