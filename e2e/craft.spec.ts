import { answered, ask, expect, test } from "./support/console";

/** Of what a page may load of JavaScript before it can be used, packed. */
const scriptBudget = 220_000;

test("Ask loads within its budget of JavaScript", async ({ page }) => {
  const sizes: Promise<number>[] = [];
  page.on("requestfinished", (request) => {
    if (request.resourceType() === "script")
      sizes.push(request.sizes().then(({ responseBodySize }) => responseBodySize));
  });
  await page.goto("/ask");
  await expect(page.getByRole("list").getByRole("button").first()).toBeVisible();
  await page.waitForLoadState("networkidle");
  const total = (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
  expect(total).toBeGreaterThan(50_000);
  expect(total).toBeLessThanOrEqual(scriptBudget);
});

test.describe("on a phone", () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

  test("what a finger presses is 44 pixels large, or has that much room of its own", async ({ page }) => {
    const tooSmall = () =>
      page.evaluate(() => {
        const found: string[] = [];
        const controls = document.querySelectorAll<HTMLElement>(
          "button, a[href], input:not([type=hidden]), select, textarea, [role=button], [role=tab]",
        );
        for (const control of controls) {
          const box = control.getBoundingClientRect();
          const style = getComputedStyle(control);
          if (box.width < 2 || box.height < 2 || style.visibility === "hidden" || control.closest("[inert]"))
            continue;
          // The form's copy of a drawn control, which nobody sees or presses.
          if (control.closest("[aria-hidden=true]") || style.pointerEvents === "none") continue;
          // What waits above the page for the Tab key, and a link or chip within a text, as high as its line.
          if (box.bottom <= 0 || control.matches("[data-chip]")) continue;
          if (control.matches("a[href]") && style.display === "inline") continue;
          const after = getComputedStyle(control, "::after");
          const reach = after.content === "none" ? 0 : Number.parseFloat(after.height) || 0;
          const row = control.closest("label")?.getBoundingClientRect().height ?? 0;
          if (Math.round(Math.max(box.height, reach, row)) < 44)
            found.push(
              `${control.getAttribute("aria-label") ?? control.textContent?.trim().slice(0, 40) ?? ""} (${control.tagName.toLowerCase()} ${Math.round(box.width)}×${Math.round(Math.max(box.height, reach))})`,
            );
        }
        return found;
      });
    await ask(page, answered);
    await expect.poll(tooSmall, { message: "Ask" }).toEqual([]);
    for (const address of ["/documents", "/documents/gaps", "/agent"]) {
      await page.goto(address);
      await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
      await expect.poll(tooSmall, { message: address }).toEqual([]);
    }
    await page.goto("/documents");
    await page.getByRole("link", { name: "Annual Leave Policy 2025" }).first().click();
    await expect(page.getByRole("searchbox", { name: "Search inside this document" })).toBeVisible();
    await expect.poll(tooSmall, { message: "the reading view" }).toEqual([]);
  });
});
