import { execFileSync } from "node:child_process";
import path from "node:path";
import type { Browser, BrowserContext, Page } from "@playwright/test";
import { expect, expectNoAxeFindings, test } from "./support/console";
import { type OwnServer, startOwnServer } from "./support/own-server";

const password = "correct horse battery";
const request = "Find what we say on parental leave, draft an FAQ entry and publish it";
const title = "Parental leave, checked by a person";
let server: OwnServer;

test.describe.configure({ timeout: 300_000 });
test.beforeAll(async () => {
  test.setTimeout(300_000);
  server = await startOwnServer();
});
test.afterAll(async () => {
  await server?.stop();
});

interface Person {
  context: BrowserContext;
  page: Page;
}

async function newPerson(browser: Browser): Promise<Person> {
  const context = await browser.newContext({ baseURL: server.address });
  return { context, page: await context.newPage() };
}

async function call({ context }: Person, method: string, address: string, data?: object) {
  const response = await context.request.fetch(`${server.address}${address}`, {
    method,
    headers: { origin: server.address },
    ...(data && { data }),
  });
  expect(response.ok(), `${method} ${address}: ${response.status()}`).toBe(true);
  const text = await response.text();
  return text === "" ? undefined : JSON.parse(text);
}

/** Somebody of that role, by an invitation of the admin's. */
async function invited(browser: Browser, admin: Person, role: string, name: string): Promise<Person> {
  const { url } = await call(admin, "POST", "/api/invitations", { role });
  const person = await newPerson(browser);
  const token = new URL(url).searchParams.get("token");
  const email = `${name.toLowerCase()}@example.org`;
  await call(person, "POST", "/api/invitations/accept", { token, name, email, password });
  return person;
}

test("from a request to a decision by another, to the proof of it, to tampering that is found", async ({
  browser,
}) => {
  const admin = await newPerson(browser);
  await call(admin, "POST", "/api/auth/welcome", {
    token: new URL(server.welcome).searchParams.get("token"),
    name: "Ada",
  });
  const edo = await invited(browser, admin, "editor", "Edo");
  const apo = await invited(browser, admin, "approver", "Apo");
  await expect(async () => {
    const { data } = await call(admin, "GET", "/api/documents?limit=200");
    const ready = data.filter(({ state }: { state: string }) => state === "ready");
    expect(ready.length).toBe(data.length);
    expect(ready.length).toBeGreaterThan(20);
  }).toPass({ timeout: 180_000 });

  await test.step("the request becomes steps, and the one that writes waits for a person", async () => {
    await edo.page.goto("/agent");
    await expectNoAxeFindings(edo.page);
    const field = edo.page.getByLabel("What the agent should do");
    await expect(async () => {
      await field.fill(request);
      await expect(edo.page.getByRole("button", { name: "Start" })).not.toHaveAttribute(
        "aria-disabled",
        "true",
        {
          timeout: 500,
        },
      );
    }).toPass();
    await field.press("Enter");
    await edo.page.waitForURL(/\/agent\/run_/);
    await expect(edo.page.getByText(/^Waits for .*Apo/)).toBeVisible({ timeout: 60_000 });
    await expectNoAxeFindings(edo.page);
    await edo.page.getByRole("link", { name: "See what will happen" }).click();
    await expect(edo.page.getByText("Waits for an approver").first()).toBeVisible();
    await expect(edo.page.getByRole("button", { name: "Approve" })).toHaveCount(0);
  });

  await test.step("another person sees what will happen, edits it by keyboard and approves that", async () => {
    await apo.page.goto("/agent/inbox");
    const rooms = apo.page.getByRole("navigation", { name: "Rooms" });
    await expect(rooms.getByText("1", { exact: true })).toBeVisible();
    await expectNoAxeFindings(apo.page);
    await expect(async () => {
      await apo.page.keyboard.press("j");
      await apo.page.waitForURL(/\/agent\/inbox\/apr_/, { timeout: 3000 });
    }).toPass();
    await expect(apo.page.getByRole("heading", { name: "What will happen" })).toBeVisible();
    await expect(apo.page.getByRole("heading", { name: "Where each argument came from" })).toBeVisible();
    await expectNoAxeFindings(apo.page);
    const window = apo.page.getByRole("dialog");
    await expect(async () => {
      await apo.page.keyboard.press("e");
      await expect(window).toBeVisible({ timeout: 1000 });
    }).toPass();
    await window.getByLabel("Title").fill(title);
    await expectNoAxeFindings(apo.page);
    await window.getByRole("button", { name: "See what differs" }).click();
    await expect(window.locator("ins").first()).toBeVisible();
    await expectNoAxeFindings(apo.page);
    await window.getByRole("button", { name: "Approve as edited" }).click();
    await expect(apo.page.getByText(/^Approved by Apo/)).toBeVisible();
    await expect(apo.page.getByRole("heading", { name: "Edited by the approver" })).toBeVisible();
    await expect(rooms.getByText("1", { exact: true })).toBeHidden();
    await expectNoAxeFindings(apo.page);
  });

  await test.step("it is done, once, and the run goes on with it", async () => {
    await edo.page.goto("/agent");
    await edo.page.getByRole("link", { name: request }).click();
    await expect(edo.page.getByRole("status").getByText("Finished")).toBeVisible({ timeout: 60_000 });
    await expect(async () => {
      const { data } = await call(edo, "GET", `/api/documents?q=${encodeURIComponent(title)}`);
      expect(data.map((document: { title: string }) => document.title)).toEqual([title]);
    }).toPass({ timeout: 60_000 });
  });

  await test.step("the log tells it, and is verified", async () => {
    await admin.page.goto("/settings/audit");
    await expect(async () => {
      await admin.page.getByLabel("Action", { exact: true }).fill("approval.decided");
      await admin.page.getByRole("button", { name: "Search", exact: true }).click();
      await expect(admin.page.getByText("approved edited")).toBeVisible({ timeout: 2000 });
    }).toPass();
    await admin.page.getByText("Approval decided").click();
    await expect(admin.page.getByText(title).first()).toBeVisible();
    await expectNoAxeFindings(admin.page);
    await admin.page.getByRole("button", { name: "Verify now" }).click();
    await expect(admin.page.getByText("Intact", { exact: true })).toBeVisible();
  });

  await test.step("a row that was changed in the database is named", async () => {
    const { entries } = await call(admin, "GET", "/api/audit?action=approval.decided");
    const { seq } = entries[0];
    execFileSync(
      process.execPath,
      ["--import", "tsx", path.resolve(import.meta.dirname, "support/tamper-with-audit.ts"), String(seq)],
      { env: { ...process.env, DATA_DIR: server.dataDir, DATABASE_URL: "" } },
    );
    await admin.page.getByRole("button", { name: "Verify now" }).click();
    await expect(
      admin.page.getByText(`Not intact: entry no. ${seq} is the first that is wrong`),
    ).toBeVisible();
    await expectNoAxeFindings(admin.page);
  });

  await test.step("one switch stops all writes of agents, and whoever asks is told", async () => {
    await admin.page.goto("/settings/agent");
    await expect(async () => {
      await admin.page.getByRole("button", { name: "Stop all writes" }).click({ timeout: 2000 });
      await expect(admin.page.getByText("All writes of agents are stopped")).toBeVisible({ timeout: 2000 });
    }).toPass();
    await expectNoAxeFindings(admin.page);
    await edo.page.goto("/agent");
    await expect(edo.page.getByText("Agents may not write now")).toBeVisible();
  });
});
