// What holds while much comes in: memory stays bounded however large the file, and the server goes on answering.
// TEST_FULL=1 takes the sizes that are promised; without it they are a small part of them.
import { readFileSync } from "node:fs";
import { createServer } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, it } from "vitest";
import { bundled } from "@/db/testing/lend";
import { describeEachDatabase } from "@/db/testing/test-databases";
import type { Job } from "../jobs/schema";
import { accepted, multipart } from "./testing/api";
import { Mortal } from "./testing/mortal";

const size =
  process.env.TEST_FULL === "1"
    ? { textMegabytes: 50, chunks: 3000, files: 150 }
    : { textMegabytes: 3, chunks: 64, files: 6 };
const megabyte = 1_048_576;

describeEachDatabase("Under load", (test) => {
  const withProcesses = async (
    work: (of: { address: string; server: Mortal; worker: Mortal }) => Promise<void>,
  ) => {
    const port = await freePort();
    const env = { ...test.settings, PORT: String(port) };
    const server = new Mortal(await bundled("lib/ingest/testing/serve-api.ts"), env);
    const worker = new Mortal(await bundled("scripts/cli/worker.ts"), env);
    const address = `http://127.0.0.1:${port}`;
    try {
      while (!(await fetch(`${address}/api/health`).catch(() => undefined))?.ok) await sleep(100);
      await work({ address, server, worker });
    } finally {
      await Promise.all([server.end(), worker.end()]);
    }
  };
  const getJob = async (address: string, id: string) =>
    (await (await fetch(`${address}/api/jobs/${id}`)).json()) as Job;

  it(
    `a text of ${size.textMegabytes} MB is stored with less than 1 GB in server and worker each`,
    () =>
      withProcesses(async ({ address, server, worker }) => {
        const line = (number: number) =>
          `Line ${number} of a very long record, which names item ${number * 31} and its place.\n\n`;
        const parts: string[] = [];
        for (let bytes = 0, number = 0; bytes < size.textMegabytes * megabyte; number++) {
          parts.push(line(number));
          bytes += parts.at(-1)?.length ?? 0;
        }
        const file = { name: "long.txt", content: parts.join(""), type: "text/plain" };
        const { job_id } = await accepted(await fetch(`${address}/api/documents`, multipart([file])));
        // Embedding all of it takes long; what a few thousand chunks need in memory tells.
        let job = await getJob(address, job_id);
        const deadline = Date.now() + 240_000;
        while ((job.items[0]?.done ?? 0) < size.chunks && Date.now() < deadline) {
          await sleep(1000);
          job = await getJob(address, job_id);
        }
        expect(job.items[0]?.error).toBeNull();
        expect(job.items[0]?.done).toBeGreaterThanOrEqual(Math.min(size.chunks, 500));
        const peaks = { server: peakOf(server.pid), worker: peakOf(worker.pid) };
        console.log(
          `${test.engine}: peak RSS ${JSON.stringify(peaks)} MB after ${job.items[0]?.done} chunks`,
        );
        expect(peaks.server).toBeLessThan(1024);
        expect(peaks.worker).toBeLessThan(1024);
        await fetch(`${address}/api/jobs/${job_id}/cancel`, { method: "POST" });
      }),
    400_000,
  );

  it(
    "health answers in 100 ms at the median and 1 s at p99 while a folder is ingested",
    () =>
      withProcesses(async ({ address }) => {
        const files = Array.from({ length: size.files }, (_, number) => ({
          name: `folder/${number}.md`,
          content: `# File ${number}\n\n${Array.from({ length: 60 }, (_, line) => `Sentence ${line} of file ${number} says something of its own about things.`).join(" ")}`,
        }));
        const { job_id } = await accepted(await fetch(`${address}/api/documents`, multipart(files)));
        const latencies: number[] = [];
        let job = await getJob(address, job_id);
        const deadline = Date.now() + 60_000;
        for (let look = 0; job.finished_at === null && Date.now() < deadline; look++) {
          const startedAt = performance.now();
          expect((await fetch(`${address}/api/health`)).ok).toBe(true);
          latencies.push(performance.now() - startedAt);
          if (look % 50 === 0) job = await getJob(address, job_id);
          await sleep(20);
        }
        expect(job.progress.failed).toBe(0);
        latencies.sort((a, b) => a - b);
        const at = (share: number) =>
          latencies[Math.floor(latencies.length * share)] ?? Number.POSITIVE_INFINITY;
        console.log(
          `${test.engine}: health p50 ${at(0.5).toFixed(1)} ms, p99 ${at(0.99).toFixed(1)} ms, ${latencies.length} requests`,
        );
        expect(at(0.5)).toBeLessThan(100);
        expect(at(0.99)).toBeLessThan(1000);
      }),
    200_000,
  );
});

/** The most memory that a process had at any time, in MB. */
function peakOf(pid: number | undefined): number {
  const status = readFileSync(`/proc/${pid}/status`, "utf8");
  return Math.round(Number(/VmHWM:\s+(\d+)/.exec(status)?.[1]) / 1024);
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
