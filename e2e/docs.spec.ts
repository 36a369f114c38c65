import { expect, test } from "./support/console";

test.describe.configure({ timeout: 180_000 });

test("the API's page shows how to sign a request, what each route answers, and tries one out", async ({
  page,
}) => {
  await page.goto("/docs");
  // It draws some hundred operations.
  await expect(page.getByRole("button", { name: "Authorize" }).first()).toBeVisible({ timeout: 60_000 });
  const search = page.locator("#operations-Search-postSearch");
  await search.getByText("/api/search", { exact: true }).click();
  // What was sent once stands in the form, to be sent again.
  await expect(search.getByRole("textbox")).toHaveValue(/annual leave in Hamburg/);
  await expect(search.getByText('"embedding_model"').first()).toBeVisible();
  await search.getByRole("button", { name: "Execute" }).click();
  const live = search.locator(".live-responses-table");
  await expect(live.locator(".response-col_status").last()).toContainText("200");
  await expect(live).toContainText('"results"');
});
