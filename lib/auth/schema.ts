import { z } from "zod";

/** What a person may do. `approver` decides approvals beside what a member may; the others include the ones before them. */
export const roleSchema = z.enum(["member", "approver", "editor", "admin"]).meta({ id: "Role" });
export type Role = z.infer<typeof roleSchema>;

/** What a key may do. None implies another. */
export const scopeSchema = z
  .enum(["ask", "search", "ingest", "agent", "approve", "evals", "admin"])
  .meta({ id: "Scope" });
export type Scope = z.infer<typeof scopeSchema>;

/** Who asks: made by the door from a session or a key, never from what a request says of itself. */
export interface Principal {
  kind: "anonymous" | "person" | "key";
  /** The person, or the owner of the key; null for anonymous. */
  userId: string | null;
  /** What logs, audit and pages call them: an e-mail address or name, never a secret. */
  name: string;
  role: Role;
  groupIds: string[];
  /** Null unless `kind` is `key`. */
  keyId: string | null;
  /** What the key may do; a session may do what its role allows, and carries every scope but those its role lacks. */
  scopes: Scope[];
  /** Null unless `kind` is `person`. */
  sessionId: string | null;
}

const name = z.string().trim().max(200);
const email = z.email().max(254);
/** Long rather than odd: length is what makes a password hard to guess. */
const password = z.string().min(12, "has fewer than 12 characters").max(200);
const token = z.string().max(200);
const time = z.string().meta({ format: "date-time" });
const ids = z.array(z.string().max(100)).max(200);
const cursor = z.string().max(500).optional();
const limit = z.coerce.number().int().min(1).max(200).default(50);
const nextCursor = z
  .string()
  .nullable()
  .describe("Send it as `cursor` for the next page; null on the last one");

/** What the sign-in page needs to know before anybody signed in. */
export const signInOptionsSchema = z
  .object({
    password: z.boolean(),
    oidc: z.object({ name: z.string(), url: z.string() }).nullable(),
    /** Whether the server can send mail, so that a forgotten password can be reset without an admin. */
    mail: z.boolean(),
    /** False while there is no account: the link that the start printed makes the first. */
    accounts: z.boolean(),
  })
  .meta({ id: "SignInOptions" });
export type SignInOptions = z.infer<typeof signInOptionsSchema>;

export const signInRequestSchema = z
  .strictObject({ email: z.string().max(254), password: z.string().max(200) })
  .meta({ id: "SignInRequest", example: { email: "ada@example.org", password: "correct horse battery" } });
export type SignInRequest = z.infer<typeof signInRequestSchema>;

/** Makes the first admin. E-mail address and password may be set later; both or neither. */
export const welcomeRequestSchema = z
  .strictObject({ token, name: name.optional(), email: email.optional(), password: password.optional() })
  .refine((body) => (body.email === undefined) === (body.password === undefined), {
    path: ["password"],
    message: "e-mail address and password come together",
  })
  .meta({ id: "WelcomeRequest" });
export type WelcomeRequest = z.infer<typeof welcomeRequestSchema>;

export const resetLinkRequestSchema = z.strictObject({ email }).meta({ id: "ResetLinkRequest" });
export const resetRequestSchema = z.strictObject({ token, password }).meta({ id: "ResetRequest" });
export type ResetRequest = z.infer<typeof resetRequestSchema>;

/** Where to go after signing in through the provider: a path of this server. */
export const oidcQuerySchema = z.object({ next: z.string().max(2000).optional() });

const groupRef = z.object({ id: z.string(), name: z.string() });

/** Who the caller is. `user` is null for the anonymous local person. */
export const meSchema = z
  .object({
    kind: z.enum(["anonymous", "person", "key"]),
    user: z
      .object({
        id: z.string(),
        name: z.string(),
        email: z.string().nullable(),
        has_password: z.boolean(),
        groups: z.array(groupRef),
        created_at: time,
      })
      .nullable(),
    role: roleSchema,
    scopes: z.array(scopeSchema),
    key_id: z.string().nullable(),
    session_id: z.string().nullable(),
  })
  .meta({ id: "Me" });
export type Me = z.infer<typeof meSchema>;

export const mePatchSchema = z
  .strictObject({
    name: name.optional(),
    email: email.optional(),
    current_password: z.string().max(200).optional(),
  })
  .meta({ id: "MePatch" });
export type MePatch = z.infer<typeof mePatchSchema>;

export const passwordChangeSchema = z
  .strictObject({ current_password: z.string().max(200).optional(), new_password: password })
  .meta({ id: "PasswordChange" });
export type PasswordChange = z.infer<typeof passwordChangeSchema>;

export const sessionSchema = z
  .object({
    id: z.string(),
    current: z.boolean(),
    user_agent: z.string(),
    address: z.string(),
    created_at: time,
    last_seen_at: time,
    expires_at: time,
  })
  .meta({ id: "Session" });
export const sessionListSchema = z.object({ data: z.array(sessionSchema) }).meta({ id: "SessionList" });
export type SessionList = z.infer<typeof sessionListSchema>;

export const userSchema = z
  .object({
    id: z.string(),
    name: z.string(),
    email: z.string().nullable(),
    role: roleSchema,
    disabled: z.boolean(),
    groups: z.array(groupRef),
    created_at: time,
    last_seen_at: time.nullable(),
  })
  .meta({ id: "User" });
export type User = z.infer<typeof userSchema>;
export const userListQuerySchema = z.object({ q: z.string().max(200).optional(), limit, cursor });
export type UserListQuery = z.infer<typeof userListQuerySchema>;
export const userListSchema = z
  .object({ data: z.array(userSchema), next_cursor: nextCursor })
  .meta({ id: "UserList" });
export type UserList = z.infer<typeof userListSchema>;
export const userPatchSchema = z
  .strictObject({
    name: name.optional(),
    role: roleSchema.optional(),
    group_ids: ids.optional(),
    disabled: z.boolean().optional(),
  })
  .meta({ id: "UserPatch" });
export type UserPatch = z.infer<typeof userPatchSchema>;

/** A link to be passed on by hand, or that went out by mail. */
export const oneTimeLinkSchema = z
  .object({ url: z.string(), expires_at: time, mailed: z.boolean() })
  .meta({ id: "OneTimeLink" });
export type OneTimeLink = z.infer<typeof oneTimeLinkSchema>;

export const groupSchema = z
  .object({
    id: z.string(),
    name: z.string(),
    description: z.string(),
    member_count: z.number().int(),
    created_at: time,
  })
  .meta({ id: "Group" });
export type Group = z.infer<typeof groupSchema>;
export const groupListSchema = z.object({ data: z.array(groupSchema) }).meta({ id: "GroupList" });
export const groupCreateSchema = z
  .strictObject({ name: name.min(1), description: z.string().max(1000).optional() })
  .meta({ id: "GroupCreate" });
export type GroupCreate = z.infer<typeof groupCreateSchema>;
export const groupPatchSchema = z
  .strictObject({
    name: name.min(1).optional(),
    description: z.string().max(1000).optional(),
    /** The whole membership afterwards. */
    member_ids: z.array(z.string().max(100)).max(10_000).optional(),
  })
  .meta({ id: "GroupPatch" });
export type GroupPatch = z.infer<typeof groupPatchSchema>;

export const invitationSchema = z
  .object({
    id: z.string(),
    email: z.string().nullable(),
    role: roleSchema,
    group_ids: z.array(z.string()),
    state: z.enum(["open", "used", "expired"]),
    created_at: time,
    expires_at: time,
  })
  .meta({ id: "Invitation" });
export type Invitation = z.infer<typeof invitationSchema>;
export const invitationListQuerySchema = z.object({ limit, cursor });
export type InvitationListQuery = z.infer<typeof invitationListQuerySchema>;
export const invitationListSchema = z
  .object({ data: z.array(invitationSchema), next_cursor: nextCursor })
  .meta({ id: "InvitationList" });
export type InvitationList = z.infer<typeof invitationListSchema>;
export const invitationCreateSchema = z
  .strictObject({
    email: email.optional(),
    role: roleSchema.default("member"),
    group_ids: ids.default([]),
    expires_in_days: z.number().int().min(1).max(90).optional(),
  })
  .meta({ id: "InvitationCreate" });
export type InvitationCreate = z.infer<typeof invitationCreateSchema>;
/** The link is told once. `mailed` says whether it went out by mail as well. */
export const invitationCreatedSchema = invitationSchema
  .extend({ url: z.string(), mailed: z.boolean() })
  .meta({ id: "InvitationCreated" });
export type InvitationCreated = z.infer<typeof invitationCreatedSchema>;
export const invitationLookUpSchema = z.strictObject({ token }).meta({ id: "InvitationLookUp" });
export const invitationAcceptSchema = z
  .strictObject({ token, name: name.min(1), email: email.optional(), password })
  .meta({ id: "InvitationAccept" });
export type InvitationAccept = z.infer<typeof invitationAcceptSchema>;

export const apiKeySchema = z
  .object({
    id: z.string(),
    name: z.string(),
    /** How the key begins, to tell it from others. */
    prefix: z.string(),
    scopes: z.array(scopeSchema),
    owner: z.object({ id: z.string(), name: z.string() }),
    state: z.enum(["active", "expired", "revoked"]),
    created_at: time,
    expires_at: time.nullable(),
    last_used_at: time.nullable(),
  })
  .meta({ id: "ApiKey" });
export type ApiKey = z.infer<typeof apiKeySchema>;
export const apiKeyListQuerySchema = z.object({
  /** Everybody's keys instead of one's own; for admins. */
  everyone: z.stringbool().default(false),
  limit,
  cursor,
});
export type ApiKeyListQuery = z.infer<typeof apiKeyListQuerySchema>;
export const apiKeyListSchema = z
  .object({ data: z.array(apiKeySchema), next_cursor: nextCursor })
  .meta({ id: "ApiKeyList" });
export type ApiKeyList = z.infer<typeof apiKeyListSchema>;
export const apiKeyCreateSchema = z
  .strictObject({
    name: name.min(1),
    scopes: z.array(scopeSchema).min(1),
    expires_in_days: z.number().int().min(1).max(3650).optional(),
  })
  .meta({ id: "ApiKeyCreate", example: { name: "Nightly import", scopes: ["ingest"], expires_in_days: 90 } });
export type ApiKeyCreate = z.infer<typeof apiKeyCreateSchema>;
/** `key` is the whole key, told here and never again. */
export const apiKeyCreatedSchema = apiKeySchema.extend({ key: z.string() }).meta({ id: "ApiKeyCreated" });
export type ApiKeyCreated = z.infer<typeof apiKeyCreatedSchema>;
