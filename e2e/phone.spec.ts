import { answered, ask, expect, provedBy, test } from "./support/console";

test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

test("on a phone nothing overflows and evidence comes as a sheet", async ({ page }) => {
  await ask(page, answered);
  const overflow = () =>
    page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(await overflow()).toBe(0);
  await page.locator("[data-chip]").first().tap();
  const sheet = page.getByRole("dialog", { name: "Evidence" });
  await expect(sheet.locator("mark")).toHaveText(provedBy);
  await sheet.getByRole("button", { name: "Close evidence" }).tap();
  await expect(sheet).toBeHidden();
  await page.getByRole("button", { name: "Conversations" }).tap();
  await expect(page.getByRole("dialog", { name: "Conversations" })).toBeVisible();
  await page.keyboard.press("Escape");
  await page.getByRole("link", { name: "Documents" }).tap();
  await expect(page).toHaveURL(/\/documents/);
  expect(await overflow()).toBe(0);
});
