import type { Page } from "@playwright/test";
import { answered, ask, expect, inPdf, test } from "./support/console";

/** Everything that the page's policy forbade while it was open. */
async function watchPolicy(page: Page): Promise<() => Promise<string[]>> {
  await page.addInitScript(() => {
    const found: string[] = [];
    Object.assign(window, { policyViolations: found });
    document.addEventListener("securitypolicyviolation", (event) => {
      found.push(`${event.effectiveDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`);
    });
  });
  return () => page.evaluate(() => (window as unknown as { policyViolations: string[] }).policyViolations);
}

const pages = [
  "/ask",
  "/documents",
  "/documents/gaps",
  "/documents/search?q=holiday",
  "/settings/profile",
  "/sign-in",
  "/reset",
  "/welcome",
  "/invitation",
  "/docs",
  "/docs/errors",
  "/nothing/here",
];

for (const address of pages) {
  test(`${address} keeps to its policy, and its headers say it`, async ({ page }) => {
    const violations = await watchPolicy(page);
    const response = await page.goto(address);
    // What the page's own scripts do once they run belongs to it.
    await page.waitForTimeout(1500);
    const headers = response?.headers() ?? {};
    const policy = headers["content-security-policy"] ?? "";
    expect(policy).toMatch(/script-src 'self' 'nonce-[A-Za-z0-9+/=]{24}' 'strict-dynamic';/);
    for (const part of [
      "object-src 'none'",
      "base-uri 'none'",
      "frame-ancestors 'none'",
      "form-action 'self'",
    ])
      expect(policy).toContain(part);
    expect(headers["x-content-type-options"]).toBe("nosniff");
    expect(headers["referrer-policy"]).toBeTruthy();
    expect(headers["permissions-policy"]).toContain("camera=()");
    expect(headers["cross-origin-opener-policy"]).toBe("same-origin");
    expect(await violations()).toEqual([]);
  });
}

test("menus, dialogs, choices, messages and the pages of a PDF keep to the policy", async ({ page }) => {
  const violations = await watchPolicy(page);
  await ask(page, answered);
  await page.locator("[data-chip]").first().click();
  await page.getByRole("button", { name: "How this was found" }).click();
  const found = page.getByRole("dialog", { name: "How this was found" });
  await expect(found).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(found).toBeHidden();
  await page.getByRole("button", { name: "Good answer" }).click();
  await page.keyboard.press("Control+k");
  await expect(page.getByRole("dialog", { name: "Go to anything" })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog", { name: "Go to anything" })).toBeHidden();
  await page.getByRole("button", { name: "Account" }).click();
  await expect(page.getByRole("menuitem").first()).toBeVisible();
  await page.keyboard.press("Escape");
  expect(await violations()).toEqual([]);
  await ask(page, inPdf);
  await page
    .getByRole("button", { name: /^Source \d+: Information Security Policy/ })
    .first()
    .click();
  await expect(page.getByRole("complementary", { name: "Evidence" }).locator("canvas").first()).toBeVisible();
  expect(await violations()).toEqual([]);
});

test("an answer of the API is data: nothing in it may be loaded, run or framed", async ({ request }) => {
  for (const address of ["/api/health", "/api/documents", "/api/documents/%ff", "/api/openapi.json"]) {
    const headers = (await request.get(address)).headers();
    expect(headers["content-security-policy"], address).toContain("default-src 'none'");
    expect(headers["x-content-type-options"], address).toBe("nosniff");
  }
});

test("an address that is no UTF-8, TRACE and a wrong method get a problem", async ({ request }) => {
  const wrong = await request.get("/api/documents/%ff");
  expect(wrong.status()).toBe(404);
  for (const [method, address] of [
    ["PUT", "/api/health"],
    ["DELETE", "/api/ask"],
  ] as const) {
    const response = await request.fetch(address, { method });
    expect(response.status(), method).toBe(405);
    expect(response.headers()["content-type"]).toContain("application/problem+json");
    expect((await response.json()).code).toBe("method_not_allowed");
  }
});

test("a hostile document runs nothing where it is read, nor where it is saved", async ({
  page,
  request,
  baseURL,
}) => {
  const script = "window.top.hostile = true; window.hostile = true";
  const files = [
    {
      name: "hostile.html",
      mimeType: "text/html",
      text: `<!doctype html><title>Hostile page</title><h1 onclick="${script}">Hostile page</h1><script>${script}</script><img src=x onerror="${script}"><svg onload="${script}"><script>${script}</script></svg><a href="javascript:${script}">A link of the hostile page</a><iframe srcdoc="<script>${script}</script>"></iframe><p>The hostile page has words enough to be kept as a document.</p><form action="https://outside.example"><input autofocus onfocus="${script}"></form><meta http-equiv="refresh" content="0;url=https://outside.example">`,
    },
    {
      name: "hostile.md",
      mimeType: "text/markdown",
      text: `# Hostile notes\n\n<script>${script}</script>\n\n<img src=x onerror="${script}">\n\n[A link of the hostile notes](javascript:${script.replace(/ /g, "%20")})\n\n![x](https://outside.example/x.png)\n\n<svg onload="${script}"></svg>\n\nThe hostile notes have words enough to be kept as a document.\n`,
    },
  ];
  const ids: string[] = [];
  for (const file of files) {
    const response = await request.post("/api/documents", {
      headers: { origin: baseURL ?? "" },
      multipart: { file: { name: file.name, mimeType: file.mimeType, buffer: Buffer.from(file.text) } },
    });
    expect(response.status()).toBe(202);
    const words = file.name === "hostile.md" ? "Hostile notes" : "Hostile page";
    await expect(async () => {
      const list = await (await request.get(`/api/documents?q=${encodeURIComponent(words)}`)).json();
      const found = list.data.find((each: { state: string }) => each.state === "ready");
      expect(found).toBeTruthy();
      ids.push(found.id);
    }).toPass({ timeout: 60_000 });
  }
  const violations = await watchPolicy(page);
  for (const id of ids) {
    await page.goto(`/documents/${id}`);
    await page.waitForTimeout(1500);
    await expect(page.getByText("words enough to be kept").first()).toBeVisible();
    for (const link of await page.locator('a[href^="javascript:" i]').all()) expect(link).toBeNull();
    expect(await page.locator("iframe, object, embed, base, meta[http-equiv=refresh]").count()).toBe(0);
    expect(await page.evaluate(() => "hostile" in window)).toBe(false);
    expect(await violations()).toEqual([]);
    const saved = await request.get(`/api/documents/${id}/original`);
    expect(saved.headers()["content-disposition"]).toMatch(/^attachment/);
    expect(saved.headers()["content-security-policy"]).toContain("sandbox");
    expect(saved.headers()["content-type"]).not.toContain("html");
    await request.delete(`/api/documents/${id}`, { headers: { origin: baseURL ?? "" } });
  }
});
