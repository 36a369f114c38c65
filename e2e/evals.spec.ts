import { execFileSync } from "node:child_process";
import path from "node:path";
import type { Page } from "@playwright/test";
import { expect, expectNoAxeFindings, test } from "./support/console";
import { type OwnServer, startOwnServer } from "./support/own-server";

const question = "Where do visitors park?";
let server: OwnServer;

test.describe.configure({ mode: "serial", timeout: 300_000 });
test.beforeAll(async () => {
  test.setTimeout(300_000);
  server = await startOwnServer();
  execFileSync(
    process.execPath,
    ["--import", "tsx", path.resolve(import.meta.dirname, "support/take-in-small-suite.ts")],
    { env: { ...process.env, DATA_DIR: server.dataDir, LOG_LEVEL: "error" }, stdio: "inherit" },
  );
});
test.afterAll(async () => {
  await server?.stop();
});

/** Starts a run of the small suite from its page and waits for its scores. */
async function runSmallSuite(page: Page, note: string): Promise<void> {
  await page.goto("/evals?suite=small");
  await expect(async () => {
    await page.getByRole("button", { name: "Start a run" }).click();
    await expect(page.getByRole("dialog", { name: "Start a run" })).toBeVisible({ timeout: 1000 });
  }).toPass();
  await page.getByRole("textbox", { name: "Note", exact: true }).fill(note);
  await page.getByRole("button", { name: "Start", exact: true }).click();
  await page.waitForURL("**/evals/runs/*");
  await expect(page.getByRole("heading", { name: "Scores" })).toBeVisible({ timeout: 120_000 });
  await expect(page.getByText("completed", { exact: true }).first()).toBeVisible();
}

test("a run is started from the page, followed to its end, and a case of it shows expected and got", async ({
  browser,
}) => {
  const context = await browser.newContext({ baseURL: server.address });
  const page = await context.newPage();
  await page.goto("/evals");
  await expect(page.getByRole("heading", { name: "Runs" })).toHaveCount(0);
  await page.goto(server.welcome);
  await page.getByRole("button", { name: "Make me the admin" }).click();
  await page.waitForURL("**/ask");

  const accepted = await context.request.post("/api/ingest", {
    headers: { origin: server.address },
    data: {
      title: "Parking",
      uri: "parking.md",
      text: `# Parking\n\nVisitors park on level 2. The gate closes at 21:30. Ask ada@example.org for a card.`,
    },
  });
  const { job_id } = await accepted.json();
  await expect
    .poll(async () => (await (await context.request.get(`/api/jobs/${job_id}`)).json()).state, {
      timeout: 120_000,
    })
    .toBe("completed");

  await test.step("a run from the page, followed to its end", async () => {
    await runSmallSuite(page, "before the feedback");
    await expectNoAxeFindings(page);
    await page.getByRole("link", { name: question }).click();
    await expect(page.getByRole("region", { name: "Expected" })).toContainText("Visitors park on level 2.");
    await expect(page.getByRole("region", { name: "Got" })).toContainText("quote exact");
  });
  await context.close();
});
