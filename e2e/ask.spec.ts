import { answered, ask, askOn, expect, inPdf, provedBy, test, unanswered } from "./support/console";

test("a question gets a streamed answer, and its chip opens the passage, highlighted", async ({ page }) => {
  await ask(page, answered);
  await expect(page).toHaveURL(/\/ask\/cnv_/);
  await expect(page.getByRole("log")).toContainText("27 days");
  await expect(page.getByText("Every sentence proved", { exact: true })).toBeVisible();
  // A screen reader hears the answer once, as a whole.
  const said = page.locator("p[role=status]").filter({ hasText: "Every sentence proved by" });
  await expect(said).toContainText(provedBy);
  await expect(page.getByRole("log")).toHaveAttribute("aria-live", "off");

  const chip = page.locator("[data-chip]").first();
  await chip.hover();
  await expect(page.getByRole("dialog", { name: "Source" })).toContainText(provedBy);
  await chip.click();
  const evidence = page.getByRole("complementary", { name: "Evidence" });
  await expect(evidence.locator("mark")).toHaveText(provedBy);
  await expect(evidence.getByRole("heading", { name: "Annual Leave Policy 2025" }).first()).toBeVisible();
  await expect(evidence.locator("mark")).toBeInViewport();
});

test("an open citation has an address: reload, back and forward keep it", async ({ page }) => {
  await ask(page, answered);
  await page.locator("[data-chip]").first().click();
  await expect(page).toHaveURL(/evidence=ans_/);
  await page.reload();
  await expect(page.getByRole("complementary", { name: "Evidence" }).locator("mark")).toHaveText(provedBy);
  await page.goBack();
  await expect(page.getByRole("complementary", { name: "Evidence" })).toBeHidden();
  await page.goForward();
  await expect(page.getByRole("complementary", { name: "Evidence" })).toBeVisible();
});

test("a passage of a PDF is marked on its real page", async ({ page }) => {
  await ask(page, inPdf);
  await page
    .getByRole("list", { name: "Sources" })
    .getByRole("button", { name: /Information Security Policy/i })
    .click();
  const evidence = page.getByRole("complementary", { name: "Evidence" });
  await expect(evidence.locator("[data-box]").first()).toBeVisible();
  const drawn = () =>
    evidence.locator("canvas").evaluate((element) => {
      const canvas = element as HTMLCanvasElement;
      const pixels = canvas.getContext("2d")?.getImageData(0, 0, canvas.width, canvas.height).data ?? [];
      return pixels.some((value, index) => index % 4 === 0 && value < 100);
    });
  await expect.poll(drawn).toBe(true);
  await evidence.getByRole("radio", { name: "Text" }).click();
  await expect(evidence.locator("mark").first()).toBeVisible();
});

test("what the documents don't say is not answered, and the gap is reported", async ({ page }) => {
  await ask(page, unanswered);
  const turn = page.getByRole("article", { name: unanswered });
  await expect(turn.getByText("Not in your documents").first()).toBeVisible();
  await expect(turn.getByRole("link").first()).toBeVisible();
  await turn.getByRole("button", { name: "Report the gap" }).click();
  const dialog = page.getByRole("dialog", { name: "Report the gap" });
  await dialog.getByRole("textbox").fill("For the shipping label.");
  await dialog.getByRole("button", { name: "Report" }).click();
  await expect(turn.getByRole("button", { name: "Reported" })).toBeDisabled();
  await page.goto("/documents/gaps");
  await expect(page.getByText(unanswered).first()).toBeVisible();
});

test("a refused question is rephrased in the composer and searched as passages", async ({ page }) => {
  await ask(page, unanswered);
  await page.getByRole("button", { name: "Rephrase" }).click();
  await expect(page.getByRole("textbox", { name: "Your question" })).toHaveValue(unanswered);
  await page.getByRole("link", { name: "Search the passages" }).click();
  await expect(page.getByRole("list").getByRole("article").first()).toBeVisible();
});

test("how an answer was found names passages, scores, times and the request", async ({ page }) => {
  await ask(page, answered);
  await page.getByRole("button", { name: "How this was found" }).click();
  const dialog = page.getByRole("dialog", { name: "How this was found" });
  await expect(dialog.getByText("cited").first()).toBeVisible();
  await expect(dialog.getByText(/ms in all/)).toBeVisible();
  await expect(dialog.getByText(/^req_/)).toBeVisible();
});

test("a bad answer is rated with a reason that stays", async ({ page }) => {
  await ask(page, answered);
  await page.getByRole("button", { name: "Bad answer" }).click();
  await page.getByRole("radio", { name: "Something is missing" }).check();
  await page.getByRole("button", { name: "Send" }).click();
  await expect(page.getByRole("button", { name: "Bad answer" })).toHaveAttribute("aria-pressed", "true");
  await page.reload();
  await expect(page.getByRole("button", { name: "Bad answer" })).toHaveAttribute("aria-pressed", "true");
});

test("a conversation goes on, is found, renamed, pinned, deleted and brought back", async ({ page }) => {
  const name = `Leave ${Date.now()}`;
  await ask(page, answered);
  await askOn(page, "And in Hamburg?");
  await expect(page.getByRole("article")).toHaveCount(2);

  const list = page.getByRole("navigation", { name: "Conversations" });
  const actions = () => list.locator("li", { has: page.locator("[aria-current=page]") }).getByRole("button");
  await actions().click();
  await page.getByRole("menuitem", { name: "Rename" }).click();
  await page.getByRole("textbox", { name: "Name of the conversation" }).fill(name);
  await page.keyboard.press("Enter");
  await expect(list.getByRole("link", { name })).toBeVisible();
  await actions().click();
  await page.getByRole("menuitem", { name: "Pin" }).click();
  await expect(list.getByRole("heading", { name: "Pinned" })).toBeVisible();
  await page.getByRole("searchbox", { name: "Search conversations" }).fill(name);
  await expect(list.getByRole("link")).toHaveCount(1);
  await page.getByRole("searchbox", { name: "Search conversations" }).fill("");

  await actions().click();
  await page.getByRole("menuitem", { name: "Delete" }).click();
  await expect(list.getByRole("link", { name })).toBeHidden();
  await expect(page).toHaveURL(/\/ask$/);
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(list.getByRole("link", { name })).toBeVisible();
  await list.getByRole("link", { name }).click();
  await expect(page.getByRole("article")).toHaveCount(2);
});

test("the choice of sources is a chip and narrows what is searched", async ({ page }) => {
  await page.goto("/ask");
  await page.getByRole("button", { name: /^Searches \d+ documents in \d+ sources/ }).click();
  await page.getByRole("menuitemcheckbox", { name: /Finance/ }).click();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("button", { name: /in 1 source$/ })).toBeVisible();
  await askOn(page, answered);
  await expect(page.getByRole("list", { name: "Sources" })).toBeHidden();
  await page.getByRole("button", { name: "Search not only in Finance" }).click();
  await expect(page.getByRole("button", { name: /in \d+ sources$/ })).toBeVisible();
});

test("an answer that is cut off keeps what was proved and says what to do", async ({ page }) => {
  const sentence = { index: 0, text: "The sky is kept blue.", markers: [], status: "proved", before: "" };
  const events = [
    { type: "answer-started", answer_id: "ans_x", request_id: "req_x", trace_id: "0", conversation_id: null },
    { type: "sentence-added", sentence },
    {
      type: "answer-failed",
      problem: {
        type: "/docs/errors#model_timeout",
        title: "The language model took too long",
        status: 504,
        detail: "The language model did not finish in time.",
        code: "model_timeout",
        request_id: "req_x",
      },
    },
  ];
  await page.route("**/api/ask", (route) =>
    route.fulfill({
      contentType: "text/event-stream",
      body: events.map((event) => `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`).join(""),
    }),
  );
  await page.goto("/ask");
  await expect(async () => {
    await page.getByRole("textbox", { name: "Your question" }).fill("Why?");
    await page.keyboard.press("Enter");
    await expect(page.getByRole("article")).toHaveCount(1, { timeout: 1000 });
  }).toPass();
  const turn = page.getByRole("article");
  await expect(turn).toContainText("The sky is kept blue.");
  await expect(turn.getByRole("alert")).toContainText("The language model took too long");
  await expect(turn.getByRole("alert")).toContainText("stay proved");
  await expect(turn.getByRole("alert")).toContainText("req_x");
  await expect(turn.getByRole("button", { name: "Ask again" })).toBeEnabled();
});

test("a server that is away is told in words, and the question is kept", async ({ page }) => {
  await page.goto("/ask");
  await page.route("**/api/ask", (route) => route.abort());
  await expect(async () => {
    await page.getByRole("textbox", { name: "Your question" }).fill("Anybody there?");
    await page.keyboard.press("Enter");
    await expect(page.getByRole("alert").filter({ hasText: "reached" })).toBeVisible({ timeout: 2000 });
  }).toPass();
  await expect(page.getByRole("heading", { name: "Anybody there?" }).first()).toBeVisible();
});
