export interface ChunksOptions {
  /** What the reader is told of a failure after the first chunk, in place of the end. */
  explain: (error: unknown) => object;
  /** Called once, when the reader leaves or the stream ends. */
  onClose?: () => void;
}

/**
 * A stream in the form of OpenAI's: `data:` and one JSON object a chunk, `data: [DONE]` at the end. The next chunk is
 * asked for when the reader took the last one; leaving aborts the signal.
 */
export function chunksResponse(
  open: (signal: AbortSignal) => AsyncGenerator<object>,
  { explain, onClose }: ChunksOptions,
): Response {
  const encoder = new TextEncoder();
  const reading = new AbortController();
  const chunks = open(reading.signal);
  let ended = false;
  const end = () => {
    if (ended) return;
    ended = true;
    onClose?.();
  };
  const stream = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const send = (data: string) => controller.enqueue(encoder.encode(`data: ${data}\n\n`));
      try {
        const { done, value } = await chunks.next();
        if (!done) return send(JSON.stringify(value));
        send("[DONE]");
      } catch (error) {
        if (!reading.signal.aborted) send(JSON.stringify(explain(error)));
      }
      end();
      controller.close();
    },
    async cancel() {
      reading.abort();
      end();
      await chunks.return(undefined);
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
