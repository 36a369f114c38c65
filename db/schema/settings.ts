import { bigint, jsonb, pgTable, text, timestamp } from "drizzle-orm/pg-core";

/** State of the installation that outlives a process: the active embedding model, for example. */
export const settings = pgTable("settings", {
  key: text("key").primaryKey(),
  value: jsonb("value").$type<unknown>().notNull(),
  updatedAt: timestamp("updated_at", { withTimezone: true }).notNull().defaultNow(),
});

/** One row that counts changes of the corpus; caches and suggestions key on it. */
export const corpusState = pgTable("corpus_state", {
  id: text("id").primaryKey(),
  version: bigint("version", { mode: "number" }).notNull().default(0),
});
