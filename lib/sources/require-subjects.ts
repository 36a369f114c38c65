import type { Queryable } from "@/db/client";
import { type Subject, unknownSubjects } from "@/db/queries/managed-sources";
import { AppError } from "@/lib/errors/app-error";

/** Throws `invalid_request` that names each grant to a person or group that isn't there. */
export async function requireSubjects(db: Queryable, subjects: Subject[]): Promise<void> {
  const unknown = await unknownSubjects(db, subjects);
  if (unknown.length === 0) return;
  throw new AppError("invalid_request", {
    public: `There is nobody to grant it to: ${unknown.map(({ kind, id }) => `${kind} ${id}`).join(", ")}.`,
    invalidParams: unknown.map(({ kind, id }) => ({ name: "grants", reason: `no such ${kind}: ${id}` })),
  });
}
