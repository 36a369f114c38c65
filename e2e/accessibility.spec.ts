import { answered, ask, expect, expectNoAxeFindings, test, unanswered } from "./support/console";

for (const colorScheme of ["light", "dark"] as const) {
  test.describe(`in ${colorScheme} colours`, () => {
    test.use({ colorScheme });

    test("axe finds nothing on Ask: first visit, answer, card, evidence, dialogs", async ({ page }) => {
      await page.goto("/ask");
      await expect(page.getByRole("list").getByRole("button").first()).toBeVisible();
      await expectNoAxeFindings(page);
      await ask(page, answered);
      await expectNoAxeFindings(page);
      await page.locator("[data-chip]").first().hover();
      await expect(page.getByRole("dialog", { name: "Source" })).toBeVisible();
      await expectNoAxeFindings(page);
      await page.locator("[data-chip]").first().click();
      await expect(page.getByRole("complementary", { name: "Evidence" }).locator("mark")).toBeVisible();
      await expectNoAxeFindings(page);
      await page.getByRole("button", { name: "How this was found" }).click();
      await expect(page.getByText(/ms in all/)).toBeVisible();
      await expectNoAxeFindings(page);
      await page.keyboard.press("Escape");
      await page.getByRole("button", { name: "Bad answer" }).click();
      await expectNoAxeFindings(page);
    });

    test("axe finds nothing on a refusal, the search of passages, the palette", async ({ page }) => {
      await ask(page, unanswered);
      await expectNoAxeFindings(page);
      await page.getByRole("button", { name: "Report the gap" }).click();
      await expect(page.getByRole("dialog", { name: "Report the gap" })).toBeVisible();
      await expectNoAxeFindings(page);
      await page.keyboard.press("Escape");
      await page.getByRole("link", { name: "Search the passages" }).click();
      await expect(page.getByRole("article").first()).toBeVisible();
      await expectNoAxeFindings(page);
      await page.keyboard.press("Control+k");
      await expect(
        page.getByRole("dialog", { name: "Go to anything" }).getByRole("option").first(),
      ).toBeVisible();
      await expectNoAxeFindings(page);
    });

    test("axe finds nothing where there is nothing", async ({ page }) => {
      await page.goto("/ask/cnv_00000000000000000000000000");
      await expect(page.getByText("There is nothing here")).toBeVisible();
      await expectNoAxeFindings(page);
    });
  });
}

test("a chosen theme holds against the system's and comes without a flash", async ({ page }) => {
  await page.goto("/ask");
  await expect(async () => {
    await page.getByRole("button", { name: "Colours" }).click();
    await page.getByRole("menuitemcheckbox", { name: "Dark" }).click({ timeout: 1000 });
  }).toPass();
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  const html = await (await page.request.get("/ask")).text();
  expect(html).toContain('data-theme="dark"');
});
