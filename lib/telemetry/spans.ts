// Spans of a request and its steps, with the trace id that its log lines have. They cost next to nothing until
// somebody wants them: OTEL_EXPORTER_OTLP_ENDPOINT.
import { AsyncLocalStorage } from "node:async_hooks";
import { randomBytes } from "node:crypto";
import { performance } from "node:perf_hooks";
import { requestContext } from "./context";
import { errorMessage } from "./error-fields";
import { redactValue } from "./redaction/redact-line";
import { redactText } from "./redaction/redact-text";

export type SpanAttributes = Record<string, string | number | boolean | string[] | null | undefined>;

/** A finished span. Its name, attributes and error hold nothing personal and no secret. */
export interface FinishedSpan {
  traceId: string;
  spanId: string;
  /** Null for the first of its trace in this process, unless the caller sent a `traceparent`. */
  parentId: string | null;
  name: string;
  /** Milliseconds since 1970. */
  startedAt: number;
  durationMs: number;
  attributes: Record<string, unknown>;
  error: string | null;
}

type SpanSink = (span: FinishedSpan) => void;
const shared = globalThis as { groundworkSpanSink?: SpanSink | undefined };
const parents = new AsyncLocalStorage<string>();

/** Where finished spans go; undefined, as at the start, makes spans cost nothing. */
export function setSpanSink(sink: SpanSink | undefined): void {
  shared.groundworkSpanSink = sink;
}

/**
 * Runs `work` as a span below the one that runs now. `set` adds attributes meanwhile. What the sink gets is redacted
 * as log lines are; an error is passed on.
 */
export async function withSpan<Result>(
  name: string,
  attributes: SpanAttributes,
  work: (set: (more: SpanAttributes) => void) => Promise<Result>,
): Promise<Result> {
  const sink = shared.groundworkSpanSink;
  if (!sink) return work(() => {});
  const known: SpanAttributes = { ...attributes };
  const { traceId, parentSpanId } = requestContext();
  const spanId = randomBytes(8).toString("hex");
  const parentId = parents.getStore() ?? parentSpanId ?? null;
  const startedAt = Date.now();
  const from = performance.now();
  let error: string | null = null;
  try {
    return await parents.run(spanId, () => work((more) => Object.assign(known, more)));
  } catch (thrown) {
    error = redactText(errorMessage(thrown));
    throw thrown;
  } finally {
    sink({
      traceId,
      spanId,
      parentId,
      name: redactText(name),
      startedAt,
      durationMs: performance.now() - from,
      attributes: redactValue(known) as Record<string, unknown>,
      error,
    });
  }
}
