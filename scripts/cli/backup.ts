// npm run backup -- FILE
import { writeBackup } from "@/db/backup/file";
import { printSums } from "../lib/print-sums";
import { runCommand } from "../lib/run-command";

await runCommand("npm run backup -- FILE", { values: {}, positionals: 1 }, async ([file = ""]) => {
  printSums(await writeBackup(file));
  console.log(`Written to ${file}.`);
});
