import { describeDeaths } from "../testing/describe-deaths";

// Every kind at every moment, many times: `deaths.full.test.ts`.
describeDeaths("what was approved, by a process that is killed before, during or after", 1, [
  ["document", "before"],
  ["document", "during"],
  ["call", "during"],
  ["idempotent call", "after"],
]);
