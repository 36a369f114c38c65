import { execFileSync } from "node:child_process";
import path from "node:path";
import type { BrowserContext, Page } from "@playwright/test";
import { expect } from "./console";
import { type OwnServer, startOwnServer } from "./own-server";

/** A server with a database of its own that has the small suite. */
export async function startSmallSuiteServer(): Promise<OwnServer> {
  const server = await startOwnServer();
  execFileSync(
    process.execPath,
    ["--import", "tsx", path.resolve(import.meta.dirname, "take-in-small-suite.ts")],
    {
      env: { ...process.env, DATA_DIR: server.dataDir, LOG_LEVEL: "error" },
      stdio: "inherit",
    },
  );
  return server;
}

/** Before there is an admin nobody sees runs; then the page's person becomes the first one. */
export async function becomeAdmin(page: Page, server: OwnServer): Promise<void> {
  await page.goto("/evals");
  await expect(page.getByRole("heading", { name: "Runs" })).toHaveCount(0);
  await page.goto(server.welcome);
  await page.getByRole("button", { name: "Make me the admin" }).click();
  await page.waitForURL("**/ask");
}

/** Gives people a document and waits until it is read. */
export async function giveDocument(
  context: BrowserContext,
  server: OwnServer,
  document: { title: string; uri: string; text: string },
): Promise<void> {
  const accepted = await context.request.post("/api/ingest", {
    headers: { origin: server.address },
    data: document,
  });
  const { job_id } = await accepted.json();
  await expect
    .poll(async () => (await (await context.request.get(`/api/jobs/${job_id}`)).json()).state, {
      timeout: 120_000,
    })
    .toBe("completed");
}

/** Starts a run of the small suite from its page and waits for its scores. */
export async function runSmallSuite(page: Page, note: string): Promise<void> {
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
