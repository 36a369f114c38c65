// Server, worker and database are killed at random moments while files come in. What was acknowledged must be
// there in the end, whole; and at no moment may half of a document be seen. TEST_FULL=1 makes it long.
import { existsSync, readFileSync } from "node:fs";
import { createServer } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { sql } from "drizzle-orm";
import { expect, it } from "vitest";
import { anonymousAccess } from "@/db/access";
import type { Database } from "@/db/client";
import { embeddedPaths } from "@/db/embedded/paths";
import { chunkCondition } from "@/db/queries/chunk-filters";
import { bundled } from "@/db/testing/lend";
import { describeEachDatabase } from "@/db/testing/test-databases";
import type { DocumentText } from "../documents/schema";
import type { Job } from "../jobs/schema";
import { json, multipart } from "./testing/api";
import { Mortal } from "./testing/mortal";

const seconds = process.env.TEST_FULL === "1" ? 240 : 15;
/** On a slow machine it goes on until there was something to lose. */
const least = { documents: 10, kills: 5 };

describeEachDatabase("Killing server, worker and database", (test) => {
  it(
    `for ${seconds} s loses no acknowledged document and shows no half of one`,
    async () => {
      const port = await freePort();
      const env = { ...test.settings, PORT: String(port) };
      const server = new Mortal(await bundled("lib/ingest/testing/serve-api.ts"), env);
      const worker = new Mortal(await bundled("scripts/cli/worker.ts"), env);
      const address = `http://127.0.0.1:${port}`;
      const acknowledged: { jobId: string; marker: string }[] = [];
      const halves: string[] = [];
      let kills = 0;
      try {
        await until(60, async () => (await fetch(`${address}/api/health`)).ok);
        const deadline = Date.now() + seconds * 1000;
        const goesOn = () =>
          Date.now() < deadline + 150_000 &&
          (Date.now() < deadline || kills < least.kills || acknowledged.length < least.documents);
        const killing = async () => {
          while (goesOn()) {
            await sleep(200 + Math.random() * 3000);
            // Now and then again at once; mostly when something was acknowledged since, or nothing ever would be.
            const before = acknowledged.length;
            if (kills > 0 && Math.random() < 0.8)
              while (goesOn() && acknowledged.length === before) await sleep(50);
            const victims = [
              () => server.kill(),
              () => worker.kill(),
              () => killDatabase(test.db, test.settings, test.engine),
            ];
            await victims[Math.floor(Math.random() * victims.length)]?.();
            kills += 1;
          }
        };
        const uploading = async (first: number) => {
          for (let number = first; goesOn(); number += 2) {
            const marker = `marker${number}x${Math.random().toString(36).slice(2)}`;
            const response = await send(`${address}/api/documents`, number, marker);
            if (response?.status === 202)
              acknowledged.push({
                jobId: ((await response.json().catch(() => ({}))) as { job_id: string }).job_id,
                marker,
              });
            await sleep(250 + Math.random() * 500);
          }
        };
        const watching = async () => {
          while (goesOn()) {
            halves.push(...((await halfVisible(test.db).catch(() => undefined)) ?? []));
            await sleep(100);
          }
        };
        await Promise.all([killing(), uploading(0), uploading(1), watching()]);
        const known = acknowledged.filter(({ jobId }) => jobId);
        expect(known.length).toBeGreaterThanOrEqual(least.documents - 2);
        for (const { jobId, marker } of known) {
          const job = await finished(address, jobId);
          expect([marker, job.state, job.items[0]?.error]).toEqual([marker, "completed", null]);
          const response = await fetch(`${address}/api/documents/${job.items[0]?.document_id}/text`);
          const stored = (await response.json()) as DocumentText;
          expect(stored.text).toContain(`begins ${marker}`);
          expect(stored.text).toContain(`ends ${marker}`);
        }
        halves.push(...(await halfVisible(test.db)));
        expect(halves).toEqual([]);
        console.log(`${test.engine}: ${kills} kills, ${known.length} documents acknowledged and all there`);
      } catch (error) {
        console.error(server.output.slice(-3000), worker.output.slice(-3000));
        throw error;
      } finally {
        await Promise.all([server.end(), worker.end()]);
      }
    },
    (seconds + 500) * 1000,
  );
});

function send(address: string, number: number, marker: string): Promise<Response | undefined> {
  const body = [
    `begins ${marker}.`,
    ...Array.from(
      { length: (number % 5) * 30 },
      (_, line) => `Line ${line} of ${marker} says something of its own.`,
    ),
    `ends ${marker}.`,
  ].join("\n\n");
  const init =
    number % 2 === 0
      ? json({ title: marker, text: body, uri: `${marker}.txt` })
      : multipart([{ name: `${marker}.txt`, content: body, type: "text/plain" }]);
  return fetch(address, { ...init, signal: AbortSignal.timeout(30_000) }).catch(() => undefined);
}

async function finished(address: string, jobId: string): Promise<Job> {
  let job: Job | undefined;
  await until(180, async () => {
    const response = await fetch(`${address}/api/jobs/${jobId}`, { signal: AbortSignal.timeout(10_000) });
    if (response.status === 404) throw new Error(`job ${jobId} was acknowledged and is gone`);
    job = response.ok ? ((await response.json()) as Job) : undefined;
    return job?.finished_at != null;
  });
  if (!job) throw new Error("unreachable");
  return job;
}

/** Documents of which some but not all of the current version can be seen, or something of another version. */
async function halfVisible(db: Database): Promise<string[]> {
  const found = sql`(${chunkCondition(anonymousAccess)})`;
  const rows = await db.execute<{ uri: string; seen: number; all: number }>(sql`
    select d.uri, count(c.id) filter (where ${found} and e.chunk_id is not null)::int as seen, v.chunk_count as all
    from documents d join document_versions v on v.id = d.current_version_id
    left join chunks c on c.document_id = d.id left join embeddings e on e.chunk_id = c.id
    group by d.uri, v.chunk_count
    having count(c.id) filter (where ${found} and e.chunk_id is not null) <> v.chunk_count
    union all
    select 'not current', count(*)::int, 0 from chunks c join documents d on d.id = c.document_id
    where ${found} and c.version_id is distinct from d.current_version_id having count(*) > 0`);
  return rows.map((row) => `${row.uri}: ${row.seen} of ${row.all}`);
}

/** The embedded database's process dies; a server loses every connection, as when it restarts. */
async function killDatabase(db: Database, settings: { DATA_DIR: string }, engine: string): Promise<void> {
  if (engine === "embedded") {
    const { pid } = embeddedPaths(settings.DATA_DIR);
    const id = existsSync(pid) ? Number.parseInt(readFileSync(pid, "utf8"), 10) : 0;
    if (id > 0) killQuietly(id);
    return;
  }
  await db
    .execute(
      sql`select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`,
    )
    .catch(() => {});
}

function killQuietly(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch (error) {
    // Dead already, and not yet started again.
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}

async function until(limitSeconds: number, condition: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + limitSeconds * 1000;
  for (;;) {
    try {
      if (await condition()) return;
    } catch (error) {
      if (error instanceof Error && error.message.includes("is gone")) throw error;
    }
    if (Date.now() > deadline) throw new Error(`not within ${limitSeconds} s`);
    await sleep(100);
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });
}
