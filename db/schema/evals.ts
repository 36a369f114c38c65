import { sql } from "drizzle-orm";
import {
  bigint,
  bigserial,
  boolean,
  doublePrecision,
  index,
  integer,
  jsonb,
  pgTable,
  text,
  timestamp,
  uniqueIndex,
} from "drizzle-orm/pg-core";

const moment = (name: string) => timestamp(name, { withTimezone: true });

/** A suite: cases, and the sources of kind `suite` that hold the documents they are about. */
export const evalDatasets = pgTable("eval_datasets", {
  /** The suite's name in a URL: `golden`, `squad2`. */
  id: text("id").primaryKey(),
  title: text("title").notNull(),
  description: text("description").notNull().default(""),
  /** `ask`: whole answers. `retrieval`: rankings of passages alone. */
  kind: text("kind", { enum: ["ask", "retrieval", "agent"] })
    .notNull()
    .default("ask"),
  /** Sources that its questions may read. */
  sourceIds: text("source_ids").array().notNull().default(sql`'{}'::text[]`),
  /** Day on which its documents are in force, `YYYY-MM-DD`; null is the day of the run. */
  today: text("today"),
  /** Hash of the documents as they were last taken in. */
  corpusHash: text("corpus_hash").notNull().default(""),
  casesHash: text("cases_hash").notNull().default(""),
  createdAt: moment("created_at").notNull().defaultNow(),
  updatedAt: moment("updated_at").notNull().defaultNow(),
});

/** A question with what is expected of its answer. `content` is the line of the golden file; the rest is for SQL. */
export const evalCases = pgTable(
  "eval_cases",
  {
    /** `golden.leave-carry-over`: suite, dot, name in the file. */
    id: text("id").primaryKey(),
    datasetId: text("dataset_id")
      .notNull()
      .references(() => evalDatasets.id, { onDelete: "cascade" }),
    ordinal: integer("ordinal").notNull(),
    question: text("question").notNull(),
    kind: text("kind").notNull(),
    split: text("split", { enum: ["tuning", "held_back"] }).notNull(),
    tags: text("tags").array().notNull().default(sql`'{}'::text[]`),
    mustPass: boolean("must_pass").notNull().default(false),
    expect: text("expect", { enum: ["answer", "refuse"] }).notNull(),
    content: jsonb("content").$type<unknown>().notNull(),
    contentHash: text("content_hash").notNull(),
    /** `draft`: made from an answer or a gap and not yet in any run. `retired`: no longer in the file. */
    state: text("state", { enum: ["active", "draft", "retired"] })
      .notNull()
      .default("active"),
    /** Where it is from: `file`, `import`, or the answer or gap that became a draft. */
    origin: text("origin").notNull().default("file"),
    /** Stands in the queue of the review page. */
    queued: boolean("queued").notNull().default(false),
    /** When a person last confirmed this very content; cleared when the content changes. */
    verifiedAt: moment("verified_at"),
    createdAt: moment("created_at").notNull().defaultNow(),
    updatedAt: moment("updated_at").notNull().defaultNow(),
  },
  (table) => [index("eval_cases_dataset_index").on(table.datasetId, table.ordinal)],
);

/** One configuration on one suite. Its cases and their order are fixed when it begins, so it can be taken up again. */
export const evalRuns = pgTable(
  "eval_runs",
  {
    id: text("id").primaryKey(),
    datasetId: text("dataset_id")
      .notNull()
      .references(() => evalDatasets.id, { onDelete: "cascade" }),
    state: text("state", { enum: ["queued", "running", "completed", "failed", "cancelled"] })
      .notNull()
      .default("queued"),
    configName: text("config_name").notNull(),
    config: jsonb("config").$type<unknown>().notNull(),
    /** Same suite, cases, configuration and code: an interrupted run with this key is taken up again. */
    key: text("key").notNull(),
    caseIds: text("case_ids").array().notNull().default(sql`'{}'::text[]`),
    repeat: integer("repeat").notNull().default(1),
    total: integer("total").notNull(),
    done: integer("done").notNull().default(0),
    commit: text("commit").notNull().default(""),
    model: text("model").notNull().default(""),
    promptVersion: text("prompt_version").notNull().default(""),
    embeddingModel: text("embedding_model").notNull().default(""),
    /** Who started it: a user's id, or `cli`. */
    startedBy: text("started_by"),
    note: text("note").notNull().default(""),
    /** Metric to value, interval and count, by slice: `all`, `held_back`, `kind:table`, `tag:german`. */
    scores: jsonb("scores").$type<unknown>(),
    /** What became of logging to MLflow. */
    tracking: jsonb("tracking").$type<unknown>(),
    error: text("error"),
    cancelRequestedAt: moment("cancel_requested_at"),
    leaseOwner: text("lease_owner"),
    leaseUntil: moment("lease_until"),
    createdAt: moment("created_at").notNull().defaultNow(),
    startedAt: moment("started_at"),
    finishedAt: moment("finished_at"),
  },
  (table) => [
    index("eval_runs_dataset_index").on(table.datasetId, table.createdAt),
    index("eval_runs_waiting_index").on(table.leaseUntil).where(sql`${table.state} in ('queued', 'running')`),
  ],
);

/** What came of one case in one run. Question, kind and tags stand here as they were, whatever becomes of the case. */
export const evalResults = pgTable(
  "eval_results",
  {
    id: bigserial("id", { mode: "number" }).primaryKey(),
    runId: text("run_id")
      .notNull()
      .references(() => evalRuns.id, { onDelete: "cascade" }),
    caseId: text("case_id").notNull(),
    attempt: integer("attempt").notNull().default(1),
    question: text("question").notNull(),
    kind: text("kind").notNull(),
    split: text("split", { enum: ["tuning", "held_back"] }).notNull(),
    tags: text("tags").array().notNull().default(sql`'{}'::text[]`),
    mustPass: boolean("must_pass").notNull().default(false),
    expect: text("expect", { enum: ["answer", "refuse"] }).notNull(),
    /** `right`, `wrong`, `refused` (rightly or not tells `passed`), or `error` when no answer came. */
    outcome: text("outcome", { enum: ["right", "wrong", "refused", "error"] }).notNull(),
    passed: boolean("passed").notNull(),
    /** Why it failed, in sentences; empty when it passed. */
    reasons: text("reasons").array().notNull().default(sql`'{}'::text[]`),
    refused: boolean("refused").notNull(),
    confidence: doublePrecision("confidence"),
    latencyMs: doublePrecision("latency_ms"),
    inputTokens: integer("input_tokens").notNull().default(0),
    outputTokens: integer("output_tokens").notNull().default(0),
    costUsd: doublePrecision("cost_usd"),
    traceId: text("trace_id").notNull().default(""),
    /** Metric to number; a metric that doesn't apply to the case is missing. */
    scores: jsonb("scores").$type<Record<string, number>>().notNull().default({}),
    /** The case as it was asked. */
    expected: jsonb("expected").$type<unknown>().notNull(),
    /** Answer, sentences, citations, passages, latency by part. */
    got: jsonb("got").$type<unknown>().notNull(),
    createdAt: moment("created_at").notNull().defaultNow(),
  },
  (table) => [
    uniqueIndex("eval_results_attempt_unique").on(table.runId, table.caseId, table.attempt),
    index("eval_results_case_index").on(table.caseId, table.createdAt),
    index("eval_results_passed_index").on(table.runId, table.passed),
  ],
);

/** What a person says of a case (is it right as written?) or of one result (was the answer right?). */
export const evalReviews = pgTable(
  "eval_reviews",
  {
    id: text("id").primaryKey(),
    caseId: text("case_id")
      .notNull()
      .references(() => evalCases.id, { onDelete: "cascade" }),
    /** Null: of the case itself. */
    resultId: bigint("result_id", { mode: "number" }),
    /** The case's content as it was reviewed. */
    contentHash: text("content_hash").notNull(),
    reviewer: text("reviewer").notNull(),
    reviewerName: text("reviewer_name").notNull().default(""),
    verdict: text("verdict", { enum: ["right", "wrong", "unclear"] }).notNull(),
    comment: text("comment").notNull().default(""),
    createdAt: moment("created_at").notNull().defaultNow(),
    updatedAt: moment("updated_at").notNull().defaultNow(),
  },
  (table) => [
    // One word of each reviewer on each thing; null is a thing of its own here.
    uniqueIndex("eval_reviews_reviewer_unique").on(
      table.caseId,
      sql`coalesce(${table.resultId}, 0)`,
      table.reviewer,
    ),
  ],
);
