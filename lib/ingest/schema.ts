import { z } from "zod";
import { dateSchema } from "../text/date-schema";

/** PostgreSQL keeps no NUL character in a text. */
const line = (max: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(max)
    .refine((text) => !text.includes("\u0000"), "must not hold a NUL character");

/** `POST /api/documents` as JSON; as multipart the same names are form fields beside `files`. */
export const ingestTextSchema = z
  .strictObject({
    title: line(300),
    text: z.string().min(1),
    source: line(100).optional(),
    uri: line(2000).optional(),
    tags: z.array(line(60)).max(50).optional(),
    effective_date: dateSchema.optional(),
    /** How `text` is to be read; plain text unless the ending of `uri` says otherwise. */
    type: z.enum(["text", "markdown", "html", "csv"]).optional(),
  })
  .meta({
    id: "IngestText",
    example: {
      title: "Parking",
      text: "Visitors park on level 2. The barrier code changes every Monday.",
      source: "Facilities",
    },
  });
export type IngestText = z.infer<typeof ingestTextSchema>;

/** Fields beside the files of a multipart upload. `tags` may come several times, or separated by commas. */
export const ingestFieldsSchema = z
  .strictObject({
    title: line(300).optional(),
    source: line(100).optional(),
    uri: line(2000).optional(),
    tags: z.array(line(60)).max(50).optional(),
    effective_date: dateSchema.optional(),
  })
  .meta({ id: "IngestFields" });
export type IngestFields = z.infer<typeof ingestFieldsSchema>;

export const ingestAcceptedSchema = z
  .object({
    job_id: z.string(),
    status_url: z.string(),
    items: z.array(z.object({ id: z.string(), name: z.string() })),
    request_id: z.string(),
  })
  .meta({ id: "IngestAccepted" });
export type IngestAccepted = z.infer<typeof ingestAcceptedSchema>;
