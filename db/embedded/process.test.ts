// The database process: one owner for the files, started by whoever needs it, lost without losing anything.
import { spawn } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { sql } from "drizzle-orm";
import { afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { toAppError } from "@/lib/http/problem";
import { closeDatabase, openDatabase } from "../client";
import { isConnectionLost } from "../guard-transactions";
import { copyFolder, makeDataFolder } from "../testing/lend";
import { lendDatabase } from "../testing/test-databases";
import { embeddedServerCommand } from "./command";
import { connectEmbedded } from "./ensure";
import { embeddedPaths } from "./paths";
import { embeddedProcess, stopEmbedded } from "./stop";
import { superviseEmbedded } from "./supervise";

const full = process.env.TEST_FULL === "1";
const starts = full ? 20 : 8;

describe("The embedded database's process", () => {
  let pristine: string;
  let dataDir: string;

  beforeAll(async () => {
    // Closed in order once, so that its files can be copied.
    const lent = await lendDatabase("embedded");
    pristine = makeDataFolder("gw-pristine-");
    await closeDatabase(lent.db);
    await stopEmbedded(lent.settings.DATA_DIR);
    copyFolder(lent.settings.DATA_DIR, pristine);
    await lent.giveBack();
    return () => rmSync(pristine, { recursive: true, force: true });
  });
  beforeEach(() => {
    dataDir = makeDataFolder();
    copyFolder(pristine, dataDir);
  });
  afterEach(async () => {
    await stopEmbedded(dataDir);
    rmSync(dataDir, { recursive: true, force: true });
  });

  it("is one, however many start it at the same moment", async () => {
    const command = embeddedServerCommand();
    const starters = Array.from({ length: starts }, () =>
      spawn(process.execPath, [...command, dataDir], { stdio: "ignore" }),
    );
    const ended: (number | null)[] = [];
    for (const starter of starters) starter.once("exit", (code) => ended.push(code));
    const sockets = await Promise.all(
      Array.from({ length: starts }, () => connectEmbedded(dataDir, 100_000)),
    );
    await expect.poll(() => ended.length, { timeout: 60_000 }).toBeGreaterThanOrEqual(starts - 1);
    expect(ended.filter((code) => code !== 75).length).toBeLessThanOrEqual(1);
    for (const socket of sockets) socket.destroy();
    for (const starter of starters) starter.kill();
  }, 120_000);

  it("has a new owner after kill -9, and both owners never at once", async () => {
    (await connectEmbedded(dataDir)).destroy();
    const first = embeddedProcess(dataDir);
    process.kill(first ?? 0, "SIGKILL");
    (await connectEmbedded(dataDir)).destroy();
    expect(embeddedProcess(dataDir)).not.toBe(first);
  }, 120_000);

  it(
    "keeps every acknowledged write and no half transaction through kill -9 again and again",
    async () => {
      const rounds = full ? 40 : 4;
      const db = await openDatabase({ dataDir, poolSize: 5 });
      await db.execute(sql`create table pairs (id int, half int, filler text)`);
      const acknowledged = new Set<number>();
      let next = 0;
      let stop = false;
      const writer = async () => {
        while (!stop) {
          const id = next++;
          try {
            await db.transaction(async (tx) => {
              await tx.execute(sql`insert into pairs values (${id}, 1, repeat('x', 2000))`);
              await tx.execute(sql`insert into pairs values (${id}, 2, repeat('y', 2000))`);
            });
            acknowledged.add(id);
          } catch {
            await sleep(20);
          }
        }
      };
      const writers = [writer(), writer(), writer()];
      for (let round = 0; round < rounds; round++) {
        const before = acknowledged.size;
        await expect.poll(() => acknowledged.size, { timeout: 60_000 }).toBeGreaterThan(before + 10);
        await sleep((round * 37) % 120);
        const pid = embeddedProcess(dataDir);
        if (pid) process.kill(pid, "SIGKILL");
      }
      stop = true;
      await Promise.all(writers);
      const rows = await db.execute<{ id: number; halves: number }>(
        sql`select id, count(*)::int as halves from pairs group by id`,
      );
      expect(rows.filter((row) => row.halves !== 2)).toEqual([]);
      const kept = new Set(rows.map((row) => row.id));
      expect([...acknowledged].filter((id) => !kept.has(id))).toEqual([]);
      await closeDatabase(db);
    },
    full ? 1_200_000 : 180_000,
  );

  it("is started again for a pool that lives on; what ran when it died fails with its own code", async () => {
    const db = await openDatabase({ dataDir, poolSize: 1 });
    await db.execute(sql`create table lost (id int)`);
    // One dies with a query under way, one between two queries: neither may go on with another connection.
    for (const pauseMs of [0, 200]) {
      const killed = db.transaction(async (tx) => {
        await tx.execute(sql`insert into lost values (1)`);
        process.kill(embeddedProcess(dataDir) ?? 0, "SIGKILL");
        await sleep(pauseMs);
        await tx.execute(sql`insert into lost values (2)`);
      });
      const error = await killed.catch((reason: unknown) => reason);
      expect(isConnectionLost(error)).toBe(true);
      expect(toAppError(error).code).toBe("database_unavailable");
      expect(await db.execute(sql`select * from lost`)).toEqual([]);
    }
    expect(await db.execute(sql`select 1 as one`)).toEqual([{ one: 1 }]);
    await closeDatabase(db);
  }, 120_000);

  it("is started again at once while it is supervised, and let go at the end", async () => {
    let restarts = 0;
    const supervisor = await superviseEmbedded(dataDir, () => restarts++);
    const first = embeddedProcess(dataDir);
    process.kill(first ?? 0, "SIGKILL");
    await expect.poll(() => restarts, { timeout: 30_000 }).toBe(1);
    expect(embeddedProcess(dataDir)).not.toBe(first);
    await supervisor.stop(20_000);
    expect(embeddedProcess(dataDir)).toBeUndefined();
  }, 120_000);

  it("lets a transaction finish when it is told to end, and takes nobody new", async () => {
    const db = await openDatabase({ dataDir, poolSize: 1 });
    await db.execute(sql`create table kept (id int)`);
    const written = db.transaction(async (tx) => {
      await tx.execute(sql`insert into kept values (1)`);
      process.kill(embeddedProcess(dataDir) ?? 0, "SIGTERM");
      await sleep(300);
      await tx.execute(sql`insert into kept values (2)`);
    });
    await written;
    await expect.poll(() => db.execute(sql`select count(*)::int as count from kept`)).toEqual([{ count: 2 }]);
    await closeDatabase(db);
  }, 120_000);

  it("works in a folder with a path longer than a socket may have", async () => {
    const long = path.join(dataDir, "a-rather-long-name-for-a-folder".repeat(4));
    mkdirSync(long);
    copyFolder(pristine, long);
    const db = await openDatabase({ dataDir: long, poolSize: 1 });
    expect(await db.execute(sql`select 1 as one`)).toEqual([{ one: 1 }]);
    const folder = path.dirname(embeddedPaths(long).socket);
    expect(folder.startsWith(long)).toBe(false);
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    await closeDatabase(db);
    await stopEmbedded(long);
    rmSync(folder, { recursive: true });
  }, 120_000);

  it("closes its socket and log to other users", async () => {
    (await connectEmbedded(dataDir)).destroy();
    const paths = embeddedPaths(dataDir);
    expect(statSync(path.dirname(paths.socket)).mode & 0o077).toBe(0);
    expect(statSync(paths.log).mode & 0o077).toBe(0);
  }, 120_000);

  it("refuses data of a newer version, of another Postgres, and damaged data, in words", async () => {
    const paths = embeddedPaths(dataDir);
    const format = readFileSync(paths.format, "utf8");
    writeFileSync(paths.format, JSON.stringify({ format: 99, postgres: "18" }));
    await expect(connectEmbedded(dataDir)).rejects.toMatchObject({
      public: expect.stringMatching(/newer version of Groundwork/),
    });
    writeFileSync(paths.format, format);
    writeFileSync(path.join(paths.cluster, "PG_VERSION"), "17\n");
    await expect(connectEmbedded(dataDir)).rejects.toMatchObject({
      public: expect.stringMatching(/belongs to Postgres 17/),
    });
    writeFileSync(path.join(paths.cluster, "PG_VERSION"), "18\n");
    truncateSync(path.join(paths.cluster, "global", "pg_control"), 100);
    await expect(connectEmbedded(dataDir)).rejects.toMatchObject({
      public: expect.stringMatching(/is damaged and was left as it is/),
    });
    rmSync(path.join(paths.cluster, "PG_VERSION"));
    await expect(connectEmbedded(dataDir)).rejects.toMatchObject({
      public: expect.stringMatching(/is damaged/),
    });
  }, 120_000);

  it("says when the data folder is no folder", async () => {
    const file = path.join(dataDir, "file");
    writeFileSync(file, "");
    await expect(connectEmbedded(file)).rejects.toMatchObject({
      public: expect.stringMatching(/is not a folder/),
    });
  });
});
