// `npm run worker`: reads the files that were uploaded. As many as are wanted may run at once.
// With `--until-idle` it ends when nothing waits any more.
import { constants, setPriority } from "node:os";
import { closeDatabase, database } from "@/db/client";
import { sweepApprovals } from "@/lib/agent/approvals/sweep-approvals";
import { tellApprovers } from "@/lib/agent/approvals/tell-approvers";
import { startAgentLoop, stopAgentLoop } from "@/lib/agent/runs/run-loop";
import { markCheckpointDue, startCheckpoints, stopCheckpoints } from "@/lib/audit/checkpoint-timer";
import { workEvals } from "@/lib/evals/work-evals";
import { startWatchdog } from "@/lib/ingest/watchdog";
import { work } from "@/lib/ingest/work";
import { logger } from "@/lib/telemetry/logger";

const controller = new AbortController();
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => controller.abort());
// A parent that dies without a word must not leave its worker behind.
process.on("disconnect", () => controller.abort());

// Those who ask come before files that are read.
setPriority(constants.priority.PRIORITY_BELOW_NORMAL);
startWatchdog({ limitMs: 120_000, stallMs: 600_000 });
const db = await database();
startCheckpoints(db);
const sweeping = setInterval(() => {
  // Commands write entries too, and sign none.
  markCheckpointDue();
  sweepApprovals()
    .then(tellApprovers)
    .catch((error) => logger().error({ err: error }, "sweep of approvals"));
}, 5_000);
const untilIdle = process.argv.includes("--until-idle");
const evals = untilIdle ? Promise.resolve() : workEvals({ db, signal: controller.signal });
startAgentLoop();
await work({ db, signal: controller.signal, untilIdle });
await evals;
clearInterval(sweeping);
await stopAgentLoop();
await stopCheckpoints();
await closeDatabase(db);
process.exit(0);
