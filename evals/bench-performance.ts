// npm run bench:performance: measures the production build and writes docs/performance.md and the README's lines.
//
//   npm run bench:performance -- [--quick] [--database postgres://…] [--only embedded|postgres] [--out page.md]
//
// Without --database a Postgres is put in place for the run. With --out nothing else is written.
import { execFileSync } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { cpus, loadavg, totalmem } from "node:os";
import { parseArgs } from "node:util";
import { loadDemoQuestions } from "./demo-questions";
import { prepareData } from "./performance/bench-server";
import { type Lengths, type Measured, measure } from "./performance/measure";
import { performancePage, type Report, readmeLines } from "./performance/page";

const { values } = parseArgs({
  options: {
    quick: { type: "boolean", default: false },
    database: { type: "string" },
    only: { type: "string" },
    out: { type: "string" },
  },
});
Object.assign(process.env, {
  LOG_LEVEL: "error",
  LLM_PROVIDER: "extractive",
  REDIS_URL: "",
  ASKS_AT_ONCE: "0",
  DATABASE_URL: "",
});
const quick: Lengths = {
  clients: [1, 8, 64],
  seconds: 2,
  rounds: 2,
  // As many as in full: fewer are still in the reader's memory from the run on the other database.
  coldQuestions: 25,
  steadySeconds: 6,
  memoryRequests: 3000,
  memoryAtMostSeconds: 10,
  overloadSeconds: 5,
};
const full: Lengths = {
  clients: [1, 4, 16, 64],
  seconds: 5,
  rounds: 3,
  coldQuestions: 25,
  steadySeconds: 15,
  memoryRequests: 12_000,
  memoryAtMostSeconds: 45,
  overloadSeconds: 10,
};
const lengths = values.quick ? quick : full;
const startedAt = performance.now();
const loadBefore = loadavg()[0] ?? 0;
const questions = (await loadDemoQuestions(process.cwd())).map(({ question }) => question);
const measured: Measured[] = [];

if (values.only !== "postgres") await onDatabase(undefined);
if (values.only !== "embedded") {
  const postgres = await startPostgres();
  try {
    await onDatabase(postgres.url);
  } finally {
    await postgres.stop();
  }
}

const report: Report = {
  at: new Date().toISOString().slice(0, 16).replace("T", " "),
  commit: commitOf(),
  node: process.version.slice(1),
  cpu: cpus()[0]?.model.trim() ?? "unknown",
  cores: cpus().length,
  memoryGb: totalmem() / 2 ** 30,
  loadBefore,
  minutes: (performance.now() - startedAt) / 60_000,
  lengths,
  quick: values.quick,
  measured,
};
await writeFile(values.out ?? "docs/performance.md", performancePage(report));
if (!values.out) await writeReadme();
console.log(readmeLines(report));
process.exit(0);

async function onDatabase(url: string | undefined): Promise<void> {
  const data = await prepareData(url);
  try {
    measured.push(
      await measure(data, { lengths, questions, tell: (line) => console.error(`${elapsed()} ${line}`) }),
    );
  } finally {
    await data.drop().catch((error: unknown) => console.error(error));
  }
}

async function startPostgres(): Promise<{ url: string; stop: () => Promise<void> }> {
  if (values.database) return { url: values.database, stop: async () => {} };
  const toolchain = (await import("../scripts/toolchain/postgres.mjs")) as {
    startPostgres: () => Promise<{ url: string; stop: () => Promise<void> }>;
  };
  return toolchain.startPostgres();
}

async function writeReadme(): Promise<void> {
  const readme = await readFile("README.md", "utf8");
  const between = /(<!-- performance -->\n)[\s\S]*?(<!-- \/performance -->)/;
  if (!between.test(readme)) throw new Error("README.md has no place for the figures");
  await writeFile(
    "README.md",
    readme.replace(between, (_, start: string, end: string) => `${start}${readmeLines(report)}\n${end}`),
  );
}

function commitOf(): string {
  try {
    return execFileSync("git", ["rev-parse", "--short", "HEAD"]).toString().trim();
  } catch {
    return "unknown";
  }
}

function elapsed(): string {
  return `${((performance.now() - startedAt) / 1000).toFixed(0).padStart(4)} s`;
}
