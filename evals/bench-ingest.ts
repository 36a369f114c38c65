// npm run bench:ingest: how long files take from the folder to the index, where that time goes and how much memory
// it needs. The Fastify and Traefik documentation (BENCH_DATA_DIR) and examples/ go into scratch databases.
import { execFileSync, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { loadavg, tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import { anonymousAccess as access } from "@/db/access";
import { closeDatabase, database } from "@/db/client";
import { embeddedPaths } from "@/db/embedded/paths";
import { stopEmbedded } from "@/db/embedded/stop";
import { migrateDatabase } from "@/db/migrate";
import { type TypeTimings, timingsByType } from "@/db/queries/jobs";
import { env, resetEnv } from "@/lib/env/env";
import { ingestPaths } from "@/lib/ingest/ingest-paths";
import { notSampleDocuments } from "@/lib/ingest/not-sample-documents";
import { getJob } from "@/lib/jobs/get-job";
import { startPostgres } from "../scripts/toolchain/postgres.mjs";

const { values } = parseArgs({
  options: {
    database: { type: "string", multiple: true, default: ["embedded", "postgres"] },
    corpus: { type: "string", multiple: true, default: ["fastify", "traefik", "examples"] },
  },
});

const scratch = mkdtempSync(path.join(tmpdir(), "gw-bench-ingest-"));
const corpora = values.corpus.map((name) => ({
  name,
  folder: name === "examples" ? "examples" : unpack(name),
}));
const summary: string[][] = [];
const byType: string[][] = [];
try {
  for (const kind of values.database) {
    const server = kind === "postgres" ? await startPostgres() : undefined;
    for (const corpus of corpora) await measure(kind, corpus, server?.url);
    await server?.stop();
  }
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
console.log(`\nNode ${process.version}, load of the machine ${loadavg()[0]?.toFixed(1)} at the end\n`);
print(
  [
    "corpus",
    "database",
    "files",
    "chunks",
    "seconds",
    "chunks/s",
    "embedding",
    "peak RSS worker",
    "peak RSS database",
  ],
  summary,
);
print(
  [
    "corpus",
    "database",
    "format",
    "files",
    "MB",
    "chunks",
    "ms a chunk",
    "reading",
    "chunking",
    "embedding",
    "storing",
  ],
  byType,
);
process.exit(0);

function unpack(name: string): string {
  const data = env().BENCH_DATA_DIR;
  if (!data)
    throw new Error("Set BENCH_DATA_DIR to the folder with docs_fastify.tar.gz and docs_traefik.tar.gz.");
  const folder = path.join(scratch, name);
  mkdirSync(folder);
  execFileSync("tar", ["xzf", path.join(data, `docs_${name}.tar.gz`), "-C", folder]);
  return folder;
}

async function measure(
  kind: string,
  corpus: { name: string; folder: string },
  url: string | undefined,
): Promise<void> {
  const dataDir = path.join(scratch, `data-${kind}-${corpus.name}`);
  Object.assign(process.env, { DATA_DIR: dataDir, DATABASE_URL: url ?? "", LOG_LEVEL: "error" });
  resetEnv();
  const db = await database();
  await migrateDatabase(db);
  const startedAt = performance.now();
  const { jobIds } = await ingestPaths({
    access,
    paths: [corpus.folder],
    uriRoot: corpus.folder,
    source: `${corpus.name} ${Date.now()}`,
    exclude: ["README.md", "LICENSE*", ...(corpus.name === "examples" ? notSampleDocuments : [])],
  });
  const worker = await runWorker();
  const seconds = (performance.now() - startedAt) / 1000;
  const jobs = await Promise.all(jobIds.map((id) => getJob({ access, id })));
  for (const job of jobs)
    for (const item of job.items) if (item.error) console.error(`${item.name}: ${item.error.message}`);
  const rows = await timingsByType(db, { jobIds });
  const databasePeak =
    url === undefined ? peakOf(Number(readFileSync(embeddedPaths(dataDir).pid, "utf8"))) : undefined;
  await closeDatabase(db);
  if (url === undefined) await stopEmbedded(dataDir);
  const sum = (pick: (row: TypeTimings) => number) => rows.reduce((total, row) => total + pick(row), 0);
  const chunks = sum((row) => row.chunks);
  summary.push([
    corpus.name,
    kind,
    String(sum((row) => row.files)),
    String(chunks),
    seconds.toFixed(1),
    (chunks / seconds).toFixed(1),
    percent(
      sum((row) => row.embedding),
      seconds * 1000,
    ),
    megabytes(worker),
    megabytes(databasePeak),
  ]);
  for (const row of rows) {
    const all = row.reading + row.chunking + row.embedding + row.storing;
    byType.push([
      corpus.name,
      kind,
      row.type,
      String(row.files),
      row.megabytes.toFixed(2),
      String(row.chunks),
      (all / row.chunks).toFixed(1),
      ...[row.reading, row.chunking, row.embedding, row.storing].map((ms) => percent(ms, all)),
    ]);
  }
  console.error(summary.at(-1)?.join("  "));
}

/** Works until nothing waits; gives the most memory that the worker had at any time, in KiB. */
async function runWorker(): Promise<number | undefined> {
  const worker = spawn(process.execPath, ["--import", "tsx", "scripts/cli/worker.ts", "--until-idle"], {
    stdio: ["ignore", "inherit", "inherit"],
  });
  let peak: number | undefined;
  const ended = new Promise<void>((resolve, reject) => {
    worker.once("exit", (code) =>
      code === 0 ? resolve() : reject(new Error(`the worker ended with ${code}`)),
    );
  });
  let running = true;
  ended.then(
    () => {
      running = false;
    },
    () => {
      running = false;
    },
  );
  while (running) {
    peak = peakOf(worker.pid ?? 0) ?? peak;
    await sleep(100);
  }
  await ended;
  return peak;
}

function peakOf(pid: number): number | undefined {
  try {
    const found = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
    return found === undefined ? undefined : Number(found);
  } catch {
    // Not Linux, or it has just ended.
    return undefined;
  }
}

function megabytes(kibibytes: number | undefined): string {
  return kibibytes === undefined ? "" : `${Math.round(kibibytes / 1024)} MB`;
}

function percent(part: number, whole: number): string {
  return whole > 0 ? `${Math.round((part / whole) * 100)}%` : "";
}

function print(head: string[], rows: string[][]): void {
  console.log(`| ${head.join(" | ")} |\n|${head.map((_, index) => (index < 3 ? "---" : "---:")).join("|")}|`);
  for (const row of rows) console.log(`| ${row.join(" | ")} |`);
  console.log("");
}
