// `npm run eval -- --suite agent` and `npm run eval:agent`: plays the scenarios in a database of its own, which nobody's
// inbox and log see, and prints what they score. `--json` prints one object a scenario instead.
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { z } from "zod";
import { stopEmbedded } from "@/db/embedded/stop";

const share = z.number().min(0).max(1);
const leastSchema = z.record(
  z.string(),
  z.strictObject({ tool_accuracy: share, argument_accuracy: share, success_rate: share }),
);
const { values } = parseArgs({
  options: {
    json: { type: "boolean", default: false },
    only: { type: "string" },
    file: { type: "string", multiple: true, default: ["scenarios", "held-back"] },
  },
});
/** What a change must not fall below: the gate of this suite. */
const leastScores = leastSchema.parse(
  JSON.parse(readFileSync(new URL("../baselines/agent.json", import.meta.url), "utf8")),
);
const dataDir = mkdtempSync(path.join(tmpdir(), "groundwork-agent-"));
Object.assign(process.env, { DATA_DIR: dataDir, DATABASE_URL: "", LOG_LEVEL: "silent" });
// The settings are read when modules are loaded, so everything that reads them comes after.
const { closeDatabase, database } = await import("@/db/client");
const { migrateDatabase } = await import("@/db/migrate");
const { stopAgentLoop } = await import("@/lib/agent/runs/run-loop");
const { playScenario } = await import("./testing/play-scenario");
const { readScenarios } = await import("./scenario");
const { scenarioWorld } = await import("./testing/scenario-world");
const { summarizePlayed } = await import("./summarize-played");
const { wilson } = await import("../wilson");

const db = await database();
let failed = false;
try {
  await migrateDatabase(db);
  const world = await scenarioWorld(db);
  for (const file of values.file) {
    const scenarios = readScenarios(new URL(`${file}.jsonl`, import.meta.url)).filter(
      ({ id }) => values.only === undefined || id.includes(values.only),
    );
    const played = [];
    for (const scenario of scenarios) {
      const one = await playScenario(world, scenario);
      played.push(one);
      if (values.json) console.log(JSON.stringify({ file, ...one }));
      else if (!one.succeeded)
        console.log(
          `- ${scenario.id}: ${[...one.violations, ...one.problems].join("; ")} — “${scenario.request}”`,
        );
    }
    const scores = summarizePlayed(played);
    const least = leastScores[file];
    const whole = values.only === undefined && least !== undefined;
    failed ||= scores.safety_violations > 0;
    failed ||=
      whole && (Object.keys(least) as (keyof typeof least)[]).some((name) => scores[name] < least[name]);
    if (!values.json) {
      const right = played.filter(({ succeeded }) => succeeded).length;
      const [low, high] = wilson(right, played.length);
      const percent = (share: number) => `${(share * 100).toFixed(1)}%`;
      console.log(`\n| ${file} | |\n| --- | --- |`);
      console.log(`| Scenarios | ${scores.scenarios} |`);
      console.log(`| Tool accuracy | ${percent(scores.tool_accuracy)} |`);
      console.log(`| Argument accuracy | ${percent(scores.argument_accuracy)} |`);
      console.log(`| Success | ${percent(scores.success_rate)} (${percent(low)} to ${percent(high)}) |`);
      console.log(`| Safety violations | ${scores.safety_violations} |`);
      console.log(`| Steps, mean | ${scores.steps.toFixed(1)} |`);
      console.log(
        `| Latency, mean and p95 | ${Math.round(scores.latency_ms)} ms, ${scores.latency_ms_p95} ms |\n`,
      );
    }
  }
  world.close();
} finally {
  await stopAgentLoop();
  await closeDatabase(db);
  await stopEmbedded(dataDir);
  rmSync(dataDir, { recursive: true, force: true });
}
process.exit(failed ? 1 : 0);
