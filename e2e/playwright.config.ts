import { defineConfig } from "@playwright/test";

/** Journeys that take long: in `npm run test:full`. */
const long = process.env.TEST_FULL ? [] : ["**/*.full.spec.ts"];
/** Journeys that start servers of their own, or change the documents of the one that is there. */
const changing = ["agent", "documents", "evals", "evals-feedback.full", "first-admin"].map(
  (name) => `**/${name}.spec.ts`,
);
const baseURL = process.env.E2E_BASE_URL ?? "http://127.0.0.1:3000";

/**
 * Journeys against a running server with the sample documents: E2E_BASE_URL; those that change documents on another,
 * where there is one: E2E_OTHER_URL. The browser by CHROMIUM_PATH.
 */
export default defineConfig({
  testDir: ".",
  outputDir: "../test-results",
  timeout: 90_000,
  expect: { timeout: 20_000 },
  fullyParallel: false,
  /** Two at once, on servers of their own: neither sees what the other does. */
  workers: 2,
  projects: [
    { name: "asking", testIgnore: [...long, ...changing], workers: 1 },
    {
      name: "changing",
      testMatch: changing,
      testIgnore: long,
      workers: 1,
      use: { baseURL: process.env.E2E_OTHER_URL ?? baseURL },
    },
  ],
  retries: process.env.CI ? 1 : 0,
  forbidOnly: true,
  use: {
    baseURL,
    viewport: { width: 1440, height: 900 },
    locale: "en-GB",
    timezoneId: "Europe/Berlin",
    /** What can't be pressed or opened in a minute never will be: said then, and not at the test's own end. */
    actionTimeout: 60_000,
    navigationTimeout: 60_000,
    trace: "retain-on-failure",
    launchOptions: {
      executablePath: process.env.CHROMIUM_PATH ?? "/usr/bin/chromium",
      args: [
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
    },
  },
});
