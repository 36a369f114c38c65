// Changes one row of the audit log as somebody could who owns the database's files: `DATA_DIR=… tsx this-file SEQ`.
import { sql } from "drizzle-orm";
import { closeDatabase, openDatabase } from "@/db/client";

const seq = Number(process.argv[2]);
const db = await openDatabase({ poolSize: 1 });
await db.transaction(async (tx) => {
  await tx.execute(sql`alter table audit_log disable trigger user`);
  await tx.execute(
    sql`update audit_log set entry = replace(entry, 'approved_edited', 'approved') where seq = ${seq}`,
  );
  await tx.execute(sql`alter table audit_log enable trigger user`);
});
await closeDatabase(db);
