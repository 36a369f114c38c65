// Takes a suite of two documents into the database of a running server (DATA_DIR), for journeys that run it.
import { closeDatabase, database } from "@/db/client";
import { takeInSmallSuite } from "@/lib/evals/testing/small-suite";

const db = await database();
const { remove } = await takeInSmallSuite(db);
remove();
await closeDatabase(db);
