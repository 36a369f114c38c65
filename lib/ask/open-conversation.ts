import type { Database } from "@/db/client";
import { appendMessage, findConversation, insertConversation, listTurns } from "@/db/queries/conversations";
import { titleOf } from "@/lib/conversations/title-of";
import { AppError } from "@/lib/errors/app-error";
import { newId } from "@/lib/text/new-id";
import type { AskInput, OpenConversation } from "./ask-input";

/** Turns before this many are not looked at: a reference further back is not one. */
const turnsAtMost = 6;

/**
 * Begins or goes on with the conversation of a request and stores the question in it, so that it is kept even
 * if its answer never comes. Undefined when nothing is to be kept; throws `not_found` for one that isn't the caller's.
 */
export async function openConversation(
  db: Database,
  { access, request, keep = true }: AskInput,
): Promise<OpenConversation | undefined> {
  const wanted = request.conversation_id;
  if (wanted === undefined || !keep) return undefined;
  return db.transaction(async (tx) => {
    const id = wanted === "new" ? newId("cnv") : wanted;
    if (wanted === "new") await insertConversation(tx, { access, id, title: titleOf(request.question) });
    else if (!(await findConversation(tx, { access, id })))
      throw new AppError("not_found", { public: "There is no such conversation, or it was deleted." });
    const turns = await listTurns(tx, { access, conversationId: id, limit: turnsAtMost });
    await appendMessage(tx, {
      id: newId("msg"),
      conversationId: id,
      role: "user",
      text: request.question,
      answerId: null,
    });
    return { id, turns };
  });
}
