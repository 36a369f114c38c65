"use client";

import { useSyncExternalStore } from "react";

interface LocalTimeProps {
  /** ISO 8601, with its zone. */
  value: string;
  /** `moment`: "2 hours ago" while it is fresh, then the day. `full`: day and time. */
  style?: "moment" | "full";
  className?: string;
}

/** A time in the reader's own zone and language; the server, which knows neither, writes UTC. */
export function LocalTime({ value, style = "moment", className }: LocalTimeProps) {
  const minute = useSyncExternalStore(everyMinute, currentMinute, () => null);
  const date = new Date(value);
  const full = fullFormat(minute === null ? "UTC" : undefined).format(date);
  const text =
    style === "full" ? full : minute === null ? dayFormat("UTC").format(date) : moment(date, minute);
  return (
    <time dateTime={value} title={full} className={className}>
      {text}
    </time>
  );
}

/** A plain `YYYY-MM-DD` day, which has no zone, in the reader's language. */
export function PlainDay({ value, className }: { value: string; className?: string }) {
  const language = useSyncExternalStore(never, readersLanguage, () => serversLanguage);
  const day = new Intl.DateTimeFormat(language, { dateStyle: "medium", timeZone: "UTC" });
  return (
    <time dateTime={value} className={className}>
      {day.format(new Date(`${value}T00:00:00Z`))}
    </time>
  );
}

function moment(date: Date, minute: number): string {
  const minutes = Math.round((date.getTime() - minute * 60_000) / 60_000);
  const relative = new Intl.RelativeTimeFormat(undefined, { numeric: "auto" });
  if (minutes > -1) return relative.format(0, "minute");
  if (minutes > -60) return relative.format(minutes, "minute");
  if (minutes > -24 * 60) return relative.format(Math.round(minutes / 60), "hour");
  if (minutes > -7 * 24 * 60) return relative.format(Math.round(minutes / (24 * 60)), "day");
  return dayFormat(undefined).format(date);
}

const serversLanguage = "en-GB";

function readersLanguage(): string | undefined {
  return undefined;
}

function never(): () => void {
  return () => {};
}

function dayFormat(timeZone: "UTC" | undefined): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat(timeZone ? serversLanguage : undefined, { dateStyle: "medium", timeZone });
}

function fullFormat(timeZone: "UTC" | undefined): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat(timeZone ? serversLanguage : undefined, {
    dateStyle: "medium",
    timeStyle: "short",
    timeZone,
  });
}

function everyMinute(onChange: () => void): () => void {
  const timer = setInterval(onChange, 60_000);
  return () => clearInterval(timer);
}

function currentMinute(): number {
  return Math.floor(Date.now() / 60_000);
}
