import fc from "fast-check";
import { expect, test } from "vitest";
import { readEvents } from "./read-events";

test("events are read whole however the stream is cut, comments left out", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.record({ type: fc.string(), text: fc.string({ unit: "binary" }) }), { maxLength: 5 }),
      fc.integer({ min: 1, max: 40 }),
      async (events, size) => {
        const wire = events
          .map((event, index) => `: still here\n\nid: ${index}\nevent: x\ndata: ${JSON.stringify(event)}\n\n`)
          .join("");
        const bytes = new TextEncoder().encode(wire);
        const body = new ReadableStream<Uint8Array>({
          start(controller) {
            for (let at = 0; at < bytes.length; at += size) controller.enqueue(bytes.slice(at, at + size));
            controller.close();
          },
        });
        const read: unknown[] = [];
        for await (const event of readEvents(new Response(body))) read.push(event);
        // A lone surrogate can't be sent as UTF-8; JSON escapes it, so that it comes back.
        expect(read).toEqual(events);
      },
    ),
    { numRuns: 30 },
  );
});
