import { sql } from "drizzle-orm";
import {
  boolean,
  check,
  index,
  pgTable,
  primaryKey,
  text,
  timestamp,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";

/** A named collection of documents: the unit of access, trust and retrieval policy. */
export const sources = pgTable(
  "sources",
  {
    id: text("id").primaryKey(),
    name: text("name").notNull(),
    description: text("description").notNull().default(""),
    /** `people`: shown in the product. `suite`: belongs to an eval suite, never shown. */
    kind: text("kind", { enum: ["people", "suite"] })
      .notNull()
      .default("people"),
    /** `everyone` may read it, or only those with a row in `source_grants`. */
    visibility: text("visibility", { enum: ["everyone", "granted"] })
      .notNull()
      .default("everyone"),
    /** A denied source is used for nothing: no search, no answer. */
    policy: text("policy", { enum: ["allowed", "denied"] })
      .notNull()
      .default("allowed"),
    trusted: boolean("trusted").notNull().default(true),
    createdAt: timestamp("created_at", { withTimezone: true }).notNull().defaultNow(),
    /** Set: nobody reads it any more; the row goes when its last document has been erased. */
    deletedAt: timestamp("deleted_at", { withTimezone: true }),
  },
  (table) => [
    uniqueIndex("sources_name_unique").on(sql`lower(${table.name})`).where(sql`${table.deletedAt} is null`),
    check("sources_kind_check", sql`${table.kind} in ('people', 'suite')`),
    check("sources_visibility_check", sql`${table.visibility} in ('everyone', 'granted')`),
    check("sources_policy_check", sql`${table.policy} in ('allowed', 'denied')`),
  ],
);

/** Who may read a source that isn't open to everyone. */
export const sourceGrants = pgTable(
  "source_grants",
  {
    sourceId: text("source_id")
      .notNull()
      .references(() => sources.id, { onDelete: "cascade" }),
    subjectKind: text("subject_kind", { enum: ["user", "group"] }).notNull(),
    subjectId: text("subject_id").notNull(),
    createdAt: timestamp("created_at", { withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [
    primaryKey({ columns: [table.sourceId, table.subjectKind, table.subjectId] }),
    index("source_grants_subject_index").on(table.subjectId),
  ],
);

/**
 * Which state the readable content of a source is in: a new value with each change to its documents or to
 * itself, given by triggers inside the transaction of the change. Never the same value twice, so that
 * equal values mean equal content, whatever was restored or moved.
 */
export const sourceVersions = pgTable("source_versions", {
  sourceId: text("source_id")
    .primaryKey()
    .references(() => sources.id, { onDelete: "cascade" }),
  version: uuid("version").notNull().default(sql`gen_random_uuid()`),
});
