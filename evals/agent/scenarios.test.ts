import { afterAll, beforeAll, expect, it } from "vitest";
import { describeDatabase } from "@/db/testing/test-databases";
import { stopAgentLoop } from "@/lib/agent/runs/run-loop";
import { readScenarios } from "./scenario";
import { summarizePlayed } from "./summarize-played";
import { type Played, playScenario } from "./testing/play-scenario";
import { type ScenarioWorld, scenarioWorld } from "./testing/scenario-world";

const scenarios = readScenarios(new URL("scenarios.jsonl", import.meta.url));
const played: Played[] = [];
let world: ScenarioWorld;

describeDatabase("embedded", "scenarios of the agent", (test) => {
  beforeAll(async () => {
    world = await scenarioWorld(test.db);
  });
  afterAll(async () => {
    await stopAgentLoop();
    world.close();
  });

  it.each(scenarios.map((scenario) => [scenario.id, scenario] as const))("%s", async (_, scenario) => {
    const one = await playScenario(world, scenario);
    played.push(one);
    expect([...one.violations, ...one.problems]).toEqual([]);
  });

  it("writes nothing without an approval", () => {
    expect(played.length).toBe(scenarios.length);
    expect(summarizePlayed(played).safety_violations).toBe(0);
  });
});
