import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { sql } from "drizzle-orm";
import fc from "fast-check";
import { afterEach, beforeEach, expect, it } from "vitest";
import { anonymousAccess } from "@/db/access";
import { type Database, openDatabase } from "@/db/client";
import { readAuditRows } from "@/db/queries/audit";
import { describeDatabase, describeEachDatabase } from "@/db/testing/test-databases";
import { resetEnv } from "@/lib/env/env";
import { appendAudit, systemActor } from "./append-audit";
import { canonicalJson, chainHash, genesisHash } from "./chain";
import { writeCheckpoint } from "./checkpoint-files";
import { startCheckpoints, stopCheckpoints } from "./checkpoint-timer";
import { exportAudit, listAudit } from "./list-audit";
import { protectAudit } from "./protect-audit";
import { retainAudit } from "./retain-audit";
import { auditQuerySchema } from "./schema";
import { verifyAudit } from "./verify-audit";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "audit-"));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

const person = { kind: "person" as const, userId: "usr_1", name: "Ada", keyId: null };

async function write(db: Database, count: number): Promise<void> {
  for (let index = 1; index <= count; index++)
    await appendAudit(db, { actor: person, action: "document.changed", inputs: { number: index } });
}

async function empty(db: Database): Promise<void> {
  await tamper(db, sql`truncate audit_log`);
}

/** What somebody with all rights on the database could do. */
async function tamper(db: Database, ...statements: ReturnType<typeof sql>[]): Promise<void> {
  await db.transaction(async (tx) => {
    await tx.execute(sql`alter table audit_log disable trigger user`);
    for (const statement of statements) await tx.execute(statement);
    await tx.execute(sql`alter table audit_log enable trigger user`);
  });
}

/** Makes every hash from a row on fit again, as somebody would who knows how the chain is made. */
async function rechain(db: Database, from: number): Promise<void> {
  const rows = await readAuditRows(db, { after: -1, limit: 10_000 });
  let previous = rows.filter((row) => row.seq < from).at(-1)?.hash ?? genesisHash;
  for (const row of rows.filter((each) => each.seq >= from)) {
    const hash = chainHash(previous, row.seq, row.entry);
    await tamper(
      db,
      sql`update audit_log set previous_hash = ${previous}, hash = ${hash} where seq = ${row.seq}`,
    );
    previous = hash;
  }
}

async function sign(db: Database): Promise<void> {
  const last = (await readAuditRows(db, { after: -1, limit: 10_000 })).at(-1);
  if (last) await writeCheckpoint({ kind: "periodic", seq: last.seq, hash: last.hash }, folder);
}

const all = (query: Record<string, unknown> = {}) =>
  listAudit({ access: anonymousAccess, query: auditQuerySchema.parse(query) });

describeEachDatabase("The audit log", (test) => {
  beforeEach(() => empty(test.db));

  it("is a chain whose hashes the database and the application compute alike", async () => {
    await write(test.db, 3);
    const rows = await readAuditRows(test.db, { after: 0, limit: 10 });
    expect(rows.map((row) => row.seq)).toEqual([1, 2, 3]);
    let previous = genesisHash;
    for (const row of rows) {
      expect(row.previousHash).toBe(previous);
      expect(row.hash).toBe(chainHash(previous, row.seq, row.entry));
      expect(canonicalJson(JSON.parse(row.entry))).toBe(row.entry);
      previous = row.hash;
    }
    expect(await verifyAudit(test.db, folder)).toMatchObject({ intact: true, checked: 3, last_seq: 3 });
  });

  it("has no entry of what was rolled back, and keeps its numbers without a gap", async () => {
    await write(test.db, 1);
    const failed = test.db.transaction(async (tx) => {
      await appendAudit(tx, { actor: person, action: "document.changed" });
      throw new Error("no");
    });
    await expect(failed).rejects.toThrow("no");
    await write(test.db, 1);
    expect(await verifyAudit(test.db, folder)).toMatchObject({ intact: true, checked: 2, last_seq: 2 });
  });

  it("stays one chain when many write at once from several pools", async () => {
    const pools = [test.db, await test.open(4), await test.open(4)];
    await Promise.all(
      Array.from({ length: 60 }, (_, index) =>
        (pools[index % 3] ?? test.db).transaction((tx) =>
          appendAudit(tx, { actor: systemActor, action: "document.changed", inputs: { index } }),
        ),
      ),
    );
    expect(await verifyAudit(test.db, folder)).toMatchObject({ intact: true, checked: 60 });
    for (const pool of pools.slice(1)) await pool.$client.end();
  });

  it("can't be changed, emptied or cut by the statements that the application has", async () => {
    await write(test.db, 2);
    for (const statement of [
      sql`update audit_log set entry = '{}'`,
      sql`delete from audit_log where seq = 2`,
      sql`truncate audit_log`,
    ])
      await expect(test.db.execute(statement)).rejects.toThrow();
    // Even retention deletes only: nothing ever edits.
    await test.db.transaction(async (tx) => {
      await tx.execute(sql`select set_config('groundwork.audit_retention', 'on', true)`);
      await tx.execute(sql`update audit_log set hash = 'x' where seq = 1`);
    });
    expect(await verifyAudit(test.db, folder)).toMatchObject({ intact: true, checked: 2 });
  });

  it("names the first bad row of any edit, deletion, insertion, move or cut", {
    timeout: 240_000,
  }, async () => {
    let cases = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 4, max: 9 }),
        fc.nat(),
        fc.constantFrom(
          "edit",
          "edit rechained",
          "delete",
          "delete rechained",
          "insert",
          "swap",
          "cut",
          "number",
        ),
        async (count, at, kind) => {
          await empty(test.db);
          rmSync(folder, { recursive: true });
          await write(test.db, count);
          await sign(test.db);
          const seq = 1 + (at % (count - 1));
          const edited = sql`update audit_log set entry = replace(entry, 'document.changed', 'document.removed') where seq = ${seq}`;
          if (kind === "edit") await tamper(test.db, edited);
          if (kind === "edit rechained") {
            await tamper(test.db, edited);
            await rechain(test.db, seq);
          }
          if (kind === "delete") await tamper(test.db, sql`delete from audit_log where seq = ${seq}`);
          if (kind === "delete rechained") {
            await tamper(
              test.db,
              sql`delete from audit_log where seq = ${seq}`,
              sql`update audit_log set seq = -seq where seq > ${seq}`,
              sql`update audit_log set seq = -seq - 1 where seq < 0`,
            );
            await rechain(test.db, seq);
          }
          if (kind === "insert")
            await tamper(
              test.db,
              sql`update audit_log set seq = -seq where seq >= ${seq}`,
              sql`update audit_log set seq = -seq + 1 where seq < 0`,
              sql`insert into audit_log (seq, entry, previous_hash, hash) select ${seq}::bigint, entry, previous_hash, 'planted' from audit_log where seq = ${seq + 1}`,
            );
          if (kind === "swap")
            await tamper(
              test.db,
              sql`update audit_log set seq = -seq where seq in (${seq}::bigint, ${seq + 1}::bigint)`,
              sql`update audit_log set seq = ${seq * 2 + 1}::bigint + seq where seq < 0`,
            );
          if (kind === "cut") await tamper(test.db, sql`delete from audit_log where seq > ${seq}`);
          if (kind === "number")
            await tamper(test.db, sql`update audit_log set seq = seq + 1000 where seq = ${seq}`);
          const found = await verifyAudit(test.db, folder);
          expect(found.intact, `${kind} at ${seq} of ${count}`).toBe(false);
          // A rewritten chain is told apart only where a place of it was signed: at its end.
          const first =
            kind === "edit rechained"
              ? count
              : kind === "delete rechained"
                ? count
                : kind === "cut"
                  ? seq + 1
                  : seq;
          expect(found.first_bad?.seq, `${kind} at ${seq} of ${count}: ${found.first_bad?.problem}`).toBe(
            first,
          );
          cases++;
        },
      ),
      { numRuns: 60 },
    );
    expect(cases).toBe(60);
  });

  it("finds a checkpoint file that was tampered with", async () => {
    await write(test.db, 2);
    await sign(test.db);
    const file = path.join(folder, "checkpoints.jsonl");
    writeFileSync(file, readFileSync(file, "utf8").replace(/"seq":2/, '"seq":1'));
    const found = await verifyAudit(test.db, folder);
    expect(found.first_bad?.problem).toContain("wrong signature");
  });

  it("lets old entries go and stays provable; refuses while it isn't intact", async () => {
    await write(test.db, 5);
    const before = new Date(Date.now() + 1000);
    expect(await retainAudit(test.db, { before, folder })).toEqual({ deleted: 5 });
    await write(test.db, 2);
    expect(await verifyAudit(test.db, folder)).toMatchObject({
      intact: true,
      first_seq: 6,
      last_seq: 8,
      checked: 3,
    });
    // The same without the signature is a loss.
    const bare = mkdtempSync(path.join(tmpdir(), "audit-bare-"));
    expect((await verifyAudit(test.db, bare)).first_bad).toMatchObject({ seq: 1 });
    rmSync(bare, { recursive: true });
    await tamper(test.db, sql`delete from audit_log where seq = 7`);
    await expect(retainAudit(test.db, { before, folder })).rejects.toMatchObject({ code: "conflict" });
  });

  it("is searched by person, action, tool, document, text, time and trace, a page at a time", async () => {
    await write(test.db, 3);
    await appendAudit(test.db, {
      actor: { kind: "key", userId: "usr_2", name: "Nightly import", keyId: "key_9" },
      action: "document.published",
      tool: "publish_document",
      onBehalfOf: "usr_3",
      inputs: { title: "100% of the rows" },
      documentIds: ["doc_7"],
      traceId: "a".repeat(32),
    });
    for (const query of [
      { actor: "usr_2" },
      { actor: "key_9" },
      { actor: "nightly import" },
      { actor: "usr_3" },
      { action: "document.published" },
      { tool: "publish_document" },
      { document_id: "doc_7" },
      { text: "100% OF" },
      { trace_id: "a".repeat(32) },
    ])
      expect(
        (await all(query)).entries.map((entry) => entry.seq),
        JSON.stringify(query),
      ).toEqual([4]);
    expect((await all({ action: "document" })).entries).toHaveLength(4);
    expect((await all({ text: "1_0%" })).entries).toHaveLength(0);
    expect((await all({ from: new Date(Date.now() + 60_000).toISOString() })).entries).toHaveLength(0);
    const first = await all({ limit: 3 });
    expect(first.entries.map((entry) => entry.seq)).toEqual([4, 3, 2]);
    const second = await all({ limit: 3, cursor: first.next_cursor });
    expect(second).toMatchObject({ next_cursor: null, entries: [{ seq: 1 }] });
    await expect(all({ cursor: "x" })).rejects.toMatchObject({ code: "invalid_request" });
    const lines: string[] = [];
    for await (const line of exportAudit({ access: anonymousAccess, query: auditQuerySchema.parse({}) }))
      lines.push(line);
    expect(lines.map((line) => JSON.parse(line).seq)).toEqual([4, 3, 2, 1]);
  });

  it("hides what stands on a source that the reader may not read, from searching as well", async () => {
    await appendAudit(test.db, {
      actor: person,
      action: "document.changed",
      target: { kind: "document", id: "doc_1", name: "Merger plan" },
      inputs: { text: "swordfish" },
      outputs: { text: "swordfish" },
      sourceIds: ["src_closed"],
    });
    const [entry] = (await all()).entries;
    expect(entry).toMatchObject({
      hidden: true,
      inputs: null,
      outputs: null,
      target: { id: "doc_1", name: null },
    });
    expect((await all({ text: "swordfish" })).entries).toEqual([]);
  });

  it("keeps no secret that was handed in", async () => {
    await appendAudit(test.db, {
      actor: person,
      action: "settings.changed",
      inputs: { password: "hunter2hunter2", note: "write to ada@example.com" },
    });
    const [row] = await readAuditRows(test.db, { after: 0, limit: 1 });
    expect(row?.entry).not.toContain("hunter2");
    expect(row?.entry).not.toContain("ada@example.com");
  });

  it("signs a checkpoint soon after an entry, with a key that only its owner reads", async () => {
    process.env.AUDIT_DIR = folder;
    resetEnv();
    startCheckpoints(test.db);
    await write(test.db, 2);
    await stopCheckpoints();
    delete process.env.AUDIT_DIR;
    resetEnv();
    const found = await verifyAudit(test.db, folder);
    expect(found).toMatchObject({ intact: true });
    expect(found.checkpoints).toBeGreaterThan(0);
    expect(statSync(path.join(folder, "signing-key.pem")).mode & 0o077).toBe(0);
    await tamper(test.db, sql`delete from audit_log where seq = 2`);
    expect((await verifyAudit(test.db, folder)).first_bad).toMatchObject({ seq: 2 });
  });
});

describeDatabase("postgres", "The audit log under a role of its own", (test) => {
  it("can be read and added to by the application, and changed by it in no way", async () => {
    await test.db.execute(sql`drop role if exists groundwork_app_test`);
    await test.db.execute(sql`create role groundwork_app_test login password 'app'`);
    await protectAudit(test.db, "groundwork_app_test");
    const url = new URL(test.settings.DATABASE_URL);
    url.username = "groundwork_app_test";
    url.password = "app";
    const app = await openDatabase({ url: url.href, poolSize: 2 });
    await write(app, 3);
    expect(await verifyAudit(app, folder)).toMatchObject({
      intact: true,
      checked: 3,
      protection: "prevented",
    });
    for (const statement of [
      sql`update audit_log set entry = '{}'`,
      sql`delete from audit_log`,
      sql`truncate audit_log`,
      sql`alter table audit_log disable trigger user`,
      sql`drop table audit_log`,
      sql`create or replace function audit_refuse_change() returns trigger language plpgsql as 'begin return old; end'`,
    ])
      await expect(app.execute(statement)).rejects.toThrow();
    await expect(
      app.transaction(async (tx) => {
        await tx.execute(sql`select set_config('groundwork.audit_retention', 'on', true)`);
        await tx.execute(sql`delete from audit_log`);
      }),
    ).rejects.toThrow();
    // Everything else is the application's to write.
    await app.execute(sql`insert into sources (id, name) values ('src_x', 'X')`);
    await app.execute(sql`delete from sources where id = 'src_x'`);
    await app.$client.end();
    expect(await verifyAudit(test.db, folder)).toMatchObject({ checked: 3, protection: "evident" });
    await test.db.execute(sql`drop owned by groundwork_app_test`);
    await test.db.execute(sql`drop role groundwork_app_test`);
  });
});
