// What clients of the embedded database may rely on, though they share one session of PGlite.
import { createHash, randomBytes } from "node:crypto";
import { connect } from "node:net";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { sql } from "drizzle-orm";
import { beforeAll, expect, it } from "vitest";
import { closeDatabase, type Database } from "../client";
import { describeEachDatabase } from "../testing/test-databases";
import { embeddedPaths } from "./paths";

describeEachDatabase("Clients", (test) => {
  beforeAll(async () => {
    await test.db.execute(sql`create table scratch (id int primary key, data bytea, note text)`);
  });

  it("get their own answers when twenty connections ask at once, prepared and not", async () => {
    const pools = await Promise.all(Array.from({ length: 4 }, () => test.open(5)));
    const asked = Array.from({ length: 400 }, async (_, number) => {
      const client = pools[number % 4]?.$client as Database["$client"];
      const prepare = number % 3 !== 0;
      const rows = await client.unsafe(
        "select $1::int as number, repeat($2, 50) as text",
        [number, `t${number}`],
        {
          prepare,
        },
      );
      expect(rows[0]).toEqual({ number, text: `t${number}`.repeat(50) });
    });
    await Promise.all(asked);
    await Promise.all(pools.map(closeDatabase));
  });

  it("see a transaction of another all at once or not at all", async () => {
    await test.db.execute(sql`create table pairs (a int, b int)`);
    const writers = Array.from({ length: 10 }, (_, number) =>
      test.db.transaction(async (tx) => {
        await tx.execute(sql`insert into pairs values (${number}, 0)`);
        await sleep(5);
        await tx.execute(sql`insert into pairs values (${number}, 1)`);
      }),
    );
    const readers = Array.from({ length: 30 }, async () => {
      const [row] = await test.db.execute<{ count: number }>(sql`select count(*)::int as count from pairs`);
      expect(Number(row?.count) % 2).toBe(0);
    });
    await Promise.all([...writers, ...readers]);
    expect(await test.db.execute(sql`select count(*)::int as count from pairs`)).toEqual([{ count: 20 }]);
  });

  it("store and read parts of a MiB and parameters of many", async () => {
    const parts = Array.from({ length: 8 }, () => randomBytes(1024 * 1024));
    await Promise.all(
      parts.map((part, id) => test.db.execute(sql`insert into scratch (id, data) values (${id}, ${part})`)),
    );
    const rows = await test.db.execute<{ data: Buffer }>(sql`select data from scratch order by id`);
    const digest = (part: Buffer) => createHash("sha256").update(part).digest("hex");
    expect(rows.map((row) => digest(row.data))).toEqual(parts.map(digest));
    const big = "ä".repeat(10_000_000);
    expect(await test.db.execute(sql`select length(${big}::text) as length`)).toEqual([
      { length: 10_000_000 },
    ]);
  });

  it("copy rows in", async () => {
    await test.db.execute(sql`create table copied (id int primary key, note text)`);
    const copy = async (lines: string[]) =>
      pipeline(Readable.from(lines), await test.db.$client`copy copied (id, note) from stdin`.writable());
    await copy(Array.from({ length: 20_000 }, (_, id) => `${id}\tünï ${id}\n`));
    expect(await test.db.execute(sql`select count(*)::int as count, max(note) as note from copied`)).toEqual([
      { count: 20_000, note: "ünï 9999" },
    ]);
  });

  it("read more than fits at once with a cursor", async () => {
    let sum = 0;
    for await (const rows of test.db.$client`select generate_series(1, 10000) as n`.cursor(100)) {
      for (const row of rows) sum += row.n;
    }
    expect(sum).toBe(50_005_000);
  });

  it("go on after an error, alone and in a transaction", async () => {
    await expect(test.db.execute(sql`select 1 / ${0}::int`)).rejects.toThrow();
    await expect(test.db.execute(sql`select from nowhere`)).rejects.toThrow();
    await expect(
      test.db.transaction(async (tx) => {
        await tx.execute(sql`insert into scratch (id) values (100)`);
        await tx.execute(sql`select 1 / 0`);
      }),
    ).rejects.toThrow();
    expect(await test.db.execute(sql`select id from scratch where id = 100`)).toEqual([]);
  });

  it("undo to a savepoint", async () => {
    await test.db.transaction(async (tx) => {
      await tx.execute(sql`insert into scratch (id) values (200)`);
      await tx
        .transaction(async (inner) => {
          await inner.execute(sql`insert into scratch (id) values (201)`);
          throw new Error("undo");
        })
        .catch(() => {});
    });
    expect(await test.db.execute(sql`select id from scratch where id in (200, 201)`)).toEqual([{ id: 200 }]);
  });

  it("keep settings of a session to themselves", async () => {
    const one = await test.open(1);
    const two = await test.open(1);
    const mem = async (db: Database) =>
      (await db.execute<{ work_mem: string }>(sql`show work_mem`))[0]?.work_mem;
    const usual = await mem(two);
    await one.execute(sql`set work_mem = '7MB'`);
    await one.transaction(async (tx) => {
      await tx.execute(sql`set local work_mem = '9MB'`);
    });
    expect([await mem(two), await mem(one), await mem(two)]).toEqual([usual, "7MB", usual]);
    await closeDatabase(one);
    expect(await mem(two)).toBe(usual);
    await closeDatabase(two);
  });

  it("are notified of what they listen to, and of nothing else", async () => {
    const one = await test.open(1);
    const heard: string[] = [];
    const { unlisten } = await one.$client.listen("Corpus", (payload) => heard.push(`one ${payload}`));
    await test.db.$client.listen("other", (payload) => heard.push(`other ${payload}`));
    await test.db.$client.notify("Corpus", "a");
    await test.db.$client.notify("other", "b");
    await test.db.$client.notify("nobody", "c");
    await expect.poll(() => [...heard].sort()).toEqual(["one a", "other b"]);
    await unlisten();
    await test.db.$client.notify("Corpus", "d");
    await test.db.$client.notify("other", "e");
    await expect.poll(() => heard.length).toBe(3);
    expect(heard).toContain("other e");
    await closeDatabase(one);
  });

  it("that leave in mid-transaction are rolled back and block nobody", async () => {
    const other = await test.open(1);
    const connection = await other.$client.reserve();
    await connection`begin`;
    await connection`insert into scratch (id) values (300)`;
    const asked = test.db.execute(sql`select id from scratch where id = 300`);
    await sleep(50);
    await other.$client.end({ timeout: 0 });
    expect(await asked).toEqual([]);
    await test.db.execute(sql`insert into scratch (id) values (300)`);
  });

  it("that take a query back while it waits get an error and may go on", async () => {
    const other = await test.open(2);
    const holder = await other.$client.reserve();
    await holder`begin`;
    await holder`lock table scratch`;
    const waiting = test.db.$client`select count(*) from scratch`.execute();
    await sleep(50);
    waiting.cancel();
    await expect(waiting).rejects.toThrow(/cancel/);
    await holder`rollback`;
    holder.release();
    expect(await test.db.execute(sql`select 1 as one`)).toEqual([{ one: 1 }]);
    await closeDatabase(other);
  });

  it("that talk nonsense are let go without harm", async () => {
    if (test.engine !== "embedded") return;
    for (const bytes of [randomBytes(64), Buffer.from("GET / HTTP/1.1\r\n\r\n"), Buffer.alloc(4096)]) {
      await new Promise<void>((resolve) => {
        const socket = connect(embeddedPaths(test.settings.DATA_DIR).socket);
        socket.on("close", () => resolve());
        socket.on("error", () => {});
        socket.resume();
        socket.end(bytes);
      });
    }
    expect(await test.db.execute(sql`select 1 as one`)).toEqual([{ one: 1 }]);
  });

  it("don't stop each other by a COPY hidden among statements", async () => {
    const other = await test.open(1);
    const query = other.$client.unsafe("select 1; copy scratch (id) from stdin").simple();
    // The refusal may come in one piece with the stream that it breaks: whoever waits for the stream is too late.
    const { resolve } = query as unknown as { resolve: (stream: NodeJS.EventEmitter) => void };
    Object.assign(query, { resolve: (stream: NodeJS.EventEmitter) => resolve(stream.on("error", () => {})) });
    await query.execute();
    await other.$client.end({ timeout: 0 });
    await test.db.execute(sql`insert into scratch (id, note) values (400, 'how to copy from stdin')`);
    expect(await test.db.execute(sql`select note from scratch where id = 400`)).toEqual([
      { note: "how to copy from stdin" },
    ]);
  });
});
