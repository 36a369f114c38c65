import type { Access } from "@/db/access";
import { database } from "@/db/client";
import * as queries from "@/db/queries/sources";
import type { Source } from "./schema";

/** The sources that the caller may read, by name. */
export async function listSources({ access }: { access: Access }): Promise<Source[]> {
  return await queries.listSources(await database(), { access });
}
