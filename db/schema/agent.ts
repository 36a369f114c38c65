// Runs of the agent, their steps, and what waits for a person's approval.
import { sql } from "drizzle-orm";
import {
  boolean,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  timestamp,
  uniqueIndex,
} from "drizzle-orm/pg-core";

const time = (name: string) => timestamp(name, { withTimezone: true });

export const agentRuns = pgTable(
  "agent_runs",
  {
    id: text("id").primaryKey(),
    /** Who asked; null is the local person without an account. */
    owner: text("owner"),
    /** The key they asked with. */
    keyId: text("key_id"),
    request: text("request").notNull(),
    /** `asking`: it needs something from its person; `waiting`: for an approval. */
    state: text("state", {
      enum: ["queued", "running", "asking", "waiting", "completed", "failed", "stopped"],
    }).notNull(),
    model: text("model").notNull(),
    /** What it said at its end. */
    result: jsonb("result").$type<unknown>(),
    errorCode: text("error_code"),
    usage: jsonb("usage").$type<unknown>().notNull().default({}),
    stopRequested: boolean("stop_requested").notNull().default(false),
    /** Grows with every change of the run or of a step. */
    revision: integer("revision").notNull().default(0),
    /** The process that works on it, until then; past it another may take it up. */
    leaseHolder: text("lease_holder"),
    leaseUntil: time("lease_until"),
    requestId: text("request_id").notNull(),
    traceId: text("trace_id").notNull(),
    createdAt: time("created_at").notNull().defaultNow(),
    updatedAt: time("updated_at").notNull().defaultNow(),
    finishedAt: time("finished_at"),
  },
  (table) => [
    index("agent_runs_owner_index").on(table.owner, table.createdAt),
    index("agent_runs_open_index")
      .on(table.state, table.leaseUntil)
      .where(sql`state in ('queued', 'running')`),
  ],
);

export const agentSteps = pgTable(
  "agent_steps",
  {
    runId: text("run_id")
      .notNull()
      .references(() => agentRuns.id, { onDelete: "cascade" }),
    ordinal: integer("ordinal").notNull(),
    kind: text("kind", { enum: ["tool", "message", "question", "reply"] }).notNull(),
    state: text("state", {
      enum: [
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
      ],
    }).notNull(),
    tool: text("tool"),
    /** What the model calls this call, so that its result finds its place. */
    callId: text("call_id"),
    arguments: jsonb("arguments").$type<unknown>(),
    /** Where each argument came from. */
    provenance: jsonb("provenance").$type<unknown>(),
    reason: text("reason"),
    output: jsonb("output").$type<unknown>(),
    text: text("text"),
    errorCode: text("error_code"),
    approvalId: text("approval_id"),
    /** Sources whose text stands in the step: who may no longer read one doesn't see its output. */
    sourceIds: text("source_ids").array().notNull().default(sql`'{}'::text[]`),
    /** The run's revision when the step changed last. */
    revision: integer("revision").notNull().default(0),
    startedAt: time("started_at"),
    finishedAt: time("finished_at"),
  },
  (table) => [primaryKey({ columns: [table.runId, table.ordinal] })],
);

/** A write that waits for a person, bound to its exact arguments by their hash. */
export const approvals = pgTable(
  "approvals",
  {
    id: text("id").primaryKey(),
    /** Null where it was asked for outside of a run: over MCP. */
    runId: text("run_id").references(() => agentRuns.id, { onDelete: "set null" }),
    stepOrdinal: integer("step_ordinal"),
    tool: text("tool").notNull(),
    arguments: jsonb("arguments").$type<unknown>().notNull(),
    /** SHA-256 of the canonical JSON (RFC 8785) of tool and arguments. */
    argumentsHash: text("arguments_hash").notNull(),
    /** As it was asked for, where an approver edited it. */
    originalArguments: jsonb("original_arguments").$type<unknown>(),
    preview: jsonb("preview").$type<unknown>().notNull(),
    reason: text("reason").notNull(),
    provenance: jsonb("provenance").$type<unknown>().notNull(),
    flags: text("flags").array().notNull().default(sql`'{}'::text[]`),
    risk: text("risk", { enum: ["low", "medium", "high"] }).notNull(),
    /** Who can't read one of these can't see the basis, and so can't decide. */
    sourceIds: text("source_ids").array().notNull().default(sql`'{}'::text[]`),
    documentIds: text("document_ids").array().notNull().default(sql`'{}'::text[]`),
    /** What the target was when the preview was made; changed means conflict. */
    targetState: text("target_state").notNull(),
    requester: text("requester"),
    requesterKeyId: text("requester_key_id"),
    requesterName: text("requester_name").notNull(),
    state: text("state", {
      enum: [
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
      ],
    })
      .notNull()
      .default("pending"),
    decidedBy: text("decided_by"),
    decidedByName: text("decided_by_name"),
    decidedAt: time("decided_at"),
    /** Approver and requester were one person, after a warning. */
    ownDecision: boolean("own_decision").notNull().default(false),
    decisionReason: text("decision_reason"),
    attempts: integer("attempts").notNull().default(0),
    leaseUntil: time("lease_until"),
    result: jsonb("result").$type<unknown>(),
    errorCode: text("error_code"),
    errorMessage: text("error_message"),
    executedAt: time("executed_at"),
    expiresAt: time("expires_at").notNull(),
    requestId: text("request_id").notNull(),
    traceId: text("trace_id").notNull(),
    createdAt: time("created_at").notNull().defaultNow(),
  },
  (table) => [
    index("approvals_state_index").on(table.state, table.createdAt),
    index("approvals_run_index").on(table.runId),
    // A step that is taken up again after a crash asks no second time.
    uniqueIndex("approvals_step_index").on(table.runId, table.stepOrdinal),
  ],
);

/** A right to decide once: bound to approval, arguments and approver, stored as a hash. */
export const approvalTokens = pgTable("approval_tokens", {
  tokenHash: text("token_hash").primaryKey(),
  approvalId: text("approval_id")
    .notNull()
    .references(() => approvals.id, { onDelete: "cascade" }),
  argumentsHash: text("arguments_hash").notNull(),
  /** Id of the person who may use it; empty for the local person without an account. */
  approver: text("approver").notNull(),
  usedAt: time("used_at"),
  expiresAt: time("expires_at").notNull(),
  createdAt: time("created_at").notNull().defaultNow(),
});

/** What agents may do here: one row of switches, set by admins. */
export const agentSettings = pgTable("agent_settings", {
  id: text("id").primaryKey(),
  /** Off: no agent write happens, not even an approved one. */
  writesAllowed: boolean("writes_allowed").notNull().default(true),
  /** Tool to `allow`, `ask` or `deny`, beside what the environment says; deny wins. */
  toolPolicy: jsonb("tool_policy").$type<Record<string, "allow" | "ask" | "deny">>().notNull().default({}),
  updatedAt: time("updated_at").notNull().defaultNow(),
});
