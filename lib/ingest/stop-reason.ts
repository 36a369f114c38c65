/** Why work on an item stopped before its end. */
export class StopReason extends Error {
  /** `lost`: another worker has it. `cancelled`: somebody stopped the job. `stopping`: this worker ends. */
  constructor(readonly reason: "lost" | "cancelled" | "stopping") {
    super(`work stopped: ${reason}`);
    this.name = "StopReason";
  }
}
