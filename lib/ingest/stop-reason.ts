/** Why work on an item stopped before its end. */
export class StopReason extends Error {
  /**
   * `lost`: another worker has it. `cancelled`: somebody stopped the job. `stopping`: this worker ends.
   * `turn_over`: others have waited long enough.
   */
  constructor(readonly reason: "lost" | "cancelled" | "stopping" | "turn_over") {
    super(`work stopped: ${reason}`);
    this.name = "StopReason";
  }
}
