import path from "node:path";
import { configDefaults, defineConfig } from "vitest/config";

// Two kinds of test files are left out rather than skipped: long ones (kill and soak tests, `npm run test:full`)
// and those on the benchmark sets, which are third parties' and stand under BENCH_DATA_DIR.
const leftOut = [
  ...(process.env.TEST_FULL === "1" ? [] : ["**/*.full.test.ts"]),
  ...(process.env.BENCH_DATA_DIR ? [] : ["**/*.data.test.ts"]),
];

export default defineConfig({
  resolve: { alias: { "@": path.resolve(import.meta.dirname) } },
  test: {
    include: ["{app,components,lib,db,evals,scripts}/**/*.test.{ts,tsx}"],
    exclude: [...configDefaults.exclude, ...leftOut],
    env: {
      NODE_ENV: "test",
      LOG_LEVEL: "silent",
      // Tests ask far more than a person does; those of the limits set their own.
      RATE_LIMIT_ASK: "0",
      RATE_LIMIT_SEARCH: "0",
      RATE_LIMIT_INGEST: "0",
      RATE_LIMIT_READ: "0",
      RATE_LIMIT_SIGN_IN: "0",
    },
    globalSetup: ["db/testing/global-setup.ts"],
    testTimeout: 30_000,
    hookTimeout: 120_000,
    // On a busy machine a moment is long; what never comes fails all the same.
    expect: { poll: { timeout: 20_000 } },
    // Tests with processes of their own wait much: a third worker on two cores takes up what they leave.
    maxWorkers: 3,
  },
});
