import Link from "next/link";
import { Mark, type MarkShape } from "./mark";
import { place, round, ticksOf } from "./scale";

export interface TrendPoint {
  id: string;
  href: string;
  /** Said to a screen reader and shown as a tip: value, interval, what it is of. */
  label: string;
  value: number;
  low: number;
  high: number;
  shape: MarkShape;
  /** Set where something changed since the point before: a commit. */
  change?: string | undefined;
}

interface TrendChartProps {
  title: string;
  points: TrendPoint[];
  format: (value: number) => string;
}

const width = 340;
const height = 148;
const frame = { left: 38, right: 12, top: 10, bottom: 20 };

/** A metric over runs, in their order: value, 95% interval as a band, each point a link. */
export function TrendChart({ title, points, format }: TrendChartProps) {
  const ticks = ticksOf(
    Math.min(...points.map(({ low }) => low)),
    Math.max(...points.map(({ high }) => high)),
  );
  const [bottom = 0, top = 1] = [ticks[0], ticks.at(-1)];
  const x = (index: number) =>
    points.length === 1
      ? width / 2
      : place(index, 0, points.length - 1, frame.left + 10, width - frame.right - 6);
  const y = (value: number) => place(value, bottom, top, height - frame.bottom, frame.top);
  const upper = points.map(({ high }, index) => `${x(index)},${y(high)}`);
  const lower = points.map(({ low }, index) => `${x(index)},${y(low)}`).reverse();
  const room = points.length < 2 ? width : (width - frame.left - frame.right) / (points.length - 1);
  const named = new Set(withRoom(points, x));
  return (
    <svg viewBox={`0 0 ${width} ${height}`} className="block w-full overflow-visible">
      <title>{title}</title>
      {ticks.map((tick) => (
        <g key={tick}>
          <path d={`M${frame.left} ${y(tick)}H${width - frame.right}`} className="stroke-line" />
          <text
            x={frame.left - 6}
            y={y(tick) + 3.5}
            textAnchor="end"
            className="figures fill-muted text-[10px]"
          >
            {format(tick)}
          </text>
        </g>
      ))}
      {points.map(({ id, change }, index) =>
        change === undefined ? null : (
          <g key={id}>
            <path
              d={`M${x(index)} ${frame.top}V${height - frame.bottom}`}
              className="stroke-line-strong/50"
              strokeDasharray="2 3"
            />
            {named.has(id) && (
              <text
                x={x(index)}
                y={height - 6}
                textAnchor="middle"
                className="fill-muted font-mono text-[9px]"
              >
                {change}
              </text>
            )}
          </g>
        ),
      )}
      {points.length > 1 ? (
        <polygon points={[...upper, ...lower].join(" ")} className="fill-accent/14" />
      ) : (
        points.map(({ id, low, high }) => (
          <path key={id} d={`M${x(0)} ${y(low)}V${y(high)}`} className="stroke-8 stroke-accent/14" />
        ))
      )}
      <polyline
        points={points.map(({ value }, index) => `${x(index)},${y(value)}`).join(" ")}
        className="fill-none stroke-accent"
        strokeWidth={1.5}
        strokeLinejoin="round"
      />
      {points.map((point, index) => (
        <Link
          key={point.id}
          href={point.href}
          prefetch={false}
          aria-label={point.label}
          className="group outline-none"
        >
          <title>{point.label}</title>
          <rect
            x={round(x(index) - Math.min(12, room / 2))}
            y={frame.top - 6}
            width={round(Math.min(24, room))}
            height={height - frame.top - frame.bottom + 12}
            className="fill-transparent"
          />
          <g className="fill-accent stroke-surface group-hover:stroke-accent group-focus-visible:fill-ink group-focus-visible:stroke-accent">
            <Mark shape={point.shape} x={x(index)} y={y(point.value)} />
          </g>
          <circle
            cx={x(index)}
            cy={y(point.value)}
            r={9}
            className="fill-none stroke-2 stroke-accent opacity-0 group-focus-visible:opacity-100"
          />
        </Link>
      ))}
    </svg>
  );
}

/** Points whose change is named: as many as have room beside each other. */
function withRoom(points: TrendPoint[], x: (index: number) => number): string[] {
  let free = Number.NEGATIVE_INFINITY;
  return points.flatMap(({ id, change }, index) => {
    if (change === undefined || x(index) < free) return [];
    free = x(index) + 46;
    return [id];
  });
}
