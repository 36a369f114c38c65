// npm run db:move -- --to postgres://USER:PASSWORD@HOST/NAME [--force]
import { moveDatabase } from "@/db/backup/move";
import { printSums } from "../lib/print-sums";
import { runCommand } from "../lib/run-command";

await runCommand(
  "npm run db:move -- --to postgres://USER:PASSWORD@HOST/NAME [--force]",
  { values: { to: { type: "string" }, force: { type: "boolean" } }, positionals: 0 },
  async (_, { to, force }) => {
    if (typeof to !== "string" || !/^postgres(ql)?:\/\//.test(to)) return "usage";
    printSums(await moveDatabase({}, { url: to, force: force === true }));
    console.log("Moved; counts and checksums are the same in both databases.");
    console.log("Now put the new address into .env and start again:");
    console.log(`  DATABASE_URL=${to}`);
    console.log("What was written during the move is in the old database only.");
    return undefined;
  },
);
