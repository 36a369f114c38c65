import type { Access } from "@/db/access";
import type { Queryable } from "@/db/client";
import { findSource, insertSource } from "@/db/queries/sources";
import { AppError } from "@/lib/errors/app-error";

/** Where a document goes when nobody says where. */
export const defaultSource = "General";

/** The source of that name or id that the caller may read. Throws `source_unknown`, the same for one that they may not. */
export async function requireSource(
  db: Queryable,
  { access, nameOrId }: { access: Access; nameOrId: string },
): Promise<{ id: string; name: string }> {
  const source = await findSource(db, { access, nameOrId });
  if (source) return source;
  throw sourceUnknown([nameOrId], "source");
}

/**
 * The source of that name. Who manages sources makes it by its first use; so does anybody the default one. For
 * everybody else one that isn't there and one that they may not know of are the same: throws `source_unknown`.
 */
export async function resolveSource(
  db: Queryable,
  { access, name = defaultSource }: { access: Access; name?: string | undefined },
): Promise<{ id: string; name: string }> {
  const found = await findSource(db, { access, nameOrId: name });
  if (found) return found;
  if (access.makesSources || name === defaultSource) {
    const made = await insertSource(db, { name });
    if (made) return made;
  }
  return requireSource(db, { access, nameOrId: name });
}

/** The 422 for names that fit no source that the caller may read. `field` is where they stood in the request. */
export function sourceUnknown(names: string[], field: string): AppError {
  return new AppError("source_unknown", {
    public: `There is no source named ${names.map((name) => `“${name}”`).join(", ")}, or you may not see it.`,
    invalidParams: names.map((name) => ({ name: field, reason: `unknown: ${name}` })),
  });
}
