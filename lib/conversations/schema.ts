import { z } from "zod";
import { answerSchema } from "../ask/schema";

export const conversationSchema = z
  .object({
    id: z.string(),
    title: z.string(),
    pinned: z.boolean(),
    created_at: z.string(),
    updated_at: z.string(),
  })
  .meta({ id: "Conversation" });
export type Conversation = z.infer<typeof conversationSchema>;

export const conversationListQuerySchema = z.object({
  q: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(100),
  cursor: z.string().optional(),
});
export type ConversationListQuery = z.infer<typeof conversationListQuerySchema>;

export const conversationListSchema = z.object({
  data: z.array(conversationSchema),
  next_cursor: z.string().nullable(),
});

export const messageSchema = z.object({
  id: z.string(),
  role: z.enum(["user", "assistant"]),
  text: z.string(),
  answer: answerSchema.nullable(),
  feedback: z
    .object({ rating: z.enum(["up", "down"]), reason: z.string().nullable(), comment: z.string().nullable() })
    .nullable(),
  created_at: z.string(),
});
export type Message = z.infer<typeof messageSchema>;

export const conversationDetailSchema = conversationSchema
  .extend({ messages: z.array(messageSchema) })
  .meta({ id: "ConversationDetail" });
export type ConversationDetail = z.infer<typeof conversationDetailSchema>;

export const conversationPatchSchema = z.strictObject({
  title: z.string().trim().min(1).max(200).optional(),
  pinned: z.boolean().optional(),
  /** Undoes a deletion within the time for undo. */
  deleted: z.literal(false).optional(),
});

export const feedbackRequestSchema = z
  .strictObject({
    rating: z.enum(["up", "down"]),
    reason: z
      .enum(["wrong", "incomplete", "off_topic", "outdated", "bad_citation", "should_answer", "other"])
      .optional(),
    comment: z.string().trim().max(2000).optional(),
  })
  .meta({ id: "FeedbackRequest" });

export const gapReportSchema = z
  .strictObject({
    answer_id: z.string().min(1).max(100),
    comment: z.string().trim().max(2000).optional(),
  })
  .meta({ id: "GapReport" });

export const gapSchema = z
  .object({
    id: z.string(),
    question: z.string(),
    count: z.number().int(),
    reported_count: z.number().int(),
    state: z.enum(["open", "resolved", "dismissed"]),
    last_answer_id: z.string().nullable(),
    comment: z.string().nullable(),
    last_asked_at: z.string(),
  })
  .meta({ id: "Gap" });
export type Gap = z.infer<typeof gapSchema>;

export const gapListQuerySchema = z.object({
  state: z.enum(["open", "resolved", "dismissed"]).default("open"),
  /** Unreported questions are listed from this many askings on. */
  least: z.coerce.number().int().min(1).max(1000).default(2),
  limit: z.coerce.number().int().min(1).max(200).default(100),
});
export type GapListQuery = z.infer<typeof gapListQuerySchema>;

export const gapListSchema = z.object({ data: z.array(gapSchema) });

export const gapPatchSchema = z.strictObject({ state: z.enum(["open", "resolved", "dismissed"]) });

/** Questions that these documents answer; fewer than four, or none, when the corpus is small. */
export const suggestionListSchema = z.object({ data: z.array(z.string()).max(4) });
