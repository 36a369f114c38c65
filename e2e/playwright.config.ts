import { defineConfig } from "@playwright/test";

/** Journeys that take long: in `npm run test:full`. */
const long = process.env.TEST_FULL ? [] : ["**/*.full.spec.ts"];
/** Journeys that start servers of their own, and touch no other. */
const withOwnServer = ["first-admin", "agent", "evals", "evals-feedback.full"].map(
  (name) => `**/${name}.spec.ts`,
);

/** Journeys against a running server with the sample documents: E2E_BASE_URL; the browser by CHROMIUM_PATH. */
export default defineConfig({
  testDir: ".",
  outputDir: "../test-results",
  timeout: 90_000,
  expect: { timeout: 20_000 },
  fullyParallel: false,
  /** Two at once: one on the server that is there, one on servers of its own. */
  workers: 2,
  projects: [
    { name: "shared", testIgnore: [...long, ...withOwnServer], workers: 1 },
    { name: "own", testMatch: withOwnServer, testIgnore: long, workers: 1 },
  ],
  retries: process.env.CI ? 1 : 0,
  forbidOnly: true,
  use: {
    baseURL: process.env.E2E_BASE_URL ?? "http://127.0.0.1:3000",
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
