import type { z } from "zod";
import type { Access } from "@/db/access";
import { database } from "@/db/client";
import { hideConversation, sweepConversations, updateConversation } from "@/db/queries/conversations";
import { env } from "@/lib/env/env";
import { AppError } from "@/lib/errors/app-error";
import { type Conversation, type conversationPatchSchema, conversationSchema } from "./schema";

/** Renames, pins or brings back a conversation. `not_found` when it isn't the caller's, or undo comes too late. */
export async function patchConversation({
  access,
  id,
  patch,
}: {
  access: Access;
  id: string;
  patch: z.infer<typeof conversationPatchSchema>;
}): Promise<Conversation> {
  const row = await updateConversation(await database(), {
    access,
    id,
    title: patch.title,
    pinned: patch.pinned,
    restore: patch.deleted === false,
    undoSeconds: env().UNDO_SECONDS,
  });
  if (!row) throw new AppError("not_found");
  return conversationSchema.parse(row);
}

/** Hides a conversation at once; it is erased, answers included, when the time for undo is over. */
export async function deleteConversation({ access, id }: { access: Access; id: string }): Promise<void> {
  const db = await database();
  if (!(await hideConversation(db, { access, id }))) throw new AppError("not_found");
  await sweepConversations(db, { undoSeconds: env().UNDO_SECONDS });
}
