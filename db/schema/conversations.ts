import { sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  date,
  doublePrecision,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  timestamp,
  uniqueIndex,
} from "drizzle-orm/pg-core";

export const conversations = pgTable(
  "conversations",
  {
    id: text("id").primaryKey(),
    /** Who it belongs to; null is anonymous. */
    owner: text("owner"),
    title: text("title").notNull(),
    pinned: boolean("pinned").notNull().default(false),
    createdAt: timestamp("created_at", { withTimezone: true }).notNull().defaultNow(),
    updatedAt: timestamp("updated_at", { withTimezone: true }).notNull().defaultNow(),
    deletedAt: timestamp("deleted_at", { withTimezone: true }),
  },
  (table) => [index("conversations_owner_index").on(table.owner, table.updatedAt)],
);

export const messages = pgTable(
  "messages",
  {
    id: text("id").primaryKey(),
    conversationId: text("conversation_id")
      .notNull()
      .references(() => conversations.id, { onDelete: "cascade" }),
    ordinal: integer("ordinal").notNull(),
    role: text("role", { enum: ["user", "assistant"] }).notNull(),
    text: text("text").notNull(),
    answerId: text("answer_id"),
    createdAt: timestamp("created_at", { withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [uniqueIndex("messages_ordinal_unique").on(table.conversationId, table.ordinal)],
);

/** What answers from a cache have in common with one another, kept once for all of them. Goes with the last of them. */
export const answerBodies = pgTable("answer_bodies", {
  /** Hash of the two. */
  id: text("id").primaryKey(),
  result: jsonb("result").$type<unknown>().notNull(),
  trace: jsonb("trace").$type<unknown>().notNull(),
});

/** One answer as it was given: `result` is the API's own object, `trace` is *How this was found*. */
export const answers = pgTable(
  "answers",
  {
    id: text("id").primaryKey(),
    owner: text("owner"),
    conversationId: text("conversation_id").references(() => conversations.id, { onDelete: "set null" }),
    question: text("question").notNull(),
    refused: boolean("refused").notNull(),
    reason: text("reason"),
    confidence: doublePrecision("confidence"),
    model: text("model").notNull(),
    promptVersion: text("prompt_version").notNull(),
    result: jsonb("result").$type<unknown>().notNull(),
    trace: jsonb("trace").$type<unknown>().notNull(),
    /** Documents whose text stands in `result` or `trace`: what its owner may no longer read of them is left out. */
    documentIds: text("document_ids").array().notNull().default(sql`'{}'::text[]`),
    /** Place by place the source that each document was in at that time. */
    sourceIds: text("source_ids").array().notNull().default(sql`'{}'::text[]`),
    requestId: text("request_id").notNull(),
    traceId: text("trace_id").notNull(),
    /** Where most of `result` and `trace` stands; what stands in the row comes on top. Null: all stands in the row, as with every answer of a conversation. */
    bodyId: text("body_id").references(() => answerBodies.id),
    createdAt: timestamp("created_at", { withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [
    index("answers_created_index").on(table.createdAt),
    index("answers_body_index").on(table.bodyId).where(sql`body_id is not null`),
    index("answers_conversation_index").on(table.conversationId).where(sql`conversation_id is not null`),
  ],
);

/** Which passage proved which sentence. It keeps its quote though the document changes or goes. */
export const answerCitations = pgTable(
  "answer_citations",
  {
    answerId: text("answer_id")
      .notNull()
      .references(() => answers.id, { onDelete: "cascade" }),
    marker: integer("marker").notNull(),
    chunkId: bigint("chunk_id", { mode: "number" }).notNull(),
    documentId: text("document_id").notNull(),
    versionId: text("version_id").notNull(),
    sourceId: text("source_id").notNull(),
    title: text("title").notNull(),
    page: integer("page"),
    section: text("section").array().notNull().default(sql`'{}'::text[]`),
    quote: text("quote").notNull(),
    start: integer("start").notNull(),
    end: integer("end").notNull(),
    effectiveDate: date("effective_date", { mode: "string" }),
  },
  (table) => [
    primaryKey({ columns: [table.answerId, table.marker] }),
    index("answer_citations_document_index").on(table.documentId),
  ],
);

export const feedback = pgTable("feedback", {
  answerId: text("answer_id")
    .primaryKey()
    .references(() => answers.id, { onDelete: "cascade" }),
  rating: text("rating", { enum: ["up", "down"] }).notNull(),
  reason: text("reason"),
  comment: text("comment"),
  createdAt: timestamp("created_at", { withTimezone: true }).notNull().defaultNow(),
});

/** What people asked and nobody has written: reported by a person, or asked often. Alike questions are one gap. */
export const gaps = pgTable(
  "gaps",
  {
    id: text("id").primaryKey(),
    /** The question folded to its sorted content words: alike questions share it. */
    fingerprint: text("fingerprint").notNull(),
    state: text("state", { enum: ["open", "resolved", "dismissed"] })
      .notNull()
      .default("open"),
    createdAt: timestamp("created_at", { withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [uniqueIndex("gaps_fingerprint_unique").on(table.fingerprint)],
);

/** Who asked what a gap is about. Others see the question once it was reported, if they may read its documents. */
export const gapAskers = pgTable(
  "gap_askers",
  {
    gapId: text("gap_id")
      .notNull()
      .references(() => gaps.id, { onDelete: "cascade" }),
    /** Id of the person; empty is anonymous. */
    asker: text("asker").notNull(),
    /** As it was searched for: the last one, or the one that was reported. */
    question: text("question").notNull(),
    answerId: text("answer_id").notNull(),
    /** What was looked at for it, and where each document was then, place by place. */
    documentIds: text("document_ids").array().notNull().default(sql`'{}'::text[]`),
    sourceIds: text("source_ids").array().notNull().default(sql`'{}'::text[]`),
    times: integer("times").notNull().default(1),
    reports: integer("reports").notNull().default(0),
    comment: text("comment"),
    lastAskedAt: timestamp("last_asked_at", { withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [primaryKey({ columns: [table.gapId, table.asker] })],
);
