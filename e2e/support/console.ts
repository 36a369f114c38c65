import AxeBuilder from "@axe-core/playwright";
import { test as base, expect, type Page } from "@playwright/test";

/** A test whose page may ask nobody but this server and may throw nothing. */
export const test = base.extend<{ page: Page }>({
  page: async ({ page, baseURL }, use) => {
    const outside: string[] = [];
    const thrown: string[] = [];
    const own = new URL(baseURL ?? "").host;
    page.on("request", (request) => {
      const url = new URL(request.url());
      if (/^(https?|wss?):$/.test(url.protocol) && url.host !== own) outside.push(request.url());
    });
    page.on("pageerror", (error) => thrown.push(error.message));
    await use(page);
    expect(outside, "requests that leave the server's own address").toEqual([]);
    expect(thrown, "errors thrown in the page").toEqual([]);
  },
});
export { expect };

export const answered = "How many days of holiday do I get a year in Bristol if I work full time?";
export const provedBy =
  "Full-time employees in Bristol receive 27 days of annual leave a year plus the public holidays in England.";
export const unanswered = "How much does the GW-5 gateway weigh?";
export const inPdf = "How long does my password have to be?";

/** Opens a new question, asks it and waits for the end of its answer. */
export async function ask(page: Page, question: string): Promise<void> {
  await page.goto("/ask");
  await askOn(page, question);
}

/** Asks in the thread that is open and waits for the end of the answer. */
export async function askOn(page: Page, question: string): Promise<void> {
  const field = page.getByRole("textbox", { name: "Your question" });
  // The server's markup is there before its script: what is typed into it then would be lost.
  await expect(async () => {
    await field.fill(question);
    await expect(page.getByRole("button", { name: "Ask", exact: true })).not.toHaveAttribute(
      "aria-disabled",
      "true",
      { timeout: 500 },
    );
  }).toPass();
  await field.press("Enter");
  const turn = page.getByRole("article", { name: question }).last();
  await expect(turn.getByRole("button", { name: "How this was found" })).toBeVisible({ timeout: 60_000 });
}

/** Axe finds nothing, by the rules of WCAG 2.2 A and AA and by its best practices. */
export async function expectNoAxeFindings(page: Page): Promise<void> {
  // Colours are measured when nothing fades any more.
  await page.evaluate(() =>
    Promise.all(
      document
        .getAnimations()
        .filter((animation) => animation.effect?.getComputedTiming().iterations !== Number.POSITIVE_INFINITY)
        .map((animation) => animation.finished.catch(() => undefined)),
    ),
  );
  const { violations } = await new AxeBuilder({ page }).analyze();
  const findings = violations.map(
    (violation) =>
      `${violation.id}: ${violation.help} (${violation.nodes.map((node) => node.html.slice(0, 160)).join(" | ")})`,
  );
  expect(findings).toEqual([]);
}
