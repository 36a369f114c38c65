import type { Access } from "@/db/access";
import { database } from "@/db/client";
import * as queries from "@/db/queries/documents";

/** The tags in use in what the caller may read, most used first. */
export async function listTags({ access }: { access: Access }): Promise<{ tag: string; count: number }[]> {
  return await queries.listTags(await database(), { access });
}
