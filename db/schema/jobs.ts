import { sql } from "drizzle-orm";
import { index, integer, jsonb, pgTable, text, timestamp, uniqueIndex } from "drizzle-orm/pg-core";
import { documents, originals } from "./documents";

export const jobStates = ["queued", "running", "completed", "failed", "cancelled"] as const;
export const jobItemStates = ["queued", "running", "completed", "unchanged", "failed", "cancelled"] as const;

/** A piece of long work that somebody asked for, with one item for each file. */
export const jobs = pgTable(
  "jobs",
  {
    id: text("id").primaryKey(),
    kind: text("kind").notNull(),
    state: text("state", { enum: jobStates }).notNull().default("queued"),
    /** Who asked; null is anonymous. */
    owner: text("owner"),
    label: text("label").notNull().default(""),
    parameters: jsonb("parameters").$type<Record<string, unknown>>().notNull().default({}),
    requestId: text("request_id"),
    cancelRequestedAt: timestamp("cancel_requested_at", { withTimezone: true }),
    createdAt: timestamp("created_at", { withTimezone: true }).notNull().defaultNow(),
    startedAt: timestamp("started_at", { withTimezone: true }),
    finishedAt: timestamp("finished_at", { withTimezone: true }),
  },
  (table) => [index("jobs_created_index").on(table.createdAt)],
);

/** One file of a job. A worker takes it with a lease and renews it; a lapsed lease is taken again. */
export const jobItems = pgTable(
  "job_items",
  {
    id: text("id").primaryKey(),
    jobId: text("job_id")
      .notNull()
      .references(() => jobs.id, { onDelete: "cascade" }),
    ordinal: integer("ordinal").notNull(),
    name: text("name").notNull(),
    state: text("state", { enum: jobItemStates }).notNull().default("queued"),
    /** `waiting | reading | chunking | embedding | storing | done` */
    step: text("step").notNull().default("waiting"),
    done: integer("done").notNull().default(0),
    total: integer("total"),
    originalId: text("original_id").references(() => originals.id),
    documentId: text("document_id").references(() => documents.id, { onDelete: "set null" }),
    versionId: text("version_id"),
    /** The source that its document was in, for when the document is gone. */
    sourceId: text("source_id"),
    parameters: jsonb("parameters").$type<Record<string, unknown>>().notNull().default({}),
    errorCode: text("error_code"),
    /** A sentence for the person: what is wrong with the file and what to do. */
    errorMessage: text("error_message"),
    attempts: integer("attempts").notNull().default(0),
    leaseOwner: text("lease_owner"),
    leaseUntil: timestamp("lease_until", { withTimezone: true }),
    chunkCount: integer("chunk_count"),
    /** Milliseconds by step. */
    timings: jsonb("timings").$type<Record<string, number>>().notNull().default({}),
    startedAt: timestamp("started_at", { withTimezone: true }),
    finishedAt: timestamp("finished_at", { withTimezone: true }),
  },
  (table) => [
    uniqueIndex("job_items_ordinal_unique").on(table.jobId, table.ordinal),
    index("job_items_waiting_index").on(table.leaseUntil).where(sql`${table.state} in ('queued', 'running')`),
  ],
);
