// Server-sent events: one JSON object an event, named by its `type`, numbered from 1, kept alive by comments.

export interface SseOptions {
  /** Milliseconds between heart-beats while nothing else is sent. */
  heartbeatMs?: number;
  /** Called when the reader leaves or the stream ends, once. */
  onClose?: () => void;
}

/**
 * A `text/event-stream` response of `events`. Back-pressure is honoured: the next event is asked for
 * only when the reader took the last one. Leaving ends the iterator (`return()`).
 */
export function sseResponse(events: AsyncIterable<{ type: string }>, options: SseOptions = {}): Response {
  const encoder = new TextEncoder();
  const iterator = events[Symbol.asyncIterator]();
  let id = 0;
  let timer: NodeJS.Timeout | undefined;
  const close = () => {
    clearInterval(timer);
    timer = undefined;
    options.onClose?.();
  };
  const stream = new ReadableStream<Uint8Array>({
    start(controller) {
      timer = setInterval(() => {
        if ((controller.desiredSize ?? 0) > 0) controller.enqueue(encoder.encode(": still here\n\n"));
      }, options.heartbeatMs ?? 15_000);
      timer.unref?.();
    },
    async pull(controller) {
      try {
        const { done, value } = await iterator.next();
        if (done) {
          close();
          controller.close();
          return;
        }
        id += 1;
        controller.enqueue(
          encoder.encode(`id: ${id}\nevent: ${value.type}\ndata: ${JSON.stringify(value)}\n\n`),
        );
      } catch (error) {
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
