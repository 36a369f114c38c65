import { type ChildProcess, spawn } from "node:child_process";
import path from "node:path";
import { afterEach, expect, test } from "vitest";

const children: ChildProcess[] = [];
afterEach(() => {
  for (const child of children) child.kill("SIGKILL");
});

/** A watched process that does this and then waits for ever. */
function watched(script: string) {
  const source = `
    import { inHand, startWatchdog } from ${JSON.stringify(path.resolve(import.meta.dirname, "watchdog.ts"))};
    startWatchdog({ limitMs: 60_000, stallMs: 1_000 });
    setInterval(() => {}, 1_000);
    ${script}
    process.stderr.write("up\\n");`;
  const child = spawn(process.execPath, ["--import", "tsx", "--input-type=module", "-e", source], {
    stdio: ["ignore", "ignore", "pipe"],
  });
  children.push(child);
  let said = "";
  const up = new Promise<void>((resolve) =>
    child.stderr.on("data", (data) => {
      said += data;
      if (said.includes("up")) resolve();
    }),
  );
  const ended = new Promise<string | null>((resolve) => child.once("close", (_, signal) => resolve(signal)));
  return { child, up, ended, said: () => said };
}

test("a worker whose file gets no step further ends itself and says why; one that waits for files doesn't", async () => {
  const idle = watched("");
  await idle.up;
  const done = watched("await inHand(async () => {});");
  await done.up;
  const stalled = watched("inHand(() => new Promise(() => {}));");
  expect(await stalled.ended).toBe("SIGKILL");
  expect(stalled.said()).toContain("makes no progress");
  // Both have waited for longer than the one that ended.
  expect([idle.child.signalCode, done.child.signalCode]).toEqual([null, null]);
}, 60_000);
