// Append-only, in one transaction with what it records: when the change is there, so is its entry, and the other
// way round. Fails closed: where no entry can be written, the change doesn't happen.
import { randomUUID } from "node:crypto";
import type { Queryable } from "@/db/client";
import { insertAuditEntry } from "@/db/queries/audit";
import { requestContext } from "@/lib/telemetry/context";
import { canonicalJson } from "./chain";
import { markCheckpointDue } from "./checkpoint-timer";
import { redactForAudit } from "./redact-for-audit";
import { type AuditEntry, auditEntrySchema } from "./schema";

/** Who acts: any principal fits. */
export interface AuditActor {
  kind: "anonymous" | "person" | "key" | "system";
  userId: string | null;
  name: string;
  keyId: string | null;
}

/** What the product does by itself: workers, retention, the first start. */
export const systemActor: AuditActor = { kind: "system", userId: null, name: "Groundwork", keyId: null };

export interface AuditEvent {
  actor: AuditActor;
  action: string;
  onBehalfOf?: string | null;
  target?: AuditEntry["target"];
  tool?: string | null;
  decision?: string | null;
  /** Redacted by the rules for logs before they are written. */
  inputs?: unknown;
  outputs?: unknown;
  documentIds?: string[];
  sourceIds?: string[];
  /** Where the work runs outside of the request that asked for it. */
  traceId?: string;
  requestId?: string;
}

/**
 * Writes one entry at the end of the chain and returns its number. Call it last in the transaction that makes the
 * change: it holds the chain until the transaction ends. Throws when `event` isn't JSON.
 */
export async function appendAudit(tx: Queryable, event: AuditEvent): Promise<number> {
  const context = requestContext();
  const entry = auditEntrySchema.parse({
    v: 1,
    id: `aud_${randomUUID()}`,
    at: new Date().toISOString(),
    actor: {
      kind: event.actor.kind,
      id: event.actor.userId,
      name: event.actor.name,
      key_id: event.actor.keyId,
    },
    on_behalf_of: event.onBehalfOf ?? null,
    action: event.action,
    target: event.target ?? null,
    tool: event.tool ?? null,
    decision: event.decision ?? null,
    inputs: redactForAudit(event.inputs),
    outputs: redactForAudit(event.outputs),
    document_ids: event.documentIds ?? [],
    source_ids: event.sourceIds ?? [],
    request_id: event.requestId ?? context.requestId,
    trace_id: event.traceId ?? context.traceId,
  });
  const seq = await insertAuditEntry(tx, canonicalJson(entry));
  markCheckpointDue();
  return seq;
}
