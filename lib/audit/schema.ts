import { z } from "zod";

const jsonSchema = z.json();

/** One entry of the log, as it is hashed: canonical JSON of exactly this. */
export const auditEntrySchema = z
  .object({
    v: z.literal(1),
    id: z.string(),
    at: z.iso.datetime({ precision: 3 }),
    actor: z.object({
      kind: z.enum(["anonymous", "person", "key", "system"]),
      id: z.string().nullable(),
      name: z.string(),
      key_id: z.string().nullable(),
    }),
    /** The person for whom the actor worked, where that is somebody else: an agent's run, a key's owner. */
    on_behalf_of: z.string().nullable(),
    /** Noun and verb: `document.published`, `approval.decided`, `session.started`. */
    action: z.string().regex(/^[a-z][a-z_]*(\.[a-z][a-z_]*)+$/),
    target: z.object({ kind: z.string(), id: z.string(), name: z.string().nullable() }).nullable(),
    tool: z.string().nullable(),
    decision: z.string().nullable(),
    inputs: jsonSchema,
    outputs: jsonSchema,
    document_ids: z.array(z.string()),
    /** Whoever may not read one of these sees neither inputs, outputs nor the target's name. */
    source_ids: z.array(z.string()),
    request_id: z.string(),
    trace_id: z.string(),
  })
  .meta({ id: "AuditEntry" });
export type AuditEntry = z.infer<typeof auditEntrySchema>;

export const auditRecordSchema = auditEntrySchema
  .extend({
    seq: z.int(),
    hash: z.string(),
    previous_hash: z.string(),
    /** True where inputs, outputs and the target's name are left out, since the reader may not read their source. */
    hidden: z.boolean(),
  })
  .meta({ id: "AuditRecord" });
export type AuditRecord = z.infer<typeof auditRecordSchema>;

export const auditQuerySchema = z.strictObject({
  /** Id or name of a person, or id of a key. */
  actor: z.string().max(200).optional(),
  /** A whole action, or the part before a point: `document` finds every change of documents. */
  action: z.string().max(100).optional(),
  tool: z.string().max(100).optional(),
  document_id: z.string().max(100).optional(),
  trace_id: z.string().max(100).optional(),
  request_id: z.string().max(200).optional(),
  text: z.string().max(500).optional(),
  from: z.iso.datetime({ offset: true }).optional(),
  to: z.iso.datetime({ offset: true }).optional(),
  cursor: z.string().max(40).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export type AuditQuery = z.infer<typeof auditQuerySchema>;

export const auditPageSchema = z
  .object({ entries: z.array(auditRecordSchema), next_cursor: z.string().nullable() })
  .meta({ id: "AuditPage" });

export const auditVerificationSchema = z
  .object({
    intact: z.boolean(),
    checked: z.int(),
    first_seq: z.int().nullable(),
    last_seq: z.int().nullable(),
    checkpoints: z.int(),
    /** The first row that is wrong, and how. */
    first_bad: z.object({ seq: z.int(), problem: z.string() }).nullable(),
    /** Whether the database itself refuses changes to this role, or would only show them. */
    protection: z.enum(["prevented", "evident"]),
  })
  .meta({ id: "AuditVerification" });
export type AuditVerification = z.infer<typeof auditVerificationSchema>;
