import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import { promisify } from "node:util";
import { expect, test } from "@playwright/test";

const root = path.resolve(import.meta.dirname, "..");
const readme = readFileSync(path.join(root, "README.md"), "utf8");
const commands = [...readme.matchAll(/^```bash\n([\s\S]*?)^```$/gm)]
  .map((match) => match[1] ?? "")
  .filter((code) => /^curl /m.test(code));

test("the README shows the API by at least five commands", () => {
  expect(commands.length).toBeGreaterThanOrEqual(5);
});

for (const command of commands) {
  const title = command.split("\n")[0]?.replace(/^# /, "");
  test(`README, pasted: ${title}`, async ({ baseURL }) => {
    const pasted = command
      .replaceAll("http://127.0.0.1:3000", baseURL ?? "")
      .replaceAll("curl ", "curl --fail-with-body --max-time 30 ");
    const { stdout } = await promisify(execFile)("bash", ["-c", pasted], { cwd: root });
    if (pasted.includes("text/event-stream")) {
      expect(stdout).toContain("event: sentence-added");
      expect(stdout.trim().split("\n\n").at(-1)).toContain("event: answer-completed");
      return;
    }
    const answer = JSON.parse(stdout);
    if (pasted.includes("/api/ask")) {
      expect(answer.refused).toBe(false);
      expect(answer.citations.length).toBeGreaterThan(0);
    }
    if (pasted.includes("/api/search")) expect(answer.results.length).toBe(3);
    if (pasted.includes("/api/documents")) expect(answer.job_id).toMatch(/^job_/);
  });
}
