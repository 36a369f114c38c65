import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { type PlayedScenario, playedSchema } from "@/lib/evals/store-scenarios";
import { progressBar } from "./progress-bar";

/**
 * Plays the agent's scenarios in a process with a database of its own, since they write. `open` is whether the agent
 * stayed above its floors (`evals/baselines/agent.json`). Throws when the process ended without a scenario.
 */
export async function playAgent(): Promise<{ played: PlayedScenario[]; open: boolean }> {
  const child = spawn(process.execPath, ["--import", "tsx", "evals/agent/measure.ts", "--json"], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ended = new Promise<number>((resolve) => child.once("exit", (code) => resolve(code ?? 1)));
  const played: PlayedScenario[] = [];
  const show = progressBar("agent");
  let passed = 0;
  for await (const line of createInterface({ input: child.stdout })) {
    if (!line.startsWith("{")) continue;
    const one = playedSchema.parse(JSON.parse(line));
    played.push(one);
    if (one.succeeded) passed++;
    show({ done: played.length, total: Math.max(played.length, 153), passed });
  }
  const code = await ended;
  if (played.length === 0) throw new Error("no scenario was played");
  return { played, open: code === 0 };
}
