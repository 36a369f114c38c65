import { answered, expect, provedBy, test } from "./support/console";

test("everything from question to evidence and back is done by keyboard alone", async ({ page }) => {
  await page.goto("/ask");
  await page.keyboard.press("Tab");
  await expect(page.getByRole("link", { name: "Skip to content" })).toBeFocused();

  const field = page.getByRole("textbox", { name: "Your question" });
  await field.focus();
  await expect(async () => {
    await field.fill("");
    await page.keyboard.type("One line");
    await page.keyboard.press("Shift+Enter");
    await page.keyboard.type("two lines");
    await expect(field).toHaveValue("One line\ntwo lines", { timeout: 500 });
  }).toPass();
  // The field takes text before the page's script runs; the button knows of it only afterwards.
  await expect(async () => {
    await field.fill(answered);
    const button = page.getByRole("button", { name: "Ask", exact: true });
    await expect(button).not.toHaveAttribute("aria-disabled", "true", { timeout: 500 });
  }).toPass();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("button", { name: "How this was found" })).toBeVisible({ timeout: 60_000 });

  const chip = page.locator("[data-chip]").first();
  for (let presses = 0; presses < 60; presses++) {
    if (await chip.evaluate((element) => element === document.activeElement)) break;
    await page.keyboard.press("Shift+Tab");
  }
  await expect(chip).toBeFocused();
  const card = page.getByRole("dialog", { name: "Source" });
  await expect(async () => {
    if (!(await card.isVisible())) {
      // The answer was drawn anew under the focus, when its conversation got an address: once more.
      await page.keyboard.press("Tab");
      await page.keyboard.press("Shift+Tab");
      await expect(chip).toBeFocused({ timeout: 500 });
    }
    await expect(card).toContainText(provedBy, { timeout: 2000 });
  }).toPass();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog", { name: "Source" })).toBeHidden();
  await page.keyboard.press("Enter");
  const evidence = page.getByRole("complementary", { name: "Evidence" });
  await expect(evidence.locator("mark")).toHaveText(provedBy);
  await expect(evidence.getByRole("heading", { level: 2 }).first()).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(evidence).toBeHidden();
  await expect(chip).toBeFocused();

  await field.focus();
  await page.keyboard.press("ArrowUp");
  await expect(field).toHaveValue(answered);
});

test("Escape stops an answer, and what came until then stays", async ({ page }) => {
  await page.route("**/api/ask", async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 5000));
    await route.abort().catch(() => undefined);
  });
  await page.goto("/ask");
  const field = page.getByRole("textbox", { name: "Your question" });
  await expect(async () => {
    await field.fill("A slow one");
    await page.keyboard.press("Enter");
    await expect(page.getByRole("button", { name: "Stop" })).toBeVisible({ timeout: 1000 });
  }).toPass();
  await field.press("Escape");
  await expect(page.getByRole("article").getByText("Stopped", { exact: true })).toBeVisible();
});

test("the palette opens by keys, finds a document and goes there", async ({ page }) => {
  await page.goto("/ask");
  const palette = page.getByRole("dialog", { name: "Go to anything" });
  await expect(async () => {
    await page.keyboard.press("Control+k");
    await expect(palette).toBeVisible({ timeout: 2000 });
  }).toPass();
  await page.keyboard.type("glossary");
  await expect(palette.getByRole("option", { name: /Glossary/ }).first()).toBeVisible();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/documents\/doc_/);
});
