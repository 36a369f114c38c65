// What was done, by whom and why: written once, chained by hashes, never changed.
import { sql } from "drizzle-orm";
import { bigint, index, jsonb, pgTable, text, uniqueIndex } from "drizzle-orm/pg-core";

/** The chain: `hash` = SHA-256 of previous hash, number and entry. The migration adds the guard against changes. */
export const auditLog = pgTable(
  "audit_log",
  {
    /** 1, 2, 3, … without a gap: a missing number is a missing row. */
    seq: bigint("seq", { mode: "number" }).primaryKey(),
    /** Canonical JSON (RFC 8785) of what happened: the very bytes that are hashed. */
    entry: text("entry").notNull(),
    previousHash: text("previous_hash").notNull(),
    hash: text("hash").notNull(),
    /** For searching; made from `entry`, so that it can't say anything else. */
    data: jsonb("data").$type<unknown>().notNull().generatedAlwaysAs(sql`entry::jsonb`),
  },
  (table) => [
    uniqueIndex("audit_log_hash_unique").on(table.hash),
    index("audit_log_at_index").on(sql`(data->>'at')`),
    index("audit_log_actor_index").on(sql`(data->'actor'->>'id')`),
    index("audit_log_trace_index").on(sql`(data->>'trace_id')`),
    index("audit_log_documents_index").using("gin", sql`(data->'document_ids')`),
  ],
);
