import { performance } from "node:perf_hooks";
import { errorMessage } from "./error-fields";
import { redactValue } from "./redaction/redact-line";
import { redactText } from "./redaction/redact-text";

export type SpanAttributes = Record<string, string | number | boolean | string[] | null | undefined>;

/** A finished span. Its name, attributes and error hold nothing personal and no secret. */
export interface FinishedSpan {
  name: string;
  startedAt: number;
  durationMs: number;
  attributes: Record<string, unknown>;
  error: string | null;
}

type SpanSink = (span: FinishedSpan) => void;
const shared = globalThis as { groundworkSpanSink?: SpanSink | undefined };

/** Where finished spans go; undefined, as at the start, makes spans cost nothing. */
export function setSpanSink(sink: SpanSink | undefined): void {
  shared.groundworkSpanSink = sink;
}

/**
 * Runs `work` as a span. `set` adds attributes while it runs. What the sink gets is redacted as log lines are; an
 * error is passed on.
 */
export async function withSpan<Result>(
  name: string,
  attributes: SpanAttributes,
  work: (set: (more: SpanAttributes) => void) => Promise<Result>,
): Promise<Result> {
  const sink = shared.groundworkSpanSink;
  if (!sink) return work(() => {});
  const known: SpanAttributes = { ...attributes };
  const startedAt = Date.now();
  const from = performance.now();
  let error: string | null = null;
  try {
    return await work((more) => Object.assign(known, more));
  } catch (thrown) {
    error = redactText(errorMessage(thrown));
    throw thrown;
  } finally {
    const redacted = redactValue(known) as Record<string, unknown>;
    sink({
      name: redactText(name),
      startedAt,
      durationMs: performance.now() - from,
      attributes: redacted,
      error,
    });
  }
}
