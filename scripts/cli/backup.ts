// npm run backup -- FILE
import { writeBackup } from "@/db/backup/file";
import { auditFolder } from "@/lib/audit/checkpoint-files";
import { printSums } from "../lib/print-sums";
import { runCommand } from "../lib/run-command";

await runCommand("npm run backup -- FILE", { values: {}, positionals: 1 }, async ([file = ""]) => {
  printSums(await writeBackup(file));
  console.log(`Written to ${file}.`);
  console.log(`The audit log's signed checkpoints are no part of it: copy ${auditFolder()} as well.`);
});
