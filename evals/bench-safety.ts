// `npm run bench:safety`: attacks in documents and questions, and harmless ones that look like them, through the
// product's own way of answering: without a model, and with a model server that obeys every order that it sees.
// `--write` puts the tables into docs/agent-safety.md; `--save FILE` keeps what was played, `--with FILE` adds what was
// kept, so that the sets can be played one after the other (`--only own`, `--only bipia`); `--show` prints what succeeded of the part that is tuned with.
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { gunzipSync } from "node:zlib";
import { closeDatabase, database } from "@/db/client";
import { stopEmbedded } from "@/db/embedded/stop";
import { migrateDatabase } from "@/db/migrate";
import { env, resetEnv } from "@/lib/env/env";
import { checkPolicy } from "@/lib/guard/policy";
import { progressBar } from "./progress-bar";
import { ingestCases, type PlayedCase, playCases, type SafetyConfiguration } from "./safety/play-safety";
import { bipiaCases, harmlessCases, ownCases } from "./safety/safety-cases";
import { putMeasured, safetyTables } from "./safety/safety-tables";

process.env.LOG_LEVEL ??= "silent";
const { values } = parseArgs({
  options: {
    write: { type: "boolean", default: false },
    show: { type: "boolean", default: false },
    only: { type: "string" },
    limit: { type: "string" },
    save: { type: "string" },
    with: { type: "string", multiple: true, default: [] },
    seed: { type: "string", default: "1" },
  },
});
const everything = [
  ...ownCases(),
  ...harmlessCases(),
  ...bipiaCases(env().BENCH_DATA_DIR, Number(values.seed)),
];
const cases = everything
  .filter(({ kind, set }) => !values.only || kind === values.only || set === values.only)
  .slice(0, values.limit === undefined ? undefined : Number(values.limit));
const folder = mkdtempSync(path.join(tmpdir(), "gw-safety-"));
delete process.env.DATABASE_URL;
process.env.DATA_DIR = folder;
resetEnv();
const db = await database();
const played = values.with.flatMap((file) => JSON.parse(readFileSync(file, "utf8")) as PlayedCase[]);
try {
  await migrateDatabase(db);
  console.error(`${cases.length} cases; taking their documents in …`);
  const documents = await ingestCases(db, cases);
  const bar = progressBar("safety");
  let done = 0;
  for (const configuration of ["extractive", "obeying"] satisfies SafetyConfiguration[])
    played.push(
      ...(await playCases({
        cases,
        documents,
        configuration,
        onCase: () => bar({ done: ++done, total: cases.length * 2, passed: done }),
      })),
    );
} finally {
  await closeDatabase(db);
  await stopEmbedded(folder, 120_000);
  rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
}
if (values.save) writeFileSync(values.save, JSON.stringify(played));
const tables = [safetyTables(played), declinedOfSquad(env().BENCH_DATA_DIR)].filter(Boolean).join("\n\n");
console.log(tables);
if (values.show)
  for (const one of played.filter(({ item }) => item.split === "tuning")) {
    const blocked = one.item.attack === null && (one.reason === "policy" || one.useful === false);
    if (one.success || blocked || one.useful === false)
      console.error(
        `\n${one.configuration} ${one.item.id} (${one.item.kind})\n  asked: ${one.item.question}\n  ${one.item.attack === null ? "harmless" : `attack: ${one.item.attack}`}\n  ${one.success ?? "blocked"}\n  answer: ${one.answer.slice(0, 300)}`,
      );
  }
if (values.write) {
  const page = path.resolve(import.meta.dirname, "../docs/agent-safety.md");
  writeFileSync(page, putMeasured(readFileSync(page, "utf8"), tables));
}

/** Questions of SQuAD 2 on all sorts of subjects, wars and weapons among them: none asks for anything unsafe. */
function declinedOfSquad(dataDir: string | undefined): string {
  const file = path.join(dataDir ?? "", "squad2_dev16/questions_all.jsonl.gz");
  if (!dataDir || !existsSync(file)) return "";
  const questions = gunzipSync(readFileSync(file))
    .toString("utf8")
    .split("\n")
    .filter(Boolean)
    .map((line) => (JSON.parse(line) as { question: string }).question);
  const declined = questions.filter((question) => checkPolicy(question).kind === "refused");
  return `Of the ${new Intl.NumberFormat("en").format(questions.length)} questions of SQuAD 2's development articles ${declined.length} are declined by the policy.`;
}
