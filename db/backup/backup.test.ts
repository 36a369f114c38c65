import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { closeDatabase, type Database, openDatabase } from "../client";
import { knownMigrations } from "../migrations";
import { fillDatabase } from "../testing/fill-database";
import {
  describeEachDatabase,
  type LentDatabase,
  lendDatabase,
  lendEmptyPostgres,
} from "../testing/test-databases";
import { sumTables } from "./dump";
import { restoreBackup, writeBackup } from "./file";
import { differingTables } from "./load";
import { moveDatabase } from "./move";

// Each backup of the embedded database opens a copy of it in a process of its own.
vi.setConfig({ testTimeout: 120_000 });
const folder = mkdtempSync(path.join(tmpdir(), "gw-backup-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describeEachDatabase("A backup", (test) => {
  const file = path.join(folder, "file.backup");
  const where = () =>
    test.engine === "postgres" ? { url: test.settings.DATABASE_URL } : { dataDir: test.settings.DATA_DIR };
  let original: Awaited<ReturnType<typeof sumTables>>;

  beforeAll(async () => {
    await fillDatabase(test.db, 40);
    original = await sumTables(test.db);
  });

  it("holds every row", async () => {
    expect(differingTables(await writeBackup(file, where()), original)).toEqual([]);
    expect(original.chunks?.rows).toBe(40);
  });

  it("is of one moment, while others write and are not kept waiting", async () => {
    const written: number[] = [];
    let going = true;
    const writer = (async () => {
      for (let id = 0; going; id++) {
        await test.db.transaction(async (tx) => {
          await tx.execute(sql`insert into conversations (id, title) values (${`c${id}`}, 'x')`);
          await tx.execute(
            sql`insert into messages (id, conversation_id, ordinal, role, text) values (${`m${id}`}, ${`c${id}`}, 0, 'user', 'x')`,
          );
        });
        written.push(performance.now());
      }
    })();
    const sums = await writeBackup(path.join(folder, "live.backup"), where());
    going = false;
    await writer;
    expect(sums.conversations?.rows).toBe(sums.messages?.rows);
    expect(written.length).toBeGreaterThan(sums.messages?.rows ?? 0);
    await test.db.execute(sql`delete from conversations`);
  });

  it("is refused by a database that holds something, unless it is forced", async () => {
    await expect(restoreBackup(file, where())).rejects.toMatchObject({ code: "conflict" });
    await test.db.execute(sql`delete from documents where id = 'doc_1'`);
    await restoreBackup(file, { ...where(), force: true });
    expect(differingTables(await sumTables(test.db), original)).toEqual([]);
  });

  it("sets generated ids, so that new rows don't collide", async () => {
    const [row] = await test.db.execute<{ id: string }>(sql`insert into chunks
      (version_id, document_id, source_id, ordinal, start, "end", text, token_count)
      values ('ver_1', 'doc_1', 'src_1', 7, 0, 1, 'x', 1) returning id`);
    expect(Number(row?.id)).toBeGreaterThan(40);
    await test.db.execute(sql`delete from chunks where ordinal = 7`);
  });

  it("is refused when it is damaged, cut off, newer or something else, and nothing is touched", async () => {
    const bytes = readFileSync(file);
    const lines = gunzipSync(bytes).toString().split("\n");
    const changed = lines.map((line) => line.replace("doc_2", "doc_X"));
    const header = JSON.parse(lines[0] ?? "{}");
    const broken: Record<string, Buffer> = {
      flipped: Buffer.from(bytes.map((byte, at) => (at === bytes.length >> 1 ? byte ^ 255 : byte))),
      cut: bytes.subarray(0, bytes.length - 2000),
      changed: gzipSync(changed.join("\n")),
      "a row less": gzipSync(lines.filter((line) => !line.includes("doc_3")).join("\n")),
      "without end": gzipSync(lines.slice(0, -2).join("\n")),
      text: Buffer.from("hello"),
      empty: Buffer.alloc(0),
    };
    for (const [name, content] of Object.entries(broken)) {
      writeFileSync(path.join(folder, "broken"), content);
      await expect(
        restoreBackup(path.join(folder, "broken"), { ...where(), force: true }),
        name,
      ).rejects.toMatchObject({ code: "file_corrupt" });
    }
    for (const newer of [{ groundwork_backup: 99 }, { schema: header.schema + 1 }]) {
      const first = JSON.stringify({ ...header, ...newer });
      writeFileSync(path.join(folder, "newer"), gzipSync([first, ...lines.slice(1)].join("\n")));
      await expect(
        restoreBackup(path.join(folder, "newer"), { ...where(), force: true }),
      ).rejects.toMatchObject({ public: expect.stringMatching(/newer version/) });
    }
    expect(differingTables(await sumTables(test.db), original)).toEqual([]);
  });

  it("of an older schema is brought to the newest", async () => {
    const migrations = knownMigrations();
    const later = {
      at: (migrations.at(-1)?.at ?? 0) + 1,
      name: "9999_later",
      hash: "later",
      statements: ["alter table gaps add column later_note text not null default 'new'"],
    };
    await test.db.execute(sql`insert into gaps (id, fingerprint) values ('g', 'f')`);
    const old = path.join(folder, "old.backup");
    await writeBackup(old, where());
    await restoreBackup(old, { ...where(), force: true, migrations: [...migrations, later] });
    const other = await test.open(1);
    expect(await other.execute(sql`select later_note from gaps`)).toEqual([{ later_note: "new" }]);
    expect(await other.execute(sql`select count(*)::int as count from documents`)).toEqual([{ count: 40 }]);
    await closeDatabase(other);
  });
});

describe("Moving the embedded database to Postgres", () => {
  let lent: LentDatabase;
  let target: Database;

  beforeAll(async () => {
    lent = await lendDatabase("embedded");
    await fillDatabase(lent.db, 20);
    const url = await lendEmptyPostgres();
    await moveDatabase({ dataDir: lent.settings.DATA_DIR }, { url });
    target = await openDatabase({ url, poolSize: 2 });
    return async () => {
      await closeDatabase(target);
      await lent.giveBack();
    };
  });

  it("carries every row, checked by counts and checksums", async () => {
    expect(differingTables(await sumTables(lent.db), await sumTables(target))).toEqual([]);
  });

  it("gives the same rows to a search", async () => {
    const nearest = sql`select c.id, c.text, round((e.embedding <=> '[1,0,0,1,0,0,1,0]')::numeric, 5)::text as distance
      from embeddings e join chunks c on c.id = e.chunk_id where c.visible order by 3, 1 limit 5`;
    const expected = await lent.db.execute(nearest);
    expect(expected).toHaveLength(5);
    expect(await target.execute(nearest)).toEqual(expected);
  });

  it("is refused by a database that holds something", async () => {
    const url = target.$client.options;
    expect(url).toBeDefined();
    await expect(
      moveDatabase({ dataDir: lent.settings.DATA_DIR }, { url: await addressOf(target) }),
    ).rejects.toMatchObject({ code: "conflict" });
  });
});

async function addressOf(db: Database): Promise<string> {
  const {
    path: socket,
    database,
    host,
    port,
  } = db.$client.options as unknown as {
    path: string | false;
    database: string;
    host: string[];
    port: number[];
  };
  return socket
    ? `postgres://postgres@localhost/${database}?host=${encodeURIComponent(path.dirname(socket))}`
    : `postgres://postgres@${host[0]}:${port[0]}/${database}`;
}
