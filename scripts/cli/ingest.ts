// `npm run ingest -- PATH…`: files and folders into the corpus, with or without a running server.
import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import { anonymousAccess as access } from "@/db/access";
import { closeDatabase, database } from "@/db/client";
import { migrateDatabase } from "@/db/migrate";
import { AppError } from "@/lib/errors/app-error";
import { type IngestedPaths, ingestPaths } from "@/lib/ingest/ingest-paths";
import { cancelJob } from "@/lib/jobs/cancel-job";
import { getJob } from "@/lib/jobs/get-job";
import type { Job } from "@/lib/jobs/schema";
import { startWorkerBeside } from "../lib/worker-beside";

const usage = `npm run ingest -- PATH… [--source NAME] [--source-from-folder] [--uri-root FOLDER] [--tag TAG]… [--exclude PATTERN]… [--sync]

  PATH                  files, and folders with everything below them
  --source NAME         the source they go to; General without it, created on first use
  --source-from-folder  names each file's source after its first folder below PATH: people/… goes to People
  --uri-root FOLDER     tells a document's uri from this folder rather than from the working folder
  --tag TAG             tags for all of them
  --exclude PATTERN     leaves out what matches: README.md, drafts, guide/*.html
  --sync                retires documents whose file below PATH is gone`;

const { values, positionals } = readArguments();
const db = await database();
await migrateDatabase(db);
let worker: ReturnType<typeof startWorkerBeside> | undefined;
const jobIds: string[] = [];
let interrupted = false;
process.on("SIGINT", () => {
  if (interrupted) process.exit(130);
  interrupted = true;
  console.error("\nStopping; what is done stays. Press Ctrl-C again to leave at once.");
  for (const id of jobIds) cancelJob({ access, id }).catch(() => {});
});
try {
  const startedAt = performance.now();
  worker = startWorkerBeside();
  const taken = await ingestPaths({
    access,
    paths: positionals,
    source: values.source,
    sourceFromFolder: values["source-from-folder"],
    uriRoot: values["uri-root"],
    tags: values.tag,
    exclude: values.exclude ?? [],
    sync: values.sync,
    onTaken: (now) => jobIds.splice(0, jobIds.length, ...now.jobIds),
  });
  const jobs = await follow(taken.jobIds);
  report(jobs, taken, (performance.now() - startedAt) / 1000);
  if (jobs.some((job) => job.progress.failed > 0)) process.exitCode = 1;
} catch (error) {
  if (!(error instanceof AppError)) throw error;
  console.error(error.public);
  process.exitCode = 1;
} finally {
  await worker?.stop();
  await closeDatabase(db);
}

function readArguments() {
  try {
    const parsed = parseArgs({
      allowPositionals: true,
      options: {
        source: { type: "string" },
        "source-from-folder": { type: "boolean", default: false },
        "uri-root": { type: "string" },
        tag: { type: "string", multiple: true },
        exclude: { type: "string", multiple: true },
        sync: { type: "boolean", default: false },
      },
    });
    if (parsed.positionals.length > 0) return parsed;
    console.error("Name at least one file or folder.\n");
  } catch (error) {
    console.error(error instanceof Error ? `${error.message}\n` : error);
  }
  console.error(usage);
  process.exit(2);
}

async function follow(ids: string[]): Promise<Job[]> {
  let shown = 0;
  for (;;) {
    const jobs = await Promise.all(ids.map((id) => getJob({ access, id })));
    const done = jobs.every((job) => job.finished_at !== null);
    if (process.stderr.isTTY || Date.now() - shown > 10_000 || done) {
      shown = Date.now();
      tell(progressLine(jobs), done);
    }
    if (done) return jobs;
    await sleep(process.stderr.isTTY ? 300 : 1000);
  }
}

function progressLine(jobs: Job[]): string {
  const sum = (pick: (job: Job) => number) => jobs.reduce((total, job) => total + pick(job), 0);
  const total = sum((job) => job.progress.total);
  const ended = sum(
    ({ progress }) => progress.completed + progress.unchanged + progress.failed + progress.cancelled,
  );
  const rate = sum((job) => (job.finished_at === null ? (job.progress.chunks_per_second ?? 0) : 0));
  const running = jobs.flatMap((job) => job.items).find((item) => item.state === "running");
  const part = running?.total ? ` ${running.done}/${running.total}` : "";
  const now = running ? `  ${running.step} ${running.name}${part}` : "";
  return `${ended} of ${total} files, ${sum((job) => job.progress.chunks)} chunks${rate ? `, ${rate.toFixed(1)} chunks/s` : ""}${now}`;
}

function tell(line: string, last: boolean): void {
  if (!process.stderr.isTTY) console.error(line);
  else
    process.stderr.write(`\r\x1b[K${line.slice(0, (process.stderr.columns ?? 100) - 1)}${last ? "\n" : ""}`);
}

function report(jobs: Job[], taken: IngestedPaths, seconds: number): void {
  const sum = (pick: (job: Job) => number) => jobs.reduce((total, job) => total + pick(job), 0);
  const chunks = sum((job) => job.progress.chunks);
  const rows: [string, number][] = [
    ["new or changed", sum((job) => job.progress.completed)],
    ["unchanged", sum((job) => job.progress.unchanged)],
    ["failed", sum((job) => job.progress.failed)],
    ["cancelled", sum((job) => job.progress.cancelled)],
    ["skipped, not a kind that can be read", taken.skipped.length],
    ["retired, gone from the folder", taken.retired.length],
  ];
  for (const [what, count] of rows) if (count > 0) console.log(`${String(count).padStart(6)}  ${what}`);
  console.log(
    `${String(chunks).padStart(6)}  chunks in ${seconds.toFixed(1)} s (${(chunks / seconds).toFixed(1)} a second)`,
  );
  const items = jobs.flatMap((job) => job.items);
  for (const item of items) for (const warning of item.warnings) console.log(`  ${item.name}: ${warning}`);
  for (const item of items) if (item.error) console.error(`  ${item.name}: ${item.error.message}`);
  for (const name of taken.skipped.slice(0, 20)) console.log(`  skipped ${name}`);
  for (const uri of taken.retired.slice(0, 20)) console.log(`  retired ${uri}`);
}
