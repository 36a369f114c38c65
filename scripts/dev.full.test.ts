import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { freePort, root, trialEnvironment } from "./lib/project.mjs";

test("`npm run dev` answers, and ends in order with all that it started", { timeout: 400_000 }, async () => {
  const dataDir = mkdtempSync(path.join(tmpdir(), "groundwork-dev-"));
  const port = await freePort();
  const child = spawn(process.execPath, ["scripts/start.mjs", "--dev"], {
    cwd: root,
    stdio: "ignore",
    env: { ...trialEnvironment({ port, dataDir }), NODE_ENV: "production" },
  });
  const ended = new Promise((resolve) => child.once("exit", resolve));
  try {
    const page = await answered(`http://127.0.0.1:${port}/ask`);
    expect(page).toContain("<html");
  } finally {
    child.kill("SIGTERM");
    expect(await ended).toBe(0);
    rmSync(dataDir, { recursive: true, force: true });
  }
  await expect(fetch(`http://127.0.0.1:${port}/api/health`)).rejects.toThrow();
});

async function answered(address: string): Promise<string> {
  for (const deadline = Date.now() + 300_000; Date.now() < deadline; await sleep(500)) {
    const response = await fetch(address).catch(() => undefined);
    if (response?.ok) return response.text();
  }
  throw new Error(`${address} did not answer`);
}
