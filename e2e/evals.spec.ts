import { expect, expectNoAxeFindings, test } from "./support/console";
import type { OwnServer } from "./support/own-server";
import { becomeAdmin, runSmallSuite, startSmallSuiteServer } from "./support/small-suite-server";

let server: OwnServer;

test.describe.configure({ mode: "serial", timeout: 300_000 });
test.beforeAll(async () => {
  test.setTimeout(300_000);
  server = await startSmallSuiteServer();
});
test.afterAll(async () => {
  await server?.stop();
});

test("a run is started from the page, followed to its end, and a case of it shows expected and got", async ({
  browser,
}) => {
  const context = await browser.newContext({ baseURL: server.address });
  const page = await context.newPage();
  await becomeAdmin(page, server);
  await runSmallSuite(page, "before the feedback");
  await expectNoAxeFindings(page);
  await page.getByRole("link", { name: "Where do visitors park?" }).click();
  await expect(page.getByRole("region", { name: "Expected" })).toContainText("Visitors park on level 2.");
  await expect(page.getByRole("region", { name: "Got" })).toContainText("quote exact");
  await context.close();
});
