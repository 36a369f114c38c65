// A process that works on runs and carries out approvals, as one replica of several, until it is killed.
import { sweepApprovals } from "../approvals/sweep-approvals";
import { startAgentLoop } from "../runs/run-loop";

startAgentLoop();
setInterval(() => {
  sweepApprovals().catch(() => {});
}, 150);
console.log("ready");
