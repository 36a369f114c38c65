import { classNames } from "./class-names";

interface ProgressProps {
  label: string;
  /** 0 to 1; null while it isn't known. */
  value: number | null;
  className?: string;
}

/** How far something is. */
export function Progress({ label, value, className }: ProgressProps) {
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      {...(value === null ? {} : { "aria-valuenow": Math.round(value * 100) })}
      className={classNames("h-1.5 overflow-hidden rounded-full bg-sunken", className)}
    >
      <div
        className={classNames(
          "h-full origin-left rounded-full bg-accent transition-transform duration-300",
          value === null && "animate-breathe",
        )}
        style={{ transform: `scaleX(${value ?? 0.35})` }}
      />
    </div>
  );
}
