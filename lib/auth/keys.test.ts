import { sql } from "drizzle-orm";
import { beforeAll, expect, it } from "vitest";
import * as groupRoute from "@/app/api/groups/[id]/route";
import * as groupsRoute from "@/app/api/groups/route";
import * as keyRoute from "@/app/api/keys/[id]/route";
import * as keysRoute from "@/app/api/keys/route";
import { GET as listSources } from "@/app/api/sources/route";
import { describeEachDatabase } from "@/db/testing/test-databases";
import { makePerson } from "@/lib/agent/testing/people";
import { createKey } from "./create-key";
import { changeGroup, createGroup, deleteGroup, listGroups } from "./groups";
import { listKeys } from "./list-keys";
import { revokeKey } from "./revoke-key";
import { type Principal, scopeSchema } from "./schema";

let admin: Principal;
let editor: Principal;

async function ask(key: string | undefined): Promise<{ status: number; code?: string }> {
  const headers = { host: "localhost:3000", ...(key ? { authorization: `Bearer ${key}` } : {}) };
  const response = await listSources(new Request("http://localhost:3000/api/sources", { headers }), {
    params: Promise.resolve({}),
  });
  const body = (await response.json()) as { code?: string };
  return { status: response.status, ...(body.code ? { code: body.code } : {}) };
}

describeEachDatabase("API keys", (test) => {
  beforeAll(async () => {
    admin = (await makePerson(test.db, "usr_root", "admin")).principal;
    editor = (await makePerson(test.db, "usr_ed", "editor")).principal;
  });

  it("are told once, stored as a hash, and open what their scopes say", async () => {
    const made = await createKey(editor, { name: "Import", scopes: ["search"] });
    expect(await ask(made.key)).toEqual({ status: 200 });
    const stored = await test.db.execute(sql`select * from api_keys where id = ${made.id}`);
    const secret = made.key.split("_").slice(2).join("_");
    const log = await test.db.execute(sql`select entry from audit_log`);
    expect(
      JSON.stringify([stored, log, await listKeys(editor, { everyone: false, limit: 50 })]),
    ).not.toContain(secret);
  });

  it("answer bad, unknown, expired, revoked and under-scoped ones each in its own way", async () => {
    const made = await createKey(editor, { name: "One", scopes: ["search"] });
    expect(await ask("nonsense")).toEqual({ status: 401, code: "key_invalid" });
    expect(await ask(`${made.key.slice(0, -1)}${made.key.endsWith("A") ? "B" : "A"}`)).toEqual({
      status: 401,
      code: "key_invalid",
    });
    const narrow = await createKey(editor, { name: "Narrow", scopes: ["ingest"] });
    expect(await ask(narrow.key)).toEqual({ status: 403, code: "scope_missing" });
    const old = await createKey(editor, { name: "Old", scopes: ["search"], expires_in_days: 1 });
    await test.db.execute(
      sql`update api_keys set expires_at = now() - interval '1 second' where id = ${old.id}`,
    );
    expect(await ask(old.key)).toEqual({ status: 401, code: "key_expired" });
    await revokeKey(editor, made.id);
    await revokeKey(editor, made.id);
    expect(await ask(made.key)).toEqual({ status: 401, code: "key_revoked" });
    expect(await ask(undefined)).toMatchObject({ status: 401, code: "not_signed_in" });
  });

  it("can do no more than their owner can now", async () => {
    await expect(createKey(editor, { name: "Too much", scopes: ["admin"] })).rejects.toMatchObject({
      code: "invalid_request",
    });
    const made = await createKey(editor, { name: "Ingest", scopes: ["ingest", "search"] });
    await test.db.execute(sql`update users set role = 'member' where id = 'usr_ed'`);
    expect(await ask(made.key)).toEqual({ status: 200 });
    await test.db.execute(sql`update users set disabled_at = now() where id = 'usr_ed'`);
    expect(await ask(made.key)).toMatchObject({ status: 401 });
    await test.db.execute(sql`update users set role = 'editor', disabled_at = null where id = 'usr_ed'`);
  });

  it("approve only where that scope was given itself", async () => {
    const scopes = scopeSchema.options.filter((scope) => scope !== "approve");
    const made = await createKey(admin, { name: "All but approve", scopes });
    expect(made.scopes).not.toContain("approve");
  });

  it("are seen by their owner and, when asked for, by admins, a page at a time", async () => {
    const other = (await makePerson(test.db, "usr_other", "member")).principal;
    for (let index = 0; index < 3; index++) await createKey(other, { name: `k${index}`, scopes: ["ask"] });
    const first = await listKeys(other, { everyone: false, limit: 2 });
    expect(first.data).toHaveLength(2);
    const second = await listKeys(other, { everyone: false, limit: 2, cursor: first.next_cursor ?? "" });
    expect(new Set([...first.data, ...second.data].map((key) => key.id)).size).toBe(3);
    expect(second.next_cursor).toBeNull();
    await expect(listKeys(other, { everyone: true, limit: 2 })).rejects.toMatchObject({ code: "forbidden" });
    expect((await listKeys(admin, { everyone: true, limit: 200 })).data.length).toBeGreaterThan(3);
    const [key] = first.data;
    await expect(revokeKey(editor, key?.id ?? "")).rejects.toMatchObject({ code: "not_found" });
    await revokeKey(admin, key?.id ?? "");
  });

  it("open no door to keys and groups", async () => {
    const { key } = await createKey(admin, { name: "Search", scopes: ["search"] });
    const headers = {
      host: "localhost:3000",
      authorization: `Bearer ${key}`,
      "content-type": "application/json",
    };
    const call = (
      handler: typeof keysRoute.GET,
      path: string,
      method: string,
      id: string | undefined,
      body?: object,
    ) =>
      handler(
        new Request(`http://localhost:3000${path}`, {
          method,
          headers,
          ...(body ? { body: JSON.stringify(body) } : {}),
        }),
        { params: Promise.resolve(id ? { id } : ({} as Record<string, string>)) },
      );
    for (const response of await Promise.all([
      call(keysRoute.GET, "/api/keys", "GET", undefined),
      call(keysRoute.POST, "/api/keys", "POST", undefined, { name: "x", scopes: ["ask"] }),
      call(keyRoute.DELETE, "/api/keys/x", "DELETE", "x"),
      call(groupsRoute.GET, "/api/groups", "GET", undefined),
      call(groupsRoute.POST, "/api/groups", "POST", undefined, { name: "x" }),
      call(groupRoute.PATCH, "/api/groups/x", "PATCH", "x", { name: "x" }),
      call(groupRoute.DELETE, "/api/groups/x", "DELETE", "x"),
    ]))
      expect(response.status).toBe(403);
  });
});

describeEachDatabase("Groups", (test) => {
  it("are made, renamed, filled and removed with what they were granted", async () => {
    const root = (await makePerson(test.db, "usr_root", "admin")).principal;
    const group = await createGroup(root, { name: "Finance" });
    await expect(createGroup(root, { name: "finance" })).rejects.toMatchObject({ code: "conflict" });
    const changed = await changeGroup(root, group.id, { description: "Money", member_ids: ["usr_root"] });
    expect(changed).toMatchObject({ name: "Finance", description: "Money", member_count: 1 });
    await expect(changeGroup(root, group.id, { member_ids: ["usr_nobody"] })).rejects.toMatchObject({
      code: "invalid_request",
    });
    expect((await listGroups()).data).toMatchObject([{ member_count: 1 }]);
    await test.db.execute(sql`insert into sources (id, name, visibility) values ('src_f', 'F', 'granted')`);
    await test.db.execute(
      sql`insert into source_grants (source_id, subject_kind, subject_id) values ('src_f', 'group', ${group.id})`,
    );
    await deleteGroup(root, group.id);
    await expect(deleteGroup(root, group.id)).rejects.toMatchObject({ code: "not_found" });
    expect(await test.db.execute(sql`select 1 from source_grants`)).toHaveLength(0);
  });
});
