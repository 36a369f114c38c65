import { mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, expect, test } from "vitest";
import { takeLock } from "./toolchain/install-lock.mjs";

const folder = mkdtempSync(path.join(tmpdir(), "gw-lock-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("of two that install at once the second waits for the first, and says so", async () => {
  const file = path.join(folder, "one");
  const done: string[] = [];
  const first = await takeLock(file);
  const second = takeLock(file, () => done.push("waits")).then((release) => {
    done.push("second");
    release();
  });
  await expect.poll(() => done).toEqual(["waits"]);
  done.push("first");
  first();
  await second;
  expect(done).toEqual(["waits", "first", "second"]);
});

test("a lock of a process that is gone, or of long ago, holds nobody up", async () => {
  const file = path.join(folder, "two");
  writeFileSync(file, "999999999");
  (await takeLock(file))();
  writeFileSync(file, String(process.ppid));
  utimesSync(file, new Date(0), new Date(0));
  (await takeLock(file))();
});
