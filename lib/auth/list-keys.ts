import { database } from "@/db/client";
import { type ApiKeyRow, listApiKeys } from "@/db/queries/api-keys";
import { AppError } from "@/lib/errors/app-error";
import { decodeCursor, encodeCursor } from "@/lib/text/cursor";
import { type ApiKey, type ApiKeyList, type ApiKeyListQuery, apiKeySchema, type Principal } from "./schema";

const order = "created_at desc";

/** One's keys, or everybody's for an admin who asks for them; newest first. Throws `forbidden` for others who do. */
export async function listKeys(principal: Principal, query: ApiKeyListQuery): Promise<ApiKeyList> {
  if (query.everyone && principal.role !== "admin") throw new AppError("forbidden");
  const rows = await listApiKeys(await database(), {
    userId: query.everyone ? undefined : (principal.userId ?? ""),
    limit: query.limit + 1,
    after: query.cursor === undefined ? undefined : decodeCursor(query.cursor, order),
  });
  const page = rows.slice(0, query.limit);
  const last = page.at(-1);
  const more = rows.length > query.limit && last;
  return {
    data: page.map(toApiKey),
    next_cursor: more ? encodeCursor({ order, value: last.created_at, id: last.id }) : null,
  };
}

/** A key as its owner sees it: never its secret, nor its hash. */
export function toApiKey(row: ApiKeyRow): ApiKey {
  return apiKeySchema.parse({
    id: row.id,
    name: row.name,
    prefix: `gw_${row.id}`,
    scopes: row.scopes,
    owner: { id: row.user_id, name: row.user_name },
    state: row.state,
    created_at: row.created_at,
    expires_at: row.expires_at,
    last_used_at: row.last_used_at,
  });
}
