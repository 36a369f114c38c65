import { place } from "./scale";

interface IntervalBarProps {
  /** Said to a screen reader. */
  label: string;
  value: number;
  low: number;
  high: number;
  /** What the whole width stands for. */
  from: number;
  to: number;
}

/** A value on a track with its interval: one row of many that are compared by eye. */
export function IntervalBar({ label, value, low, high, from, to }: IntervalBarProps) {
  const x = (number: number) => place(number, from, to, 3, 197);
  return (
    <svg
      viewBox="0 0 200 14"
      preserveAspectRatio="none"
      className="block h-3.5 w-full"
      role="img"
      aria-label={label}
    >
      <path d="M0 7H200" className="stroke-line" vectorEffect="non-scaling-stroke" />
      <rect x={x(low)} y={4} width={Math.max(1, x(high) - x(low))} height={6} className="fill-accent/22" />
      <rect x={x(value) - 1} y={1} width={2} height={12} className="fill-accent" />
      {from < 0 && to > 0 && (
        <path d={`M${x(0)} 0V14`} className="stroke-line-strong" vectorEffect="non-scaling-stroke" />
      )}
    </svg>
  );
}
