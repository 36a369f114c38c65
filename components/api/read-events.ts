/**
 * The server-sent events of a response, each as the parsed JSON of its `data`. Comments are skipped,
 * an event may be cut anywhere between two reads.
 */
export async function* readEvents<Event>(response: Response): AsyncGenerator<Event> {
  if (!response.body) return;
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let buffer = "";
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      buffer += value;
      const frames = buffer.split(/\r?\n\r?\n/);
      buffer = frames.pop() ?? "";
      for (const frame of frames) {
        const data = dataOf(frame);
        if (data !== "") yield JSON.parse(data) as Event;
      }
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

function dataOf(frame: string): string {
  return frame
    .split(/\r?\n/)
    .filter((line) => line.startsWith("data:"))
    .map((line) => line.slice(5).replace(/^ /, ""))
    .join("\n");
}
