// Server-sent events: one JSON object an event, named by its `type`, numbered, kept alive by comments.

export interface SseOptions {
  /** Number of the last event that the reader has; the next one gets the number after it. */
  after?: number;
  /** The event's own number, where it has one; else they are counted. */
  idOf?: (event: { type: string }) => number;
  /** Milliseconds between heart-beats while nothing else is sent. */
  heartbeatMs?: number;
  /** Called when the reader leaves or the stream ends, once. */
  onClose?: () => void;
}

type Events = AsyncIterable<{ type: string }>;

/**
 * A `text/event-stream` response of what `open` gives. Back-pressure is honoured: the next event is asked for only
 * when the reader took the last one. Leaving aborts the signal that `open` gets and ends the iterator.
 */
export function sseResponse(open: (signal: AbortSignal) => Events, options: SseOptions = {}): Response {
  const encoder = new TextEncoder();
  const reading = new AbortController();
  const iterator = open(reading.signal)[Symbol.asyncIterator]();
  let id = options.after ?? 0;
  let closed = false;
  let timer: NodeJS.Timeout | undefined;
  const close = () => {
    if (closed) return;
    closed = true;
    clearInterval(timer);
    reading.abort();
    options.onClose?.();
  };
  const stream = new ReadableStream<Uint8Array>({
    start(controller) {
      timer = setInterval(() => {
        if ((controller.desiredSize ?? 0) > 0) controller.enqueue(encoder.encode(": still here\n\n"));
      }, options.heartbeatMs ?? 15_000);
      timer.unref();
    },
    async pull(controller) {
      try {
        const { done, value } = await iterator.next();
        if (closed) return;
        if (done) {
          close();
          controller.close();
          return;
        }
        id = options.idOf?.(value) ?? id + 1;
        controller.enqueue(
          encoder.encode(`id: ${id}\nevent: ${value.type}\ndata: ${JSON.stringify(value)}\n\n`),
        );
      } catch (error) {
        if (closed) return;
        close();
        controller.error(error);
      }
    },
    async cancel() {
      close();
      await iterator.return?.();
    },
  });
  return new Response(stream, {
    headers: {
      "content-type": "text/event-stream; charset=utf-8",
      "cache-control": "no-store",
      "x-accel-buffering": "no",
    },
  });
}

/** True when the caller asks for events rather than for one JSON object. */
export function wantsEvents(request: Request): boolean {
  return /\btext\/event-stream\b/.test(request.headers.get("accept") ?? "");
}

/** Number of the last event that a reader has who comes back: from `Last-Event-ID`, else from `?after=`; 0 for none. */
export function lastEventId(request: Request): number {
  const given = request.headers.get("last-event-id") ?? new URL(request.url).searchParams.get("after") ?? "";
  return /^\d{1,9}$/.test(given) ? Number(given) : 0;
}
