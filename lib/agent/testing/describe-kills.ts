import { beforeAll, expect, it } from "vitest";
import { insertRun } from "@/db/queries/agent-runs";
import { writeAgentSettings } from "@/db/queries/agent-settings";
import { describeEachDatabase } from "@/db/testing/test-databases";
import { newId } from "@/lib/text/new-id";
import type { ToolContext } from "../tools/tool";
import { killRuns } from "./kill-runs";
import { makePerson, makeSource } from "./people";

/** The test that every run ends with exactly one write, with so many runs and kills. */
export function describeKills(title: string, count: number): void {
  let editor: ToolContext;
  let approver: ToolContext;

  describeEachDatabase(title, (test) => {
    beforeAll(async () => {
      await writeAgentSettings(test.db, { writesAllowed: true, toolPolicy: {} });
      editor = await makePerson(test.db, "kill-editor", "editor");
      approver = await makePerson(test.db, "kill-approver", "approver");
      await makeSource(test.db, "General", "everyone");
    });

    it("end, each with exactly one write", async () => {
      const counts = await killRuns(test, {
        runs: count,
        kills: count,
        editor,
        approver,
        start: async (index) => {
          const id = newId("run");
          const request = `Publish a note titled "Kill ${index}": Text of note ${index}.`;
          const ids = { requestId: `kill-${index}`, traceId: "0".repeat(32) };
          await insertRun(test.db, {
            id,
            owner: "kill-editor",
            keyId: null,
            request,
            model: "planner/1",
            ...ids,
          });
          return id;
        },
      });
      expect(counts).toEqual({
        runs: count,
        kills: counts.kills,
        completed: count,
        documents: count,
        jobs: count,
        executed: count,
      });
      expect(counts.kills).toBeGreaterThan(0);
    }, 280_000);
  });
}
