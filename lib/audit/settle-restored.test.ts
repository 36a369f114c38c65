// An installation with people, keys and an audit log is restored and moved: who was signed in stays so, and the log proves.
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { restoreBackup, writeBackup } from "@/db/backup/file";
import { moveDatabase } from "@/db/backup/move";
import { closeDatabase, type Database, openDatabase } from "@/db/client";
import { lastAuditRow } from "@/db/queries/audit";
import { describeDatabase, lendEmptyPostgres } from "@/db/testing/test-databases";
import { authenticate } from "@/lib/auth/authenticate";
import { createKey } from "@/lib/auth/create-key";
import { makeFirstAdmin, renewFirstAdminToken } from "@/lib/auth/first-admin";
import { sessionCookie } from "@/lib/auth/session-cookie";
import { appendAudit, systemActor } from "./append-audit";
import { writeCheckpoint } from "./checkpoint-files";
import { settleRestored } from "./settle-restored";
import { verifyAudit } from "./verify-audit";

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });
const folder = mkdtempSync(path.join(tmpdir(), "gw-restored-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const file = path.join(folder, "all.backup");

async function sign(db: Database): Promise<void> {
  const last = await lastAuditRow(db);
  if (last) await writeCheckpoint({ kind: "periodic", seq: last.seq, hash: last.hash }, folder);
}

describeDatabase("embedded", "A restored installation", (test) => {
  let cookie: string;
  let key: string;
  const signedIn = () => authenticate({ authorization: null, cookie, secure: false, local: true });

  beforeAll(async () => {
    const token = (await renewFirstAdminToken()) ?? "";
    const visitor = { address: "127.0.0.1", userAgent: "test", secure: false };
    const session = await makeFirstAdmin({ token, name: "Ada", email: "ada@example.org" }, visitor);
    cookie =
      (await sessionCookie({ token: session.token, secure: false })).split(";")[0]?.split("=")[1] ?? "";
    const made = await createKey(await signedIn(), { name: "script", scopes: ["ask"] });
    key = made.key;
    await sign(test.db);
    await writeBackup(file, { dataDir: test.settings.DATA_DIR });
    await appendAudit(test.db, { actor: systemActor, action: "document.changed" });
    await sign(test.db);
    await restoreBackup(file, { dataDir: test.settings.DATA_DIR, force: true });
  });

  it("knows its sessions and keys", async () => {
    expect(await signedIn()).toMatchObject({ kind: "person", name: "Ada", role: "admin" });
    const byKey = await authenticate({
      authorization: `Bearer ${key}`,
      cookie: undefined,
      secure: false,
      local: true,
    });
    expect(byKey).toMatchObject({ kind: "key", scopes: ["ask"] });
  });

  it("proves its audit log again, keeps what was signed for the entries that went, and says that it was restored", async () => {
    expect(await verifyAudit(test.db, folder)).toMatchObject({ intact: false });
    const { verification, setAside } = await settleRestored(test.db, { name: "all.backup", folder });
    expect(verification).toMatchObject({ intact: true, checkpoints: 2 });
    expect(
      readFileSync(setAside ?? "", "utf8")
        .trim()
        .split("\n"),
    ).toHaveLength(2);
    expect((await lastAuditRow(test.db))?.entry).toContain("database.restored");
  });

  it("moved to Postgres proves the same log with the same checkpoints", async () => {
    const url = await lendEmptyPostgres();
    await moveDatabase({ dataDir: test.settings.DATA_DIR }, { url });
    const moved = await openDatabase({ url, poolSize: 1 });
    expect(await verifyAudit(moved, folder)).toEqual(await verifyAudit(test.db, folder));
    await closeDatabase(moved);
  });

  it("that was tampered with is not made to look intact", async () => {
    await test.db.transaction(async (tx) => {
      await tx.execute(sql`alter table audit_log disable trigger user`);
      await tx.execute(sql`update audit_log set entry = replace(entry, 'Ada', 'Eve') where seq = 1`);
    });
    const last = await lastAuditRow(test.db);
    const { verification } = await settleRestored(test.db, { name: "all.backup", folder });
    expect(verification).toMatchObject({ intact: false, first_bad: { seq: 1 } });
    expect(await lastAuditRow(test.db)).toEqual(last);
  });
});
