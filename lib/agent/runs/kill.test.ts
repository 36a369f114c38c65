import { beforeAll, expect, it } from "vitest";
import { insertRun } from "@/db/queries/agent-runs";
import { writeAgentSettings } from "@/db/queries/agent-settings";
import { describeEachDatabase } from "@/db/testing/test-databases";
import { newId } from "@/lib/text/new-id";
import { killRuns } from "../testing/kill-runs";
import { makePerson, makeSource } from "../testing/people";
import type { ToolContext } from "../tools/tool";

let editor: ToolContext;
let approver: ToolContext;

describeEachDatabase("runs while two replicas are killed again and again", (test) => {
  beforeAll(async () => {
    await writeAgentSettings(test.db, { writesAllowed: true, toolPolicy: {} });
    editor = await makePerson(test.db, "kill-editor", "editor");
    approver = await makePerson(test.db, "kill-approver", "approver");
    await makeSource(test.db, "General", "everyone");
  });

  it("end, each with exactly one write", async () => {
    const counts = await killRuns(test, {
      runs: 4,
      kills: 4,
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
      runs: 4,
      kills: counts.kills,
      completed: 4,
      documents: 4,
      jobs: 4,
      executed: 4,
    });
    expect(counts.kills).toBeGreaterThan(0);
  }, 280_000);
});
