// How much work a process takes at a time. What is past the bound is refused at once, with a time to come back:
// otherwise all of it gets slower until none is done in time.
import { env } from "@/lib/env/env";
import { AppError } from "@/lib/errors/app-error";
import { metrics } from "@/lib/telemetry/metrics";
import type { WorkKind } from "./schema";

interface Gate {
  inProgress: number;
  /** Let in, and not begun yet: who asks is still being looked up. */
  expected: number;
  /** Milliseconds that work of this kind takes, smoothed. */
  usualMs: number;
}

const shared = globalThis as { groundworkGates?: Record<WorkKind, Gate> };

function gateOf(kind: WorkKind): Gate {
  shared.groundworkGates ??= {
    ask: { inProgress: 0, expected: 0, usualMs: 0 },
    search: { inProgress: 0, expected: 0, usualMs: 0 },
    ingest: { inProgress: 0, expected: 0, usualMs: 0 },
  };
  return shared.groundworkGates[kind];
}

/** Most work of a kind at a time in this process; 0 is no bound. */
function boundOf(kind: WorkKind): number {
  const settings = env();
  if (kind === "search") return settings.SEARCHES_AT_ONCE;
  if (kind === "ingest") return settings.UPLOADS_AT_ONCE;
  // The extractive model computes in this process; others are waited for.
  return settings.ASKS_AT_ONCE ?? (settings.LLM_PROVIDER === "extractive" ? 8 : 64);
}

export function isBounded(kind: WorkKind): boolean {
  return boundOf(kind) > 0;
}

/** Whether more work of this kind is taken. */
export function hasRoom(kind: WorkKind): boolean {
  const bound = boundOf(kind);
  return bound === 0 || gateOf(kind).inProgress < bound;
}

/** Throws `overloaded` with `Retry-After` when no more work of this kind is taken. To be asked before anything is done. */
export function requireRoom(kind: WorkKind): void {
  if (!hasRoom(kind)) refuse(kind);
}

function refuse(kind: WorkKind): never {
  metrics().refused.inc({ class: kind, reason: "busy" });
  throw new AppError("overloaded", {
    retryAfterSeconds: Math.min(30, Math.max(1, Math.ceil(gateOf(kind).usualMs / 1000))),
  });
}

/**
 * Keeps a place for work that is about to begin, so that of many that come at once those too many are refused at the
 * door; the returned function gives it up, just before the work enters, and may be called again. Throws as
 * `requireRoom` when all room is taken or kept.
 */
export function keepPlace(kind: WorkKind): () => void {
  const gate = gateOf(kind);
  const bound = boundOf(kind);
  if (bound > 0 && gate.inProgress + gate.expected >= bound) refuse(kind);
  gate.expected += 1;
  let kept = true;
  return () => {
    if (kept) gate.expected -= 1;
    kept = false;
  };
}

/** Begins work; the returned function ends it and may be called again. Throws as `requireRoom`. */
export function enterWork(kind: WorkKind): () => void {
  requireRoom(kind);
  const gate = gateOf(kind);
  const startedAt = performance.now();
  gate.inProgress += 1;
  metrics().inProgress.set({ kind }, gate.inProgress);
  let ended = false;
  return () => {
    if (ended) return;
    ended = true;
    gate.inProgress -= 1;
    const tookMs = performance.now() - startedAt;
    gate.usualMs = gate.usualMs === 0 ? tookMs : gate.usualMs * 0.9 + tookMs * 0.1;
    metrics().inProgress.set({ kind }, gate.inProgress);
  };
}
