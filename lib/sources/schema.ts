import { z } from "zod";

export const sourceSchema = z
  .object({
    id: z.string(),
    name: z.string(),
    description: z.string(),
    /** Open to everyone, or only to those who were granted it. */
    visibility: z.enum(["everyone", "granted"]),
    trusted: z.boolean(),
    document_count: z.number().int(),
    chunk_count: z.number().int(),
  })
  .meta({ id: "Source" });
export type Source = z.infer<typeof sourceSchema>;

export const sourceListSchema = z.object({ data: z.array(sourceSchema) });

const storable = (text: string) => !text.includes("\u0000");
const nameSchema = z.string().trim().min(1).max(100).refine(storable, "must not hold a NUL character");
const descriptionSchema = z.string().trim().max(1000).refine(storable, "must not hold a NUL character");

export const grantSubjectSchema = z.strictObject({
  kind: z.enum(["user", "group"]),
  /** Id of the person or the group. */
  id: z.string().min(1).max(100),
});
export type GrantSubject = z.infer<typeof grantSubjectSchema>;

export const grantSchema = grantSubjectSchema
  .extend({
    /** What pages call them: a person's name or e-mail address, or the group's name. */
    name: z.string(),
    created_at: z.string(),
  })
  .meta({ id: "SourceGrant" });
export type Grant = z.infer<typeof grantSchema>;

/** A source as an admin manages it, who needn't be able to read it. */
export const managedSourceSchema = sourceSchema
  .extend({
    /** The source's own policy: a denied source is used for nothing. */
    policy: z.enum(["allowed", "denied"]),
    /** What RETRIEVAL_ALLOWED_SOURCES and RETRIEVAL_DENIED_SOURCES say; `denied` wins over `policy`. */
    policy_by_settings: z.enum(["allowed", "denied"]),
    /** Whether the admin who asks may read what is in it. */
    readable: z.boolean(),
    /** Who may read it while `visibility` is `granted`; kept while it is open to everyone. */
    grants: z.array(grantSchema),
    created_at: z.string(),
  })
  .meta({ id: "ManagedSource" });
export type ManagedSource = z.infer<typeof managedSourceSchema>;

export const managedSourceListSchema = z.object({ data: z.array(managedSourceSchema) });

export const sourceCreateSchema = z
  .strictObject({
    name: nameSchema,
    description: descriptionSchema.optional(),
    /** `everyone` unless said otherwise. */
    visibility: z.enum(["everyone", "granted"]).optional(),
    /** True unless said otherwise. */
    trusted: z.boolean().optional(),
    grants: z.array(grantSubjectSchema).max(1000).optional(),
  })
  .meta({ id: "SourceCreate", example: { name: "Facilities" } });
export type SourceCreate = z.infer<typeof sourceCreateSchema>;

export const sourcePatchSchema = z
  .strictObject({
    name: nameSchema.optional(),
    description: descriptionSchema.optional(),
    visibility: z.enum(["everyone", "granted"]).optional(),
    policy: z.enum(["allowed", "denied"]).optional(),
    trusted: z.boolean().optional(),
  })
  .meta({ id: "SourcePatch", example: { visibility: "granted" } });
export type SourcePatch = z.infer<typeof sourcePatchSchema>;

/** `PUT /api/sources/{id}/grants`: everyone who may read it; whoever isn't named loses it at once. */
export const grantsPutSchema = z
  .strictObject({ grants: z.array(grantSubjectSchema).max(1000) })
  .meta({ id: "SourceGrantsPut", example: { grants: [{ kind: "group", id: "grp_hr" }] } });

/** `DELETE /api/sources/{id}`: one that holds documents is deleted only together with them. */
export const sourceDeleteQuerySchema = z.object({ documents: z.enum(["keep", "delete"]).default("keep") });

/** `GET /api/sources/view-as?user_id=`. */
export const viewAsQuerySchema = z.object({
  user_id: z.string().min(1).max(100),
  /** Id of a source that this person can see: its documents alone. */
  source: z.string().max(100).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(2000).optional(),
});
export type ViewAsQuery = z.infer<typeof viewAsQuerySchema>;

/** What a person can see, by titles and counts; never what is written in it. */
export const viewAsSchema = z
  .object({
    user: z.object({ id: z.string(), name: z.string(), role: z.string() }),
    sources: z.array(sourceSchema.pick({ id: true, name: true, visibility: true, document_count: true })),
    /** A page of the documents, by title. */
    documents: z.array(
      z.object({ id: z.string(), title: z.string(), source: z.object({ id: z.string(), name: z.string() }) }),
    ),
    document_count: z.number().int(),
    next_cursor: z.string().nullable(),
  })
  .meta({ id: "ViewAs" });
export type ViewAs = z.infer<typeof viewAsSchema>;
