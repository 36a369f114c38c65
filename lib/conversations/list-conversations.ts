import { z } from "zod";
import type { Access } from "@/db/access";
import { database } from "@/db/client";
import { listConversations as readConversations } from "@/db/queries/conversations";
import { AppError } from "@/lib/errors/app-error";
import { type ConversationListQuery, conversationListSchema } from "./schema";

const cursorSchema = z.tuple([
  z.boolean(),
  z.string().regex(/^\d{1,12}(?:\.\d{1,6})?$/),
  z.string().max(100),
]);

/** The caller's conversations: pinned ones first, then the latest; `q` looks into titles and messages. */
export async function listConversations({
  access,
  query,
}: {
  access: Access;
  query: ConversationListQuery;
}): Promise<z.infer<typeof conversationListSchema>> {
  const { q, limit, cursor } = query;
  const after = cursor ? fromCursor(cursor) : undefined;
  const rows = await readConversations(await database(), { access, q: clean(q), limit: limit + 1, after });
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return conversationListSchema.parse({
    data: page,
    next_cursor: rows.length > limit && last ? toCursor(last.pinned, last.updated_key, last.id) : null,
  });
}

/** Postgres knows no NUL in a text. */
function clean(q: string | undefined): string | undefined {
  return q?.replaceAll("\u0000", "").trim() || undefined;
}

function toCursor(...place: z.infer<typeof cursorSchema>): string {
  return Buffer.from(JSON.stringify(place)).toString("base64url");
}

function fromCursor(cursor: string): { pinned: boolean; updatedAt: string; id: string } {
  try {
    const [pinned, updatedAt, id] = cursorSchema.parse(
      JSON.parse(Buffer.from(cursor, "base64url").toString("utf8")),
    );
    return { pinned, updatedAt, id };
  } catch (error) {
    throw new AppError("invalid_request", {
      invalidParams: [{ name: "cursor", reason: "It is not a cursor of this list." }],
      cause: error,
    });
  }
}
