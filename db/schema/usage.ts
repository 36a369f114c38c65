// What was used on a day, by whom. A day is one of UTC. Costs are in millionths of a US dollar.
import { bigint, date, index, integer, pgTable, primaryKey, text, timestamp } from "drizzle-orm/pg-core";

const amount = (name: string) => bigint(name, { mode: "number" }).notNull().default(0);

export const usage = pgTable(
  "usage",
  {
    /** `user:` or `key:` with the id, or `address:` with the address. */
    subject: text("subject").notNull(),
    day: date("day").notNull(),
    questions: integer("questions").notNull().default(0),
    inputTokens: amount("input_tokens"),
    outputTokens: amount("output_tokens"),
    cost: amount("cost"),
    /** Held for answers in progress, beside what was used. */
    reservedTokens: amount("reserved_tokens"),
    reservedCost: amount("reserved_cost"),
  },
  (table) => [primaryKey({ columns: [table.subject, table.day] })],
);

/** What is held for one answer of one subject, until it is settled or its process has long been gone. */
export const usageReservations = pgTable(
  "usage_reservations",
  {
    id: text("id").notNull(),
    subject: text("subject").notNull(),
    day: date("day").notNull(),
    tokens: amount("tokens"),
    cost: amount("cost"),
    expiresAt: timestamp("expires_at", { withTimezone: true }).notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.id, table.subject] }),
    index("usage_reservations_expires_at").on(table.expiresAt),
  ],
);
