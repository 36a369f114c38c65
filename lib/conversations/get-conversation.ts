import type { Access } from "@/db/access";
import { database } from "@/db/client";
import { findConversation, listMessages } from "@/db/queries/conversations";
import { AppError } from "@/lib/errors/app-error";
import { type ConversationDetail, conversationDetailSchema } from "./schema";
import { toStoredAnswer } from "./stored-answer";

const gone = "This answer is no longer kept.";

/** A conversation with its messages and answers, each citation marked when its document has changed. */
export async function getConversation({
  access,
  id,
}: {
  access: Access;
  id: string;
}): Promise<ConversationDetail> {
  const db = await database();
  const conversation = await findConversation(db, { access, id });
  if (!conversation) throw new AppError("not_found");
  const rows = await listMessages(db, { access, conversationId: id });
  return conversationDetailSchema.parse({
    ...conversation,
    messages: rows.map((row) => {
      const answer = row.result === null ? null : toStoredAnswer(row.result, row.changes);
      return { ...row, text: row.role === "assistant" && answer === null ? gone : row.text, answer };
    }),
  });
}
