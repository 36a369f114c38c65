// Who may come in: people, groups, what they sign in with, and keys for scripts.
// A secret is never stored, only its SHA-256 (tokens of 256 random bits) or its argon2id hash (passwords).
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
const roles = ["member", "approver", "editor", "admin"] as const;

export const users = pgTable(
  "users",
  {
    id: text("id").primaryKey(),
    /** Null for the first admin of a local installation until one is set. */
    email: text("email"),
    name: text("name").notNull().default(""),
    role: text("role", { enum: roles }).notNull(),
    /** Null: signs in through the OIDC provider, or has set none yet. */
    passwordHash: text("password_hash"),
    /** Issuer and subject at the OIDC provider, joined by a space. */
    oidcSubject: text("oidc_subject"),
    disabledAt: time("disabled_at"),
    createdAt: time("created_at").notNull().defaultNow(),
    lastSeenAt: time("last_seen_at"),
  },
  (table) => [
    uniqueIndex("users_email_unique").on(sql`lower(${table.email})`),
    uniqueIndex("users_oidc_subject_unique").on(table.oidcSubject),
  ],
);

export const groups = pgTable(
  "groups",
  {
    id: text("id").primaryKey(),
    name: text("name").notNull(),
    description: text("description").notNull().default(""),
    createdAt: time("created_at").notNull().defaultNow(),
  },
  (table) => [uniqueIndex("groups_name_unique").on(sql`lower(${table.name})`)],
);

export const groupMembers = pgTable(
  "group_members",
  {
    groupId: text("group_id")
      .notNull()
      .references(() => groups.id, { onDelete: "cascade" }),
    userId: text("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
  },
  (table) => [
    primaryKey({ columns: [table.groupId, table.userId] }),
    index("group_members_user_index").on(table.userId),
  ],
);

/** A browser that is signed in. Ending it deletes the row, which acts on the next request. */
export const sessions = pgTable(
  "sessions",
  {
    id: text("id").primaryKey(),
    tokenHash: text("token_hash").notNull(),
    userId: text("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    userAgent: text("user_agent").notNull().default(""),
    address: text("address").notNull().default(""),
    createdAt: time("created_at").notNull().defaultNow(),
    lastSeenAt: time("last_seen_at").notNull().defaultNow(),
    expiresAt: time("expires_at").notNull(),
  },
  (table) => [
    uniqueIndex("sessions_token_unique").on(table.tokenHash),
    index("sessions_user_index").on(table.userId),
  ],
);

export const invitations = pgTable(
  "invitations",
  {
    id: text("id").primaryKey(),
    tokenHash: text("token_hash").notNull(),
    /** Null: whoever has the link gives their own. */
    email: text("email"),
    role: text("role", { enum: roles }).notNull(),
    groupIds: text("group_ids").array().notNull().default(sql`'{}'::text[]`),
    invitedBy: text("invited_by").references(() => users.id, { onDelete: "set null" }),
    createdAt: time("created_at").notNull().defaultNow(),
    expiresAt: time("expires_at").notNull(),
    usedAt: time("used_at"),
    usedBy: text("used_by").references(() => users.id, { onDelete: "set null" }),
  },
  (table) => [uniqueIndex("invitations_token_unique").on(table.tokenHash)],
);

/** Links that work once: the one that makes the first admin, and those that set a new password. */
export const oneTimeTokens = pgTable(
  "one_time_tokens",
  {
    tokenHash: text("token_hash").primaryKey(),
    purpose: text("purpose", { enum: ["first-admin", "reset"] }).notNull(),
    userId: text("user_id").references(() => users.id, { onDelete: "cascade" }),
    createdAt: time("created_at").notNull().defaultNow(),
    expiresAt: time("expires_at").notNull(),
  },
  (table) => [index("one_time_tokens_user_index").on(table.userId)],
);

export const apiKeys = pgTable(
  "api_keys",
  {
    /** Stands in the key itself, `gw_<id>_<secret>`, and finds this row. */
    id: text("id").primaryKey(),
    secretHash: text("secret_hash").notNull(),
    userId: text("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    name: text("name").notNull(),
    scopes: text("scopes").array().notNull(),
    createdAt: time("created_at").notNull().defaultNow(),
    expiresAt: time("expires_at"),
    lastUsedAt: time("last_used_at"),
    revokedAt: time("revoked_at"),
  },
  (table) => [index("api_keys_user_index").on(table.userId)],
);

/** How often somebody tried to sign in, by account and by address (`account:…`, `address:…`). */
export const signInAttempts = pgTable("sign_in_attempts", {
  subject: text("subject").primaryKey(),
  count: integer("count").notNull(),
  windowEndsAt: time("window_ends_at").notNull(),
});

/** What was answered to a write with an `Idempotency-Key`, to be answered again. */
export const idempotencyKeys = pgTable(
  "idempotency_keys",
  {
    owner: text("owner").notNull(),
    key: text("key").notNull(),
    endpoint: text("endpoint").notNull(),
    requestHash: text("request_hash").notNull(),
    /** False while the first request is still at work. */
    done: boolean("done").notNull().default(false),
    status: integer("status"),
    headers: jsonb("headers").$type<Record<string, string>>(),
    body: text("body"),
    createdAt: time("created_at").notNull().defaultNow(),
    /** After this an unfinished request counts as lost, and the key may be used again. */
    lockedUntil: time("locked_until").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.owner, table.key] }),
    index("idempotency_keys_created_index").on(table.createdAt),
  ],
);
