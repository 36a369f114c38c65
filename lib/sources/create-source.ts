import type { Access } from "@/db/access";
import { database } from "@/db/client";
import * as queries from "@/db/queries/sources";
import { AppError } from "@/lib/errors/app-error";
import type { Source, SourceCreate } from "./schema";

/** Creates a source that everyone may read. Throws `conflict` when the name is taken, whatever its case. */
export async function createSource({
  access,
  source,
}: {
  access: Access;
  source: SourceCreate;
}): Promise<Source> {
  const db = await database();
  const made = await queries.insertSource(db, source);
  const listed = made && (await queries.listSources(db, { access })).find(({ id }) => id === made.id);
  if (!listed) throw new AppError("conflict", { public: `The name “${source.name}” is taken.` });
  return listed;
}
