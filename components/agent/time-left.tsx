"use client";

import { useSyncExternalStore } from "react";

/** How long something still waits: "2 days left"; "Time is over" past it. */
export function TimeLeft({ until, className }: { until: string; className?: string }) {
  const minute = useSyncExternalStore(everyMinute, currentMinute, () => null);
  if (minute === null) return <span className={className}>…</span>;
  return (
    <time dateTime={until} title={new Date(until).toLocaleString()} className={className}>
      {leftInWords(new Date(until).getTime() - minute * 60_000)}
    </time>
  );
}

function leftInWords(ms: number): string {
  if (ms <= 0) return "Time is over";
  const minutes = Math.ceil(ms / 60_000);
  const [count, unit] =
    minutes < 90
      ? [minutes, "minute"]
      : minutes < 48 * 60
        ? [Math.floor(minutes / 60), "hour"]
        : [Math.floor(minutes / 1440), "day"];
  const format = new Intl.NumberFormat(undefined, { style: "unit", unit: String(unit), unitDisplay: "long" });
  return `${format.format(Number(count))} left`;
}

function everyMinute(onChange: () => void): () => void {
  const timer = setInterval(onChange, 60_000);
  return () => clearInterval(timer);
}

function currentMinute(): number {
  return Math.floor(Date.now() / 60_000);
}
