// npm run db:migrate
import { closeDatabase, database } from "@/db/client";
import { migrateDatabase } from "@/db/migrate";
import { runCommand } from "../lib/run-command";

await runCommand("npm run db:migrate", { values: {}, positionals: 0 }, async () => {
  const db = await database();
  try {
    await migrateDatabase(db);
  } finally {
    await closeDatabase(db);
  }
  console.log("The database has the newest schema.");
});
