import { sql } from "drizzle-orm";
import { afterEach, beforeAll, beforeEach, expect, it } from "vitest";
import { type Access, anonymousAccess } from "@/db/access";
import { describeEachDatabase } from "@/db/testing/test-databases";
import { ask, ingest, leave2025, parking, setEnv } from "@/lib/ask/testing/ask-fixture";
import type { Principal } from "@/lib/auth/schema";
import { patchDocument } from "@/lib/documents/change-documents";
import { listDocuments } from "@/lib/documents/list-documents";
import { documentListQuerySchema } from "@/lib/documents/schema";
import { acceptText } from "@/lib/ingest/accept-text";
import { sweep } from "@/lib/ingest/sweep";
import { getJob } from "@/lib/jobs/get-job";
import { search } from "@/lib/retrieval/search";
import { createSource } from "./create-source";
import { listSources } from "./list-sources";
import { deleteSource, getManagedSource, listManagedSources, patchSource, setGrants } from "./manage-sources";
import { viewAs } from "./view-as";

const admin: Access = { userId: "usr_admin", groupIds: [], suiteSourceIds: [], makesSources: true };
const editor: Access = { userId: "usr_editor", groupIds: [], suiteSourceIds: [] };
const grouped: Access = { userId: "usr_member", groupIds: ["grp_hr"], suiteSourceIds: [] };
const adminPrincipal: Principal = {
  kind: "person",
  userId: "usr_admin",
  name: "Admin",
  role: "admin",
  groupIds: [],
  keyId: null,
  scopes: [],
  sessionId: "ses",
};

const titles = async (access: Access) =>
  (await listDocuments({ access, query: documentListQuerySchema.parse({}) })).data
    .map(({ title }) => title)
    .sort();
const find = (access: Access, sources?: string[]) =>
  search({
    access,
    request: { query: "Where do visitors park?", top_k: 5, ...(sources && { filters: { sources } }) },
    signal: new AbortController().signal,
  });

describeEachDatabase("Sources", (test) => {
  let people = "";
  let facilities = "";
  beforeAll(async () => {
    await test.db.execute(sql`insert into users (id, name, email, role) values
      ('usr_admin', 'Ada', 'ada@example.org', 'admin'), ('usr_editor', '', 'eve@example.org', 'editor'),
      ('usr_member', 'Mo', null, 'member')`);
    await test.db.execute(sql`insert into groups (id, name) values ('grp_hr', 'HR')`);
    await test.db.execute(sql`insert into group_members (group_id, user_id) values ('grp_hr', 'usr_member')`);
    await ingest(test.db, [leave2025, parking]);
    const all = await listManagedSources({ access: admin });
    people = all.find(({ name }) => name === "People")?.id ?? "";
    facilities = all.find(({ name }) => name === "Facilities")?.id ?? "";
  });
  beforeEach(async () => {
    await patchSource({
      access: admin,
      actor: adminPrincipal,
      id: facilities,
      patch: { visibility: "granted", policy: "allowed" },
    });
    await setGrants({ access: admin, actor: adminPrincipal, id: facilities, grants: [] });
  });
  afterEach(() => setEnv({ RETRIEVAL_ALLOWED_SOURCES: undefined, RETRIEVAL_DENIED_SOURCES: undefined }));

  it("are managed by admins, who see names, counts and grants and read nothing for it", async () => {
    const source = await setGrants({
      access: admin,
      actor: adminPrincipal,
      id: facilities,
      grants: [
        { kind: "group", id: "grp_hr" },
        { kind: "user", id: "usr_editor" },
        { kind: "user", id: "usr_editor" },
      ],
    });
    expect(source).toMatchObject({
      name: "Facilities",
      visibility: "granted",
      document_count: 1,
      readable: false,
      grants: [
        { kind: "group", id: "grp_hr", name: "HR" },
        { kind: "user", id: "usr_editor", name: "eve@example.org" },
      ],
    });
    expect(await titles(admin)).toEqual([leave2025.title]);
    expect((await find(admin)).results.map(({ title }) => title)).not.toContain("Parking");
  });

  it("are read by those who were granted them, themselves or through a group, and at once no more", async () => {
    expect(await titles(editor)).toEqual([leave2025.title]);
    await setGrants({
      access: admin,
      actor: adminPrincipal,
      id: facilities,
      grants: [{ kind: "user", id: "usr_editor" }],
    });
    expect(await titles(editor)).toEqual([leave2025.title, "Parking"]);
    expect(await titles(grouped)).toEqual([leave2025.title]);
    await setGrants({
      access: admin,
      actor: adminPrincipal,
      id: facilities,
      grants: [{ kind: "group", id: "grp_hr" }],
    });
    expect(await titles(editor)).toEqual([leave2025.title]);
    expect((await find(grouped)).results[0]?.title).toBe("Parking");
    await setGrants({ access: admin, actor: adminPrincipal, id: facilities, grants: [] });
    expect((await find(grouped)).results.map(({ title }) => title)).not.toContain("Parking");
    expect((await ask("Where do visitors park?", { access: grouped })).answer).not.toContain("level 2");
  });

  it("grant nothing to somebody who isn't there, and keep what was granted", async () => {
    await setGrants({
      access: admin,
      actor: adminPrincipal,
      id: facilities,
      grants: [{ kind: "user", id: "usr_editor" }],
    });
    await expect(
      setGrants({
        access: admin,
        actor: adminPrincipal,
        id: facilities,
        grants: [{ kind: "group", id: "grp_none" }],
      }),
    ).rejects.toMatchObject({
      code: "invalid_request",
      invalidParams: [{ reason: "no such group: grp_none" }],
    });
    expect((await getManagedSource({ access: admin, id: facilities })).grants).toHaveLength(1);
    await expect(
      setGrants({ access: admin, actor: adminPrincipal, id: "src_none", grants: [] }),
    ).rejects.toMatchObject({
      code: "not_found",
    });
  });

  it("that one may not know of are told as those that aren't there, whatever names them", async () => {
    const failure = (work: Promise<unknown>) =>
      work.then(
        () => "done",
        (error: { code: string; public: string }) =>
          `${error.code} ${error.public}`.replaceAll(/Facilities|Nowhere/g, "X"),
      );
    const document = (source: string) => ({ title: "Note", text: "Nothing.", source });
    const [own] = (await listDocuments({ access: editor, query: documentListQuerySchema.parse({}) })).data;
    for (const attempt of [
      (source: string) => find(editor, [source]),
      (source: string) =>
        ask({ question: "Where do visitors park?", filters: { sources: [source] } }, { access: editor }),
      (source: string) => listDocuments({ access: editor, query: documentListQuerySchema.parse({ source }) }),
      (source: string) => acceptText({ access: editor, requestId: "req", document: document(source) }),
      (source: string) => patchDocument({ access: editor, id: own?.id ?? "", patch: { source } }),
      (source: string) => createSource({ access: editor, actor: adminPrincipal, source: { name: source } }),
    ]) {
      const [forbidden, unknown] = [await failure(attempt("Facilities")), await failure(attempt("Nowhere"))];
      expect(forbidden).toBe(unknown);
      expect(forbidden).toMatch(/^(source_unknown|forbidden) /);
    }
  });

  it("are made by admins: with grants from the start, and under a name once", async () => {
    const made = await createSource({
      access: admin,
      actor: adminPrincipal,
      source: { name: "Legal", visibility: "granted", grants: [{ kind: "user", id: "usr_editor" }] },
    });
    expect(made).toMatchObject({ name: "Legal", visibility: "granted", document_count: 0 });
    expect((await listSources({ access: editor })).map(({ name }) => name)).toContain("Legal");
    expect((await listSources({ access: admin })).map(({ name }) => name)).not.toContain("Legal");
    await expect(
      createSource({ access: admin, actor: adminPrincipal, source: { name: "legal" } }),
    ).rejects.toMatchObject({
      code: "conflict",
    });
    await expect(
      patchSource({ access: admin, actor: adminPrincipal, id: made.id, patch: { name: "PEOPLE" } }),
    ).rejects.toMatchObject({ code: "conflict" });
    expect(
      await patchSource({
        access: admin,
        actor: adminPrincipal,
        id: made.id,
        patch: { name: "Law", trusted: false },
      }),
    ).toMatchObject({
      name: "Law",
      trusted: false,
    });
    await deleteSource({ access: admin, actor: adminPrincipal, id: made.id, documents: "keep" });
    await expect(getManagedSource({ access: admin, id: made.id })).rejects.toMatchObject({
      code: "not_found",
    });
  });

  it("are deleted with their documents when that is said, leave no trace, and free their name", async () => {
    const [id] = await ingest(test.db, [{ ...parking, title: "Old", uri: "old.md", source: "Attic" }]);
    const attic =
      (await listManagedSources({ access: admin })).find(({ name }) => name === "Attic")?.id ?? "";
    await expect(
      deleteSource({ access: admin, actor: adminPrincipal, id: attic, documents: "keep" }),
    ).rejects.toMatchObject({
      code: "conflict",
      public: expect.stringContaining("1 document."),
    });
    await deleteSource({ access: admin, actor: adminPrincipal, id: attic, documents: "delete" });
    expect(await titles(anonymousAccess)).not.toContain("Old");
    expect(
      (await createSource({ access: admin, actor: adminPrincipal, source: { name: "Attic" } })).id,
    ).not.toBe(attic);
    setEnv({ UNDO_SECONDS: "0" });
    await sweep(test.db, { signal: new AbortController().signal });
    await sweep(test.db, { signal: new AbortController().signal });
    setEnv({ UNDO_SECONDS: undefined });
    const left = await test.db.execute(sql`
      select 1 from sources where id = ${attic} union all select 1 from chunks where document_id = ${id}`);
    expect(left.length).toBe(0);
  });

  it("are used or not by name, by their own policy and by the settings, whoever asks", async () => {
    await patchSource({
      access: admin,
      actor: adminPrincipal,
      id: facilities,
      patch: { visibility: "everyone" },
    });
    const everything = [leave2025.title, "Parking"];
    expect(await titles(editor)).toEqual(everything);
    await patchSource({ access: admin, actor: adminPrincipal, id: facilities, patch: { policy: "denied" } });
    expect(await titles(editor)).toEqual([leave2025.title]);
    await patchSource({ access: admin, actor: adminPrincipal, id: facilities, patch: { policy: "allowed" } });
    setEnv({ RETRIEVAL_DENIED_SOURCES: "facilities, Other" });
    expect(await titles(editor)).toEqual([leave2025.title]);
    await expect(find(editor, ["Facilities"])).rejects.toMatchObject({ code: "source_unknown", status: 422 });
    expect(await getManagedSource({ access: admin, id: facilities })).toMatchObject({
      policy_by_settings: "denied",
    });
    setEnv({ RETRIEVAL_DENIED_SOURCES: undefined, RETRIEVAL_ALLOWED_SOURCES: "Facilities" });
    expect(await titles(editor)).toEqual(["Parking"]);
    setEnv({ RETRIEVAL_DENIED_SOURCES: "FACILITIES" });
    expect(await titles(editor)).toEqual([]);
    expect(await getManagedSource({ access: admin, id: people })).toMatchObject({
      policy_by_settings: "denied",
    });
  });

  it("hide a file of one's own upload once its source is lost, also when the file is erased", async () => {
    await setGrants({
      access: admin,
      actor: adminPrincipal,
      id: facilities,
      grants: [{ kind: "user", id: "usr_editor" }],
    });
    const document = { title: "Secret name", text: "Bicycles stand in the yard.", source: "Facilities" };
    const { job_id: id } = await acceptText({ access: editor, requestId: "req", document });
    expect(JSON.stringify(await getJob({ access: editor, id }))).toContain("Secret name");
    await setGrants({ access: admin, actor: adminPrincipal, id: facilities, grants: [] });
    const job = await getJob({ access: editor, id });
    expect(job).toMatchObject({ label: "0 files", items: [], progress: { total: 0 } });
    await test.db.execute(sql`delete from documents where title = 'Secret name'`);
    expect(JSON.stringify(await getJob({ access: editor, id }))).not.toContain("Secret name");
  });

  it("are seen as somebody else sees them: titles and counts, page by page, and no more", async () => {
    const view = (query: object) =>
      viewAs({ principal: adminPrincipal, query: { user_id: "usr_member", limit: 1, ...query } });
    await setGrants({
      access: admin,
      actor: adminPrincipal,
      id: facilities,
      grants: [{ kind: "group", id: "grp_hr" }],
    });
    const first = await view({});
    expect(first).toMatchObject({ user: { name: "Mo", role: "member" }, document_count: 2 });
    expect(first.documents.map(({ title }) => title)).toEqual([leave2025.title]);
    const second = await view({ cursor: first.next_cursor });
    expect(second.documents).toMatchObject([{ title: "Parking", source: { name: "Facilities" } }]);
    expect(second.next_cursor).toBeNull();
    expect((await view({ source: facilities })).document_count).toBe(1);
    expect(JSON.stringify([first, second])).not.toContain("level 2");
    const [written] = await test.db.execute<{ entry: string }>(
      sql`select entry from audit_log order by seq desc limit 1`,
    );
    expect(JSON.parse(written?.entry ?? "{}")).toMatchObject({
      action: "access.viewed_as",
      target: { id: "usr_member" },
    });
    expect((await view({ user_id: "usr_editor" })).document_count).toBe(1);
    expect((await view({ user_id: "usr_editor", source: facilities })).document_count).toBe(0);
    await expect(view({ user_id: "usr_none" })).rejects.toMatchObject({ code: "not_found" });
  });
});
