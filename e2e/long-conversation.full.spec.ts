import { answered, expect, test } from "./support/console";

const turns = 200;

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
  for (let turn = 2; turn <= turns; turn++) {
    await field.fill(`Question ${turn}`);
    await field.press("Enter");
    await expect(articles).toHaveCount(turn);
    await expect(page.getByRole("button", { name: "Stop" })).toBeHidden();
  }

  const frames = await page.evaluate(async () => {
    const scroller = [...document.querySelectorAll<HTMLElement>("main *")].find(
      (element) => element.scrollHeight > 5000 && getComputedStyle(element).overflowY === "auto",
    );
    if (!scroller) return null;
    const took: number[] = [];
    let last = performance.now();
    for (let step = 0; step < 200; step++) {
      scroller.scrollBy(0, -scroller.clientHeight / 4);
      await new Promise(requestAnimationFrame);
      took.push(performance.now() - last);
      last = performance.now();
    }
    return took.sort((a, b) => a - b);
  });
  const frame = (share: number) => frames?.[Math.floor(share * ((frames?.length ?? 1) - 1))] ?? 1e9;
  console.log(`frames while scrolling: median ${frame(0.5).toFixed(1)} ms, p95 ${frame(0.95).toFixed(1)} ms`);

  await page.evaluate(() => {
    (window as unknown as { slow: boolean; keys: number[] }).slow = true;
    const keys: number[] = [];
    (window as unknown as { keys: number[] }).keys = keys;
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) if (entry.name === "keydown") keys.push(entry.duration);
    }).observe({ type: "event", durationThreshold: 16 } as PerformanceObserverInit);
  });
  await field.fill("The slow one");
  await field.press("Enter");
  await expect(page.getByRole("button", { name: "Stop" })).toBeVisible();
  const typed = "while it streams the next question is written";
  await field.pressSequentially(typed, { delay: 30 });
  await expect(field).toHaveValue(typed);
  const keys = await page.evaluate(() => (window as unknown as { keys: number[] }).keys);
  // What took less than a frame isn't told.
  const all = [...keys, ...Array(Math.max(0, typed.length - keys.length)).fill(0)].sort((a, b) => a - b);
  const key = (share: number) => all[Math.floor(share * (all.length - 1))] ?? 1e9;
  console.log(`key presses while streaming: median ${key(0.5)} ms, p95 ${key(0.95)} ms`);
  expect(frame(0.5)).toBeLessThan(50);
  expect(key(0.5)).toBeLessThanOrEqual(100);
});
