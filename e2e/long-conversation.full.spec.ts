import type { Page } from "@playwright/test";
import { answered, expect, test } from "./support/console";

const turns = 200;
/** Steps of the scrolling, each a quarter of what is seen. */
const steps = 120;

// Its snapshots of a long page would be most of what is measured.
test.use({ trace: "off" });

/** Milliseconds from key to paint while a slow answer streams: the median of some forty. */
async function keysWhileStreaming(page: Page, question: string): Promise<number> {
  await page.evaluate(() => {
    const own = window as unknown as { slow: boolean; keys: number[] };
    own.slow = true;
    own.keys = [];
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) if (entry.name === "keydown") own.keys.push(entry.duration);
    }).observe({ type: "event", durationThreshold: 16 } as PerformanceObserverInit);
  });
  const field = page.getByRole("textbox", { name: "Your question" });
  await field.fill(question);
  await field.press("Enter");
  await expect(page.getByRole("button", { name: "Stop" })).toBeVisible();
  const typed = "while it streams the next question is written";
  await field.pressSequentially(typed, { delay: 30 });
  await expect(field).toHaveValue(typed);
  const keys = await page.evaluate(() => {
    const own = window as unknown as { slow: boolean; keys: number[] };
    own.slow = false;
    return own.keys;
  });
  await expect(page.getByRole("button", { name: "Stop" })).toBeHidden({ timeout: 60_000 });
  // What took less than a frame isn't told.
  const all = [...keys, ...Array(Math.max(0, typed.length - keys.length)).fill(16)].sort((a, b) => a - b);
  return all[Math.floor(all.length / 2)] ?? 0;
}

/** Milliseconds a frame, the median, while the conversation is scrolled up, and while nothing happens. */
async function frames(page: Page): Promise<{ scrolling: number; idle: number }> {
  return page.evaluate(async (steps) => {
    const scroller = [...document.querySelectorAll<HTMLElement>("main *")].find(
      (element) =>
        element.scrollHeight > 2 * element.clientHeight && getComputedStyle(element).overflowY === "auto",
    );
    if (!scroller) throw new Error("nothing scrolls");
    const median = async (by: number) => {
      const took: number[] = [];
      let last = performance.now();
      for (let step = 0; step < steps; step++) {
        if (by > 0) scroller.scrollBy(0, -by);
        await new Promise(requestAnimationFrame);
        took.push(performance.now() - last);
        last = performance.now();
      }
      return took.sort((a, b) => a - b)[Math.floor(steps / 2)] ?? 0;
    };
    return { idle: await median(0), scrolling: await median(scroller.clientHeight / 4) };
  }, steps);
}

test("a conversation of 200 turns scrolls and takes keys at once, also while an answer streams", async ({
  page,
}) => {
  test.setTimeout(300_000);
  const recorded = await page.request.post("/api/ask", {
    data: { question: answered },
    headers: { accept: "text/event-stream" },
  });
  const events = (await recorded.text())
    .replace(/"conversation_id":"[^"]*"/g, '"conversation_id":null')
    .split("\n\n")
    .filter((event) => event.startsWith("id:") || event.startsWith("event:"));
  // The server's own events, given again: at once, or for the last question one sentence after the other for long.
  await page.addInitScript((events: string[]) => {
    const original = window.fetch;
    const asked = { count: 0 };
    window.fetch = async (input, init) => {
      const url = typeof input === "string" ? input : input instanceof URL ? input.href : input.url;
      if (!url.endsWith("/api/ask")) return original(input, init);
      asked.count += 1;
      const mark = `ans_${asked.count}`;
      const own = events.map((event) => event.replace(/ans_[0-9a-z]+/g, mark));
      const slow = (window as unknown as { slow?: boolean }).slow === true;
      const encoder = new TextEncoder();
      const body = new ReadableStream({
        async start(controller) {
          const sentence = own.find((event) => event.includes("sentence-added"));
          for (const event of own) {
            if (slow && event.includes("answer-completed") && sentence)
              for (let index = 1; index <= 150; index++) {
                await new Promise((resolve) => setTimeout(resolve, 20));
                controller.enqueue(
                  encoder.encode(`${sentence.replace(/"index":\d+/, `"index":${index}`)}\n\n`),
                );
              }
            controller.enqueue(encoder.encode(`${event}\n\n`));
          }
          controller.close();
        },
      });
      return new Response(body, { headers: { "content-type": "text/event-stream" } });
    };
  }, events);
  await page.goto("/ask");
  const field = page.getByRole("textbox", { name: "Your question" });
  const articles = page.getByRole("article");
  await expect(async () => {
    await field.fill("Question 1");
    await field.press("Enter");
    await expect(articles).toHaveCount(1, { timeout: 1000 });
  }).toPass();
  await expect(page.getByRole("button", { name: "Stop" })).toBeHidden();
  const keyBefore = await keysWhileStreaming(page, "Question 2");
  for (let turn = 3; turn <= turns; turn++) {
    await field.fill(`Question ${turn}`);
    await field.press("Enter");
    await expect(articles).toHaveCount(turn);
    await expect(page.getByRole("button", { name: "Stop" })).toBeHidden();
  }
  const frame = await frames(page);
  const key = await keysWhileStreaming(page, "The last one");
  console.log(
    `${turns} turns: ${frame.scrolling.toFixed(1)} ms a frame while scrolling, ${frame.idle.toFixed(1)} ms idle; from key to paint ${key} ms, ${keyBefore} ms after one turn`,
  );
  // A busy machine is slow in both halves alike.
  expect(frame.scrolling).toBeLessThan(Math.max(50, 3 * frame.idle));
  expect(key).toBeLessThanOrEqual(Math.max(100, 2 * keyBefore));
});
