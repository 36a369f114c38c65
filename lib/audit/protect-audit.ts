import type { Database } from "@/db/client";
import { grantApplication } from "@/db/queries/grants";
import { AppError } from "@/lib/errors/app-error";

/**
 * Gives a role of Postgres what the application needs and no more: every table to read and write, the audit log to
 * read and add to. Run it as the owner of the tables, once, and again after an upgrade; then let DATABASE_URL use the
 * role and MIGRATION_DATABASE_URL the owner. Throws `invalid_request` for a role that isn't there or is the owner.
 */
export async function protectAudit(db: Database, role: string): Promise<void> {
  const outcome = await grantApplication(db, role);
  if (outcome === "granted") return;
  throw new AppError("invalid_request", {
    public:
      outcome === "absent"
        ? `There is no role "${role}" in this database. Create it first: CREATE ROLE … LOGIN PASSWORD '…'.`
        : `"${role}" owns the tables or is a superuser: nothing can be kept from it. Name another role.`,
  });
}
