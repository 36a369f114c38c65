import { askOn, expect, expectNoAxeFindings, test } from "./support/console";
import type { OwnServer } from "./support/own-server";
import {
  becomeAdmin,
  giveDocument,
  runSmallSuite,
  startSmallSuiteServer,
} from "./support/small-suite-server";

const inSuite = "Where do visitors park?";
const question = "When does the canteen in Leeds open?";
const passage = "The canteen in Leeds opens at 07:45.";
let server: OwnServer;

test.describe.configure({ mode: "serial", timeout: 300_000 });
test.beforeAll(async () => {
  test.setTimeout(300_000);
  server = await startSmallSuiteServer();
});
test.afterAll(async () => {
  await server?.stop();
});

test("a bad answer becomes a case, is confirmed by a person, and is then in the set and in the gate", async ({
  browser,
}) => {
  const context = await browser.newContext({ baseURL: server.address });
  const page = await context.newPage();
  await becomeAdmin(page, server);
  await giveDocument(context, server, {
    title: "Canteen",
    uri: "canteen.md",
    text: `# Canteen\n\n${passage} Ask ada@example.org for a card.`,
  });

  await test.step("a run from the page, followed to its end", async () => {
    await runSmallSuite(page, "before the feedback");
    await expectNoAxeFindings(page);
    await page.getByRole("link", { name: inSuite }).click();
    await expect(page.getByRole("region", { name: "Expected" })).toContainText("Visitors park on level 2.");
    await expect(page.getByRole("region", { name: "Got" })).toContainText("quote exact");
    await expectNoAxeFindings(page);
  });

  await test.step("somebody asks and marks the answer as bad", async () => {
    await page.goto("/ask");
    await askOn(page, `${question} Write to bob@example.org.`);
    await page.getByRole("button", { name: "Bad answer" }).click();
    await page.getByRole("radio", { name: "Something is missing" }).check();
    await page.getByRole("button", { name: "Send" }).click();
    await expect(page.getByRole("button", { name: "Bad answer" })).toHaveAttribute("aria-pressed", "true");
  });

  await test.step("one click makes a draft of it, without personal data", async () => {
    await page.goto("/evals/feedback?suite=small&kind=thumbs-down");
    await expectNoAxeFindings(page);
    await expect(page.getByText("bob@example.org")).toHaveCount(0);
    await page.getByRole("button", { name: /^Make a case of/ }).click();
    await page.waitForURL("**/evals/cases/*");
    await expect(page.getByText("draft, in no run yet")).toBeVisible();
    // The suite gets a copy of the document, which a worker reads.
    const place = page.getByRole("region", { name: "In the documents" }).getByRole("listitem");
    await expect(async () => {
      await page.reload();
      await expect(place.getByText("not found")).toHaveCount(0, { timeout: 500 });
    }).toPass({ timeout: 60_000 });
    await expect(place.locator("mark")).toHaveText(passage);
    await expect(place).toContainText("[email]");
    await expect(page.getByText(/(ada|bob)@example.org/)).toHaveCount(0);
    await expectNoAxeFindings(page);
  });

  await test.step("it must pass from now on, and a person confirms it in the queue", async () => {
    await page.getByLabel("Must pass").check();
    await page.getByRole("button", { name: "Save" }).click();
    await expect(page.getByLabel("Must pass")).toBeChecked();
    await page.goto("/evals/review?suite=small");
    await expect(page.getByRole("article").getByText("not human-verified")).toBeVisible();
    await expectNoAxeFindings(page);
    await page.getByLabel("Comment").fill("It is as the document says.");
    await page.getByRole("button", { name: "Right", exact: true }).click();
    await expect(page.getByText("1 of 8 in runs are human-verified")).toBeVisible();
  });

  await test.step("the next run asks it, and the gate counts on it", async () => {
    await runSmallSuite(page, "with the feedback");
    await page.getByLabel("Must pass").selectOption({ label: "Must pass" });
    await page.waitForURL("**must_pass=true**");
    await expect(page.getByRole("row", { name: /must pass/ })).toHaveCount(1);
    await expect(page.getByRole("status").getByText(/The gate is (open|shut)/)).toBeVisible();
  });

  await test.step("two runs are compared in words", async () => {
    await page.goto("/evals?suite=small");
    await expectNoAxeFindings(page);
    await page.getByRole("button", { name: "Compare the two chosen runs" }).click();
    await page.waitForURL("**/evals/compare?**");
    await expect(page.getByText("over the 7 cases that both have")).toBeVisible();
    await expectNoAxeFindings(page);
  });
  await context.close();
});
