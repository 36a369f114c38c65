import type { Access } from "@/db/access";
import type { Queryable } from "@/db/client";
import { findSource, insertSource } from "@/db/queries/sources";
import { AppError } from "@/lib/errors/app-error";

/** Where a document goes when nobody says where. */
export const defaultSource = "General";

/** The source of that name or id that the caller may read. Throws `source_unknown`. */
export async function requireSource(
  db: Queryable,
  { access, nameOrId }: { access: Access; nameOrId: string },
): Promise<{ id: string; name: string }> {
  const source = await findSource(db, { access, nameOrId });
  if (source) return source;
  throw new AppError("source_unknown", { public: `There is no source named “${nameOrId}”.` });
}

/** The source of that name, created on its first use. Throws `source_unknown` when it is there but not for the caller. */
export async function resolveSource(
  db: Queryable,
  { access, name = defaultSource }: { access: Access; name?: string | undefined },
): Promise<{ id: string; name: string }> {
  const found = await findSource(db, { access, nameOrId: name });
  if (found) return found;
  const made = await insertSource(db, { name });
  // Somebody else may have made it in the meantime; one that the caller may not see is not told of.
  return made ?? requireSource(db, { access, nameOrId: name });
}
