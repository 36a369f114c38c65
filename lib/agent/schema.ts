import { z } from "zod";

export const readToolNames = [
  "search_documents",
  "summarize_documents",
  "list_sources",
  "open_document",
  "compare_documents",
] as const;
export const writeToolNames = [
  "publish_document",
  "change_document",
  "retire_document",
  "tag_documents",
  "move_documents",
  "call_webhook",
] as const;
export const toolNameSchema = z.enum([...readToolNames, ...writeToolNames]).meta({ id: "ToolName" });
export type ToolName = z.infer<typeof toolNameSchema>;

/** Where one argument came from. */
export const argumentOriginSchema = z
  .object({
    /** Name of the argument; a point leads into it: `documents.0`. */
    argument: z.string(),
    kind: z.enum(["person", "model", "document"]),
    /** The words of the person that it was taken from, or the passages that it stands on. */
    words: z.string().nullable(),
    passages: z.array(
      z.object({
        document_id: z.string(),
        source_id: z.string(),
        title: z.string(),
        quote: z.string(),
        start: z.int(),
        end: z.int(),
      }),
    ),
    flags: z.array(z.enum(["untrusted_source", "contains_instructions"])),
  })
  .meta({ id: "ArgumentOrigin" });
export type ArgumentOrigin = z.infer<typeof argumentOriginSchema>;

/** What will happen, as it will look. */
export const previewSchema = z
  .discriminatedUnion("kind", [
    z.object({ kind: z.literal("document"), title: z.string(), source: z.string(), text: z.string() }),
    z.object({
      kind: z.literal("change"),
      document_id: z.string(),
      title: z.string(),
      before: z.string(),
      after: z.string(),
    }),
    z.object({
      kind: z.literal("documents"),
      action: z.string(),
      documents: z.array(z.object({ document_id: z.string(), title: z.string(), source: z.string() })),
    }),
    z.object({
      kind: z.literal("request"),
      target: z.string(),
      method: z.string(),
      url: z.string(),
      /** Names only: values are added after approval. */
      headers: z.array(z.string()),
      body: z.string(),
      idempotent: z.boolean(),
    }),
  ])
  .meta({ id: "ApprovalPreview" });
export type Preview = z.infer<typeof previewSchema>;

export const approvalStateSchema = z.enum([
  "pending",
  "approved",
  "executing",
  "done",
  "denied",
  "expired",
  "withdrawn",
  "conflict",
  "failed",
  "outcome_unknown",
]);
export type ApprovalState = z.infer<typeof approvalStateSchema>;

export const approvalSchema = z
  .object({
    id: z.string(),
    run_id: z.string().nullable(),
    tool: toolNameSchema,
    state: approvalStateSchema,
    risk: z.enum(["low", "medium", "high"]),
    flags: z.array(z.string()),
    reason: z.string(),
    requester: z.object({ id: z.string().nullable(), name: z.string() }),
    /** Whether the caller may decide it now, and if not, why. */
    decidable: z.boolean(),
    not_decidable_because: z
      .enum(["own_request", "basis_not_readable", "not_pending", "not_an_approver"])
      .nullable(),
    /** True for the sole admin of an embedded installation, who may after a warning. */
    own_request_allowed: z.boolean(),
    /** Hidden from whoever may not read its basis. */
    hidden: z.boolean(),
    arguments: z.json().nullable(),
    arguments_hash: z.string(),
    original_arguments: z.json().nullable(),
    preview: previewSchema.nullable(),
    provenance: z.array(argumentOriginSchema),
    created_at: z.string(),
    expires_at: z.string(),
    decided_by: z.object({ id: z.string().nullable(), name: z.string() }).nullable(),
    decided_at: z.string().nullable(),
    own_decision: z.boolean(),
    decision_reason: z.string().nullable(),
    executed_at: z.string().nullable(),
    result: z.json().nullable(),
    error: z.object({ code: z.string(), message: z.string() }).nullable(),
    request_id: z.string(),
    trace_id: z.string(),
  })
  .meta({ id: "Approval" });
export type Approval = z.infer<typeof approvalSchema>;

export const approvalListQuerySchema = z.strictObject({
  state: z.enum(["waiting", "decided", "all"]).default("waiting"),
  tool: toolNameSchema.optional(),
  risk: z.enum(["low", "medium", "high"]).optional(),
  requester: z.string().max(100).optional(),
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
});
export type ApprovalListQuery = z.infer<typeof approvalListQuerySchema>;

export const approvalListSchema = z
  .object({ data: z.array(approvalSchema), waiting: z.int(), next_cursor: z.string().nullable() })
  .meta({ id: "ApprovalList" });

export const decisionTokenSchema = z
  .object({ token: z.string(), arguments_hash: z.string(), expires_at: z.string() })
  .meta({ id: "DecisionToken" });

export const decisionSchema = z
  .strictObject({
    decision: z.enum(["approve", "deny"]),
    /** From `POST /api/approvals/{id}/token`; good for one decision of the arguments that it was made for. */
    token: z.string().min(1).max(200),
    /** Edited arguments; they are checked and previewed anew and approved in place of those asked for. */
    arguments: z.json().optional(),
    reason: z.string().trim().max(2000).optional(),
    /** Has to be true where approver and requester are the same person. */
    own_request: z.boolean().default(false),
  })
  .refine((given) => given.decision === "approve" || (given.reason ?? "") !== "", {
    path: ["reason"],
    message: "Say why it is denied.",
  })
  .refine((given) => given.decision === "approve" || given.arguments === undefined, {
    path: ["arguments"],
    message: "Only an approval can have edited arguments.",
  })
  .meta({ id: "Decision" });
export type Decision = z.infer<typeof decisionSchema>;

const toolPolicySchema = z.enum(["allow", "ask", "deny"]);

export const agentSettingsSchema = z
  .object({
    writes_allowed: z.boolean(),
    tools: z.array(
      z.object({
        name: toolNameSchema,
        title: z.string(),
        kind: z.enum(["read", "write"]),
        reads: z.string(),
        writes: z.string().nullable(),
        role: z.string(),
        policy: toolPolicySchema,
      }),
    ),
  })
  .meta({ id: "AgentSettings" });
export type AgentSettings = z.infer<typeof agentSettingsSchema>;

export const agentSettingsPatchSchema = z
  .strictObject({
    /** False stops every agent write at once, approved ones too. */
    writes_allowed: z.boolean().optional(),
    tool_policy: z.partialRecord(toolNameSchema, toolPolicySchema).optional(),
  })
  .meta({ id: "AgentSettingsPatch" });
export type AgentSettingsPatch = z.infer<typeof agentSettingsPatchSchema>;
