import type { APIResponse, Browser, BrowserContext, Page } from "@playwright/test";
import { askOn, expect, expectNoAxeFindings, test } from "./support/console";
import { type OwnServer, startOwnServer } from "./support/own-server";

const password = "correct horse battery";
const question = "What is the budget of project Nightjar?";
const secret = "The budget of project Nightjar is 412,000 euros.";
let server: OwnServer;

test.describe.configure({ mode: "serial", timeout: 300_000 });
test.beforeAll(async () => {
  test.setTimeout(300_000);
  server = await startOwnServer();
});
test.afterAll(async () => {
  await server?.stop();
});

/** Calls the API as a page of this context would. */
async function call(
  context: BrowserContext,
  method: string,
  path: string,
  data?: object,
): Promise<APIResponse> {
  return context.request.fetch(`${server.address}${path}`, {
    method,
    headers: { origin: server.address },
    ...(data && { data }),
  });
}

async function person(browser: Browser): Promise<{ context: BrowserContext; page: Page }> {
  const context = await browser.newContext({ baseURL: server.address });
  return { context, page: await context.newPage() };
}

/** What somebody gets to know of the document, by every way that there is. */
async function knows({ context, page }: { context: BrowserContext; page: Page }, documentId: string) {
  const found = await (await call(context, "POST", "/api/search", { query: question })).json();
  const sources = await (await call(context, "GET", "/api/sources")).json();
  const listed = await (await call(context, "GET", "/api/documents?q=Nightjar")).json();
  const tags = await (await call(context, "GET", "/api/documents/tags")).text();
  const answer = await (await call(context, "POST", "/api/ask", { question })).text();
  await page.goto(`/documents/${documentId}`);
  await expect(page.getByRole("heading").first()).toBeVisible();
  const onPage = (await page.getByText("412,000 euros").count()) > 0;
  return {
    find: JSON.stringify(found).includes("412,000"),
    source: JSON.stringify(sources).includes("Board"),
    list: JSON.stringify(listed).includes("Nightjar"),
    tag: tags.includes("nightjar-tag"),
    answer: answer.includes("412,000"),
    open: (await call(context, "GET", `/api/documents/${documentId}`)).status(),
    text: (await call(context, "GET", `/api/documents/${documentId}/text`)).status(),
    original: (await call(context, "GET", `/api/documents/${documentId}/original`)).status(),
    onPage,
  };
}

const nothing = {
  find: false,
  source: false,
  list: false,
  tag: false,
  answer: false,
  open: 404,
  text: 404,
  original: 404,
  onPage: false,
};
const everything = {
  find: true,
  source: true,
  list: true,
  tag: true,
  answer: true,
  open: 200,
  text: 200,
  original: 200,
  onPage: true,
};

test("from the first admin's link to a member who finds what was granted, and nothing else", async ({
  browser,
}) => {
  const admin = await person(browser);
  await admin.page.goto(server.welcome);
  await expectNoAxeFindings(admin.page);
  await admin.page.getByText("Name, e-mail address and password (optional)").click();
  await admin.page.getByLabel("Name", { exact: true }).fill("Ada");
  await admin.page.getByLabel("E-mail address").fill("ada@example.org");
  await admin.page.getByLabel("Password").fill(password);
  await admin.page.getByRole("button", { name: "Make me the admin" }).click();
  await admin.page.waitForURL("**/ask");

  const again = await person(browser);
  await again.page.goto(server.welcome);
  await again.page.getByRole("button", { name: "Make me the admin" }).click();
  await expect(again.page.getByText("This link no longer works")).toBeVisible();
  await again.page.goto("/ask");
  await again.page.waitForURL("**/sign-in?next=%2Fask");

  const { user } = await (await call(admin.context, "GET", "/api/me")).json();
  const made = await call(admin.context, "POST", "/api/sources", { name: "Board", visibility: "granted" });
  const source = await made.json();
  const grant = (ids: string[]) =>
    call(admin.context, "PUT", `/api/sources/${source.id}/grants`, {
      grants: ids.map((id) => ({ kind: "user", id })),
    });
  expect((await grant([user.id])).status()).toBe(200);
  const accepted = await (
    await call(admin.context, "POST", "/api/ingest", {
      title: "Project Nightjar",
      uri: "nightjar.md",
      source: "Board",
      tags: ["nightjar-tag"],
      text: `# Project Nightjar\n\n${secret} The project begins in May.`,
    })
  ).json();
  let documentId = "";
  await expect(async () => {
    const job = await (await call(admin.context, "GET", `/api/jobs/${accepted.job_id}`)).json();
    expect(job.state).toBe("completed");
    documentId = job.items[0].document_id;
  }).toPass({ timeout: 60_000 });

  await admin.page.goto("/settings/people");
  await admin.page.getByRole("button", { name: "Make the link" }).click();
  const link =
    (await admin.page.locator("code").filter({ hasText: "/invitation?token=" }).textContent())?.trim() ?? "";
  await expectNoAxeFindings(admin.page);

  const member = await person(browser);
  await member.page.goto(link);
  await member.page.getByLabel("Name").fill("Mo");
  await member.page.getByLabel("E-mail address").fill("mo@example.org");
  await member.page.getByLabel("Password").fill(password);
  await expectNoAxeFindings(member.page);
  await member.page.getByRole("button", { name: "Make my account" }).click();
  await member.page.waitForURL("**/ask");

  expect(await knows(member, documentId)).toEqual(nothing);
  await member.page.goto("/ask");
  await askOn(member.page, question);
  await expect(member.page.getByText("412,000")).toHaveCount(0);
  const { user: mo } = await (await call(member.context, "GET", "/api/me")).json();

  await admin.page.goto("/settings/sources");
  await admin.page.getByRole("button", { name: "Change who reads Board" }).click();
  await admin.page.getByRole("menuitemcheckbox", { name: "Mo" }).click();
  await expect(admin.page.getByText(/^Granted to (Ada, Mo|Mo, Ada)$/)).toBeVisible();
  expect(await knows(member, documentId)).toEqual(everything);

  expect((await grant([user.id])).status()).toBe(200);
  expect(await knows(member, documentId)).toEqual(nothing);
  await call(admin.context, "PATCH", `/api/users/${mo.id}`, { disabled: true });
  expect((await call(member.context, "GET", "/api/me")).status()).toBe(401);
  await member.page.goto("/documents");
  await member.page.waitForURL("**/sign-in?next=%2Fdocuments");
});

test("whoever signs out signs in again with a password, and a wrong one says what was wrong", async ({
  browser,
}) => {
  const { page } = await person(browser);
  await page.goto("/documents");
  await page.waitForURL("**/sign-in?next=%2Fdocuments");
  await expectNoAxeFindings(page);
  await page.getByLabel("E-mail address").fill("ada@example.org");
  await page.getByLabel("Password").fill("not the password");
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByText("E-mail address or password is wrong.")).toBeVisible();
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL("**/documents");

  for (const [section, shown] of [
    ["profile", "Save"],
    ["sessions", "Sign out of this browser"],
    ["people", "Make the link"],
    ["models", "Test connection"],
  ] as const) {
    await page.goto(`/settings/${section}`);
    await expect(page.getByRole("button", { name: shown })).toBeVisible();
    await expectNoAxeFindings(page);
  }
  await page.getByRole("button", { name: "Test connection" }).click();
  await expect(page.getByRole("status").getByText("Works")).toHaveCount(2);

  await page.goto("/settings/people");
  const invited = page.getByRole("button", { name: "Withdraw the invitation of whoever has the link" });
  // The server's markup is there before its script: a press then would be lost.
  await expect(async () => {
    if ((await invited.count()) === 0) await page.getByRole("button", { name: "Make the link" }).click();
    await expect(invited).toBeVisible({ timeout: 3000 });
  }).toPass();
  await invited.click();
  await expect(invited).toHaveCount(0);
  await page.getByRole("button", { name: "More for Mo" }).click();
  await page.getByRole("menuitem", { name: "Remove …" }).click();
  await expect(page.getByRole("dialog", { name: "Remove Mo?" })).toBeVisible();
  await expectNoAxeFindings(page);
  await page.getByRole("button", { name: "Remove for good" }).click();
  await expect(page.getByRole("button", { name: "More for Mo" })).toHaveCount(0);

  await page.goto("/settings/sessions");
  const out = page.getByRole("button", { name: "Sign out of this browser" });
  await expect(async () => {
    if (await out.isVisible()) await out.click();
    await page.waitForURL("**/sign-in", { timeout: 5000 });
  }).toPass();
});
