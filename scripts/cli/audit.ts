// npm run audit -- …: proves, exports and trims the audit log. docs/security/audit.md tells how.
import { anonymousAccess } from "@/db/access";
import { closeDatabase, openDatabase } from "@/db/client";
import { lastAuditRow } from "@/db/queries/audit";
import { auditFolder, writeCheckpoint } from "@/lib/audit/checkpoint-files";
import { exportAudit } from "@/lib/audit/list-audit";
import { protectAudit } from "@/lib/audit/protect-audit";
import { retainAudit } from "@/lib/audit/retain-audit";
import { auditQuerySchema } from "@/lib/audit/schema";
import { verifyAudit } from "@/lib/audit/verify-audit";
import { env } from "@/lib/env/env";
import { runCommand } from "../lib/run-command";

const usage = `npm run audit -- verify
       npm run audit -- checkpoint
       npm run audit -- export > audit.jsonl
       npm run audit -- retain --days 365
       npm run audit -- protect --role NAME      (Postgres: rights of the application's role)`;

await runCommand(
  usage,
  { values: { days: { type: "string" }, role: { type: "string" } }, positionals: 1 },
  async ([command], values) => {
    const days = Number(values.days);
    if (command === "retain" && !(days >= 1)) return "usage";
    if (command === "protect" && typeof values.role !== "string") return "usage";
    // Retention and rights are the owner's; the rest needs no more than the application has.
    const owner = command === "retain" || command === "protect";
    const db = await openDatabase({ url: owner ? env().MIGRATION_DATABASE_URL : undefined });
    try {
      if (command === "verify") await verify(db);
      else if (command === "checkpoint") await checkpoint(db);
      else if (command === "export") await exportLines();
      else if (command === "retain") {
        const { deleted } = await retainAudit(db, { before: new Date(Date.now() - days * 86_400_000) });
        console.log(`${deleted} entries older than ${days} days were let go.`);
      } else if (command === "protect") {
        await protectAudit(db, String(values.role));
        console.log(`"${values.role}" may read the audit log and add to it, and not change it.`);
      } else return "usage";
    } finally {
      await closeDatabase(db);
    }
  },
);

async function verify(db: Parameters<typeof verifyAudit>[0]): Promise<void> {
  const found = await verifyAudit(db);
  const rows = found.first_seq === null ? "no rows" : `rows ${found.first_seq} to ${found.last_seq}`;
  if (found.intact) {
    console.log(`Intact: ${rows}, ${found.checkpoints} signed checkpoints.`);
    if (found.checkpoints === 0)
      console.log(`No checkpoint in ${auditFolder()}: a chain that was rewritten whole could not be told.`);
  } else {
    console.error(`Not intact. First bad row: ${found.first_bad?.seq} (${found.first_bad?.problem}).`);
    process.exitCode = 1;
  }
  console.log(
    found.protection === "prevented"
      ? "The database refuses changes to this role."
      : "Tampering is evident, not prevented: this role owns the log.",
  );
}

async function checkpoint(db: Parameters<typeof verifyAudit>[0]): Promise<void> {
  const last = await lastAuditRow(db);
  if (last) await writeCheckpoint({ kind: "periodic", seq: last.seq, hash: last.hash });
  console.log(last ? `Signed up to row ${last.seq}.` : "Nothing to sign.");
}

async function exportLines(): Promise<void> {
  for await (const line of exportAudit({ access: anonymousAccess, query: auditQuerySchema.parse({}) }))
    if (!process.stdout.write(line)) await new Promise((resolve) => process.stdout.once("drain", resolve));
}
