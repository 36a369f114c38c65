/** Runs once in each server process before it answers. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { notePeers } = await import("@/lib/http/peer");
  notePeers();
  const { saveBeforeExit } = await import("@/lib/conversations/save-before-exit");
  const { settleAll } = await import("@/lib/limits/settle-later");
  const { startSpans } = await import("@/lib/telemetry/start-spans");
  const endSpans = startSpans();
  saveBeforeExit(async () => {
    await Promise.all([settleAll(), endSpans()]);
  });
  const { startInstallationCheckpoints } = await import("@/lib/audit/checkpoint-timer");
  startInstallationCheckpoints();
  const { startAgentLoop } = await import("@/lib/agent/runs/run-loop");
  startAgentLoop();
}
