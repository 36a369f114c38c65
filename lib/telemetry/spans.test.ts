import { afterEach, expect, test } from "vitest";
import { type FinishedSpan, setSpanSink, withSpan } from "./spans";

afterEach(() => setSpanSink(undefined));

test("attributes and errors of a span are redacted, and the error is passed on", async () => {
  const spans: FinishedSpan[] = [];
  setSpanSink((span) => void spans.push(span));
  const failing = withSpan("ask", { user: "ada@example.com", password: "x1" }, async (set) => {
    set({ peer: "10.1.2.3", chunks: 3 });
    throw new Error("no route for bob@example.org");
  });
  await expect(failing).rejects.toThrow("bob@example.org");
  expect(spans[0]).toMatchObject({
    attributes: { user: "[email]", password: "[secret]", peer: "[ip]", chunks: 3 },
    error: "no route for [email]",
  });
});

test("without a sink the work runs as if there were no span", async () => {
  expect(await withSpan("ask", {}, async () => 5)).toBe(5);
});
