// npm run restore -- FILE [--force]
import { restoreBackup } from "@/db/backup/file";
import { printSums } from "../lib/print-sums";
import { runCommand } from "../lib/run-command";

await runCommand(
  "npm run restore -- FILE [--force]",
  { values: { force: { type: "boolean" } }, positionals: 1 },
  async ([file = ""], { force }) => {
    printSums(await restoreBackup(file, { force: force === true }));
    console.log(`Restored from ${file}.`);
  },
);
