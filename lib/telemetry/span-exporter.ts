// Sends finished spans to an OpenTelemetry collector: OTLP over HTTP as JSON, in batches, and never at a request's
// expense. What a collector doesn't take is dropped and said once in the log.
import { logger } from "./logger";
import type { FinishedSpan } from "./spans";

const batchMs = 2000;
const batchSize = 512;
/** Spans that wait at most; later ones are dropped while a collector is down. */
const waitingAtMost = 4096;
const timeoutMs = 5000;

export interface SpanExporter {
  add(span: FinishedSpan): void;
  /** Sends what waits. */
  flush(): Promise<void>;
  close(): Promise<void>;
}

/** An exporter to `endpoint`, the collector's base address as in `OTEL_EXPORTER_OTLP_ENDPOINT`. */
export function newSpanExporter(endpoint: string, headers: Record<string, string> = {}): SpanExporter {
  const url = `${endpoint.replace(/\/$/, "")}/v1/traces`;
  let waiting: FinishedSpan[] = [];
  let failing = false;
  const timer = setInterval(() => void flush(), batchMs);
  timer.unref();

  async function flush(): Promise<void> {
    while (waiting.length > 0) {
      const batch = waiting.slice(0, batchSize);
      waiting = waiting.slice(batchSize);
      if (!(await sent(batch))) return;
    }
  }

  async function sent(batch: FinishedSpan[]): Promise<boolean> {
    try {
      const response = await fetch(url, {
        method: "POST",
        headers: { "content-type": "application/json", ...headers },
        body: JSON.stringify(otlpOf(batch)),
        signal: AbortSignal.timeout(timeoutMs),
      });
      await response.arrayBuffer();
      if (!response.ok) throw new Error(`the collector answered ${response.status}`);
      failing = false;
      return true;
    } catch (error) {
      if (!failing) logger().warn({ err: error, spans: batch.length }, "spans were not taken");
      failing = true;
      return false;
    }
  }

  return {
    add: (span) => {
      if (waiting.length < waitingAtMost) waiting.push(span);
    },
    flush,
    close: async () => {
      clearInterval(timer);
      await flush();
    },
  };
}

/** `a=b,c=d`, as `OTEL_EXPORTER_OTLP_HEADERS` is written. */
export function headersOf(text: string): Record<string, string> {
  return Object.fromEntries(
    text.split(",").flatMap((pair) => {
      const at = pair.indexOf("=");
      return at > 0 ? [[pair.slice(0, at).trim(), decodeURIComponent(pair.slice(at + 1).trim())]] : [];
    }),
  );
}

/** Spans as an `ExportTraceServiceRequest` in the JSON of OTLP. */
function otlpOf(spans: FinishedSpan[]): object {
  return {
    resourceSpans: [
      {
        resource: { attributes: [{ key: "service.name", value: { stringValue: "groundwork" } }] },
        scopeSpans: [{ scope: { name: "groundwork" }, spans: spans.map(spanOf) }],
      },
    ],
  };
}

function spanOf(span: FinishedSpan): object {
  const { startedAt, durationMs, parentId, error } = span;
  return {
    traceId: span.traceId,
    spanId: span.spanId,
    ...(parentId && { parentSpanId: parentId }),
    name: span.name,
    // 2: of a server, 1: within it.
    kind: "http.route" in span.attributes ? 2 : 1,
    startTimeUnixNano: nanoseconds(startedAt),
    endTimeUnixNano: nanoseconds(startedAt + durationMs),
    attributes: Object.entries(span.attributes).flatMap(([key, value]) =>
      value === null || value === undefined ? [] : [{ key, value: otlpValue(value) }],
    ),
    status: error === null ? { code: 0 } : { code: 2, message: error },
  };
}

function nanoseconds(ms: number): string {
  return String(BigInt(Math.round(ms * 1000)) * 1000n);
}

function otlpValue(value: unknown): object {
  if (typeof value === "boolean") return { boolValue: value };
  if (typeof value === "number")
    return Number.isSafeInteger(value) ? { intValue: String(value) } : { doubleValue: value };
  if (Array.isArray(value)) return { arrayValue: { values: value.map(otlpValue) } };
  return { stringValue: String(value) };
}
