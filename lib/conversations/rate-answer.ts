import type { z } from "zod";
import type { Access } from "@/db/access";
import { database } from "@/db/client";
import { upsertFeedback } from "@/db/queries/answers";
import { AppError } from "@/lib/errors/app-error";
import { saved } from "./save-later";
import type { feedbackRequestSchema } from "./schema";

/** Keeps what a person thinks of an answer; what was said last counts. */
export async function rateAnswer({
  access,
  answerId,
  feedback,
}: {
  access: Access;
  answerId: string;
  feedback: z.infer<typeof feedbackRequestSchema>;
}): Promise<void> {
  const { rating, reason = null, comment } = feedback;
  await saved(answerId);
  const stored = await upsertFeedback(await database(), {
    access,
    answerId,
    feedback: { rating, reason, comment: comment?.replaceAll("\u0000", "") || null },
  });
  if (!stored) throw new AppError("not_found");
}
