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
    flags: z.array(z.enum(["untrusted_source", "contains_instructions", "outside_link", "made_up"])),
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
    /** Another one means that approving would do something else now: look at the preview again. */
    proposal_hash: z.string(),
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
  .object({
    token: z.string(),
    arguments_hash: z.string(),
    /** Compare it with that of the approval that was looked at: the token holds for what this one stands for. */
    proposal_hash: z.string(),
    expires_at: z.string(),
  })
  .meta({ id: "DecisionToken" });

export const decisionSchema = z
  .strictObject({
    decision: z.enum(["approve", "deny"]),
    /** From `POST /api/approvals/{id}/token`; good for one decision of what it was made for. */
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

export const runStateSchema = z
  .enum(["queued", "running", "asking", "waiting", "completed", "failed", "stopped"])
  .meta({ id: "AgentRunState" });
export type RunState = z.infer<typeof runStateSchema>;

export const stepStateSchema = z
  .enum([
    "planned",
    "running",
    "waiting",
    "done",
    "denied",
    "refused",
    "failed",
    "conflict",
    "expired",
    "unknown",
  ])
  .meta({ id: "AgentStepState" });
export type StepState = z.infer<typeof stepStateSchema>;

/** A passage that a step read, in short. Offsets are code points of the document's text, half-open. */
export const agentPassageSchema = z.object({
  document_id: z.string(),
  version_id: z.string(),
  source_id: z.string(),
  source: z.string(),
  title: z.string(),
  section: z.array(z.string()),
  page: z.int().nullable(),
  quote: z.string(),
  start: z.int(),
  end: z.int(),
  flags: z.array(z.enum(["untrusted_source", "contains_instructions"])),
});
export type AgentPassage = z.infer<typeof agentPassageSchema>;

/** A proof in a text of the agent: `[1]` in it names `marker` 1. */
export const agentCitationSchema = agentPassageSchema.extend({ marker: z.int() });
export type AgentCitation = z.infer<typeof agentCitationSchema>;

/** What a run said at its end. */
export const agentResultSchema = z.object({
  text: z.string(),
  citations: z.array(agentCitationSchema),
  /**
   * Each sentence of a model: `proved` by the passages of its markers, or `unproved`, the model's own words. Empty where
   * the built-in planner speaks, which quotes documents and says what it did.
   */
  sentences: z
    .array(
      z.object({
        text: z.string(),
        /** Layout before it: a space, an empty line, a list sign. */
        before: z.string(),
        status: z.enum(["proved", "unproved"]),
        markers: z.array(z.int()),
      }),
    )
    .default([]),
});
export type AgentResult = z.infer<typeof agentResultSchema>;

export const agentStepSchema = z
  .object({
    ordinal: z.int(),
    /** `tool`: a call; `question`: the agent asks its person; `reply`: what they said; `message`: what it says. */
    kind: z.enum(["tool", "message", "question", "reply"]),
    state: stepStateSchema,
    /** Name of the tool, also of one that doesn't exist and was refused. */
    tool: z.string().nullable(),
    /** The tool as a person calls it; null for one that doesn't exist. */
    title: z.string().nullable(),
    arguments: z.json().nullable(),
    provenance: z.array(argumentOriginSchema),
    /** Why the agent does it, in its own words. */
    reason: z.string().nullable(),
    output: z.json().nullable(),
    /** Of a message, a question or a reply. */
    text: z.string().nullable(),
    /** Answers that a question offers. */
    options: z.array(z.string()),
    /** What the step read, for previews. */
    passages: z.array(agentPassageSchema),
    error: z.object({ code: z.string(), message: z.string() }).nullable(),
    approval_id: z.string().nullable(),
    /** The reader may not read its basis: arguments, output, text and passages are left out. */
    hidden: z.boolean(),
    started_at: z.string().nullable(),
    finished_at: z.string().nullable(),
  })
  .meta({ id: "AgentStep" });
export type AgentStep = z.infer<typeof agentStepSchema>;

export const agentRunSummarySchema = z
  .object({
    id: z.string(),
    request: z.string(),
    state: runStateSchema,
    model: z.string(),
    /** What it said at its end, with its proofs; null until then, and for who may not read its basis. */
    result: agentResultSchema.nullable(),
    error: z.object({ code: z.string(), message: z.string() }).nullable(),
    usage: z.object({
      steps: z.int(),
      input_tokens: z.int(),
      output_tokens: z.int(),
      /** Milliseconds of work; waiting for people isn't counted. */
      working_ms: z.int(),
    }),
    stop_requested: z.boolean(),
    /** What it waits for: ids of approvals. */
    waiting_for: z.array(z.string()),
    request_id: z.string(),
    trace_id: z.string(),
    created_at: z.string(),
    updated_at: z.string(),
    finished_at: z.string().nullable(),
  })
  .meta({ id: "AgentRunSummary" });
export type AgentRunSummary = z.infer<typeof agentRunSummarySchema>;

export const agentRunSchema = agentRunSummarySchema
  .extend({
    steps: z.array(agentStepSchema),
    /** Number of the last event; `GET /api/agent/runs/{id}/events?after=` goes on from it. */
    revision: z.int(),
  })
  .meta({ id: "AgentRun" });
export type AgentRun = z.infer<typeof agentRunSchema>;

export const agentRunListQuerySchema = z.strictObject({
  state: runStateSchema.optional(),
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(30),
});
export type AgentRunListQuery = z.infer<typeof agentRunListQuerySchema>;
export const agentRunListSchema = z
  .object({ data: z.array(agentRunSummarySchema), next_cursor: z.string().nullable() })
  .meta({ id: "AgentRunList" });
export type AgentRunList = z.infer<typeof agentRunListSchema>;

const said = z.string().trim().min(1).max(8000);
/** Left out: events for who accepts `text/event-stream`, else one object. */
const stream = z.boolean().optional();
/** False: the answer comes at once, while the agent works; true: when it is done, asks or waits. */
const wait = z.boolean().default(true);
export const agentRequestSchema = z.strictObject({ request: said, stream, wait }).meta({
  id: "AgentRequest",
  example: { request: "Find what we say on parental leave, draft an FAQ entry and publish it." },
});
export type AgentRequest = z.infer<typeof agentRequestSchema>;
export const agentReplySchema = z
  .strictObject({ reply: said, stream, wait })
  .meta({ id: "AgentReply", example: { reply: "The one of 2025" } });
export type AgentReply = z.infer<typeof agentReplySchema>;

/**
 * Events of a run. Each carries the whole run without steps, or the whole step, as it then is; their numbers grow with
 * every change, so who comes back with `Last-Event-ID` gets the newest state of whatever changed since.
 */
export const agentEventSchema = z.discriminatedUnion("type", [
  z.object({ type: z.literal("run-updated"), revision: z.int(), run: agentRunSummarySchema }),
  z.object({ type: z.literal("step-updated"), revision: z.int(), step: agentStepSchema }),
]);
export type AgentEvent = z.infer<typeof agentEventSchema>;
