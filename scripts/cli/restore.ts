// npm run restore -- FILE [--force]
import path from "node:path";
import { restoreBackup } from "@/db/backup/file";
import { closeDatabase, openDatabase } from "@/db/client";
import { settleRestored } from "@/lib/audit/settle-restored";
import { printSums } from "../lib/print-sums";
import { runCommand } from "../lib/run-command";

await runCommand(
  "npm run restore -- FILE [--force]",
  { values: { force: { type: "boolean" } }, positionals: 1 },
  async ([file = ""], { force }) => {
    printSums(await restoreBackup(file, { force: force === true }));
    console.log(`Restored from ${file}.`);
    await tellOfAudit(path.basename(file));
  },
);

async function tellOfAudit(name: string): Promise<void> {
  const db = await openDatabase({ poolSize: 1 });
  try {
    const { verification, setAside } = await settleRestored(db, { name });
    if (setAside)
      console.log(`Signed checkpoints of entries that the backup doesn't have were kept in ${setAside}.`);
    if (verification.intact) console.log("The audit log is intact, and the restore is an entry in it.");
    else
      console.error(
        `The audit log is not intact from row ${verification.first_bad?.seq} on: ${verification.first_bad?.problem}. When the backup is of another machine, put that one's folder of signed checkpoints (AUDIT_DIR) in place and run \`npm run audit:verify\`.`,
      );
  } finally {
    await closeDatabase(db);
  }
}
