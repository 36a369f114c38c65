import { closeDatabase, database } from "@/db/client";
import { migrateDatabase } from "@/db/migrate";

const db = await database();
await migrateDatabase(db);
await closeDatabase(db);
console.log("The database has the newest schema.");
