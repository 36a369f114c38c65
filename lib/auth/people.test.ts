import { sql } from "drizzle-orm";
import { SMTPServer } from "smtp-server";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { POST as resetRoute } from "@/app/api/auth/reset/route";
import { POST as resetLinkRoute } from "@/app/api/auth/reset-link/route";
import { POST as signInRoute } from "@/app/api/auth/sign-in/route";
import { POST as welcomeRoute } from "@/app/api/auth/welcome/route";
import * as invitationRoute from "@/app/api/invitations/[id]/route";
import { POST as acceptRoute } from "@/app/api/invitations/accept/route";
import { POST as lookUpRoute } from "@/app/api/invitations/look-up/route";
import * as invitationsRoute from "@/app/api/invitations/route";
import { GET as meRoute } from "@/app/api/me/route";
import { POST as userLinkRoute } from "@/app/api/users/[id]/reset-link/route";
import * as userRoute from "@/app/api/users/[id]/route";
import { GET as usersRoute } from "@/app/api/users/route";
import { describeEachDatabase } from "@/db/testing/test-databases";
import { setEnv } from "@/lib/ask/testing/ask-fixture";
import { renewFirstAdminToken } from "./first-admin";
import { createGroup } from "./groups";
import { localPerson } from "./local-person";
import { Browser } from "./testing/browser";

const password = "correct horse battery";

describeEachDatabase("People", (test) => {
  const admin = new Browser();
  const mails: string[] = [];
  let adminId = "";
  let groupId = "";
  let refusing = false;
  const smtp = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    onRcptTo: (_address, _session, done) => done(refusing ? new Error("no such mailbox") : undefined),
    onData(stream, _session, done) {
      const parts: Buffer[] = [];
      stream.on("data", (part: Buffer) => parts.push(part));
      stream.on("end", () => {
        mails.push(Buffer.concat(parts).toString().replace(/=\r\n/g, "").replace(/=3D/g, "="));
        done();
      });
    },
  });

  beforeAll(async () => {
    await new Promise<void>((resolve) => smtp.listen(0, "127.0.0.1", resolve));
    const token = await renewFirstAdminToken();
    await admin.send(welcomeRoute, { body: { token, name: "Ada", email: "ada@example.org", password } });
    adminId = (await admin.send(meRoute)).body.user.id;
    groupId = (await createGroup({ ...localPerson, role: "admin" }, { name: "HR" })).id;
  });
  afterAll(async () => {
    setEnv({ SMTP_URL: undefined, PUBLIC_URL: undefined });
    await new Promise<void>((resolve) => smtp.close(() => resolve()));
  });
  beforeEach(async () => {
    setEnv({ SMTP_URL: undefined, PUBLIC_URL: undefined });
    refusing = false;
    mails.length = 0;
    await test.db.execute(sql`delete from sign_in_attempts`);
  });

  const withMail = () => {
    const { port } = smtp.server.address() as { port: number };
    setEnv({ SMTP_URL: `smtp://127.0.0.1:${port}`, PUBLIC_URL: "https://reading.example" });
  };
  const tokenOf = (url: string) => /token=([\w-]+)/.exec(url)?.[1] ?? "";
  const invite = (body: object) => admin.send(invitationsRoute.POST, { body });
  const patch = (id: string, body: object, as = admin) =>
    as.send(userRoute.PATCH, { method: "PATCH", params: { id }, body });
  const join = async (email: string, body: object = {}) => {
    const { url } = (await invite({ email, ...body })).body;
    const browser = new Browser();
    await browser.send(acceptRoute, { body: { token: tokenOf(url), name: email.split("@")[0], password } });
    const { id } = (await browser.send(meRoute)).body.user;
    return { browser, id: id as string };
  };

  it("an invitation makes one account of two who accept at once, with its role and groups", async () => {
    const { status, body } = await invite({ role: "editor", group_ids: [groupId] });
    expect(status).toBe(201);
    expect(body).toMatchObject({ state: "open", mailed: false, email: null });
    expect(body.url).toMatch(/^http:\/\/localhost:3000\/invitation\?token=/);
    const token = tokenOf(body.url);
    const looked = await new Browser().send(lookUpRoute, { body: { token } });
    expect(looked.body).toMatchObject({ role: "editor", email: null });
    const browsers = [new Browser(), new Browser(), new Browser()];
    const statuses = await Promise.all(
      browsers.map((browser, number) =>
        browser
          .send(acceptRoute, { body: { token, name: "Eve", email: `eve${number}@example.org`, password } })
          .then((answer) => answer.status),
      ),
    );
    expect(statuses.toSorted()).toEqual([204, 410, 410]);
    const { body: me } = await (browsers[statuses.indexOf(204)] ?? admin).send(meRoute);
    expect(me).toMatchObject({
      role: "editor",
      user: { name: "Eve", groups: [{ id: groupId, name: "HR" }] },
    });
    expect((await new Browser().send(lookUpRoute, { body: { token } })).body.code).toBe("link_invalid");
    const listed = (await admin.send(invitationsRoute.GET)).body.data;
    expect(listed.find(({ id }: { id: string }) => id === body.id).state).toBe("used");
    expect(JSON.stringify(listed)).not.toContain("token");
  });

  it("an invitation for an address makes an account with that address alone", async () => {
    const { url } = (await invite({ email: "bo@example.org" })).body;
    const token = tokenOf(url);
    const accept = (body: object) =>
      new Browser().send(acceptRoute, { body: { token, name: "Bo", password, ...body } });
    expect((await accept({ email: "else@example.org" })).status).toBe(422);
    expect((await accept({ password: "short" })).status).toBe(422);
    expect((await accept({})).status).toBe(204);
    expect((await invite({ email: "BO@example.org" })).body.code).toBe("email_taken");
    expect((await invite({ group_ids: ["grp_none"] })).status).toBe(422);
  });

  it("an invitation that was withdrawn or has expired no longer works", async () => {
    const made = (await invite({})).body;
    const withdraw = () => admin.send(invitationRoute.DELETE, { method: "DELETE", params: { id: made.id } });
    expect((await withdraw()).status).toBe(204);
    expect((await withdraw()).status).toBe(404);
    const body = { token: tokenOf(made.url), name: "X", email: "x@example.org", password };
    expect((await new Browser().send(acceptRoute, { body })).status).toBe(410);
    const late = (await invite({})).body;
    await test.db.execute(sql`update invitations set expires_at = now() where id = ${late.id}`);
    const answer = await new Browser().send(acceptRoute, { body: { ...body, token: tokenOf(late.url) } });
    expect(answer.status).toBe(410);
  });

  it("goes out by mail over a real server, and says so when the mail was refused", async () => {
    withMail();
    expect((await invite({ email: "mia@example.org" })).body.mailed).toBe(true);
    expect(mails[0]).toMatch(/^To: mia@example.org/m);
    expect(mails[0]).toContain("https://reading.example/invitation?token=");
    refusing = true;
    const { status, body } = await invite({ email: "no@example.org" });
    expect([status, body.mailed]).toEqual([201, false]);
  });

  it("a forgotten password: 202 for any address, a mail for an account's, a link that works once", async () => {
    withMail();
    const { browser, id } = await join("kim@example.org");
    mails.length = 0;
    const ask = (email: string) => new Browser().send(resetLinkRoute, { body: { email } });
    const [unknown, known] = [await ask("nobody@example.org"), await ask("KIM@example.org")];
    expect([unknown.status, unknown.body]).toEqual([202, ""]);
    expect([known.status, known.body]).toEqual([202, ""]);
    await expect.poll(() => mails.length, { timeout: 10_000 }).toBe(1);
    const token = tokenOf(/token=[\w-]+/.exec(mails[0] ?? "")?.[0] ?? "");
    const set = (next: string) => new Browser().send(resetRoute, { body: { token, password: next } });
    expect((await set("short")).status).toBe(422);
    const both = await Promise.all([set("the first new one"), set("the other new one")]);
    expect(both.map(({ status }) => status).toSorted()).toEqual([204, 410]);
    expect((await browser.send(meRoute)).status, "sessions have ended").toBe(401);
    const next = both[0]?.status === 204 ? "the first new one" : "the other new one";
    const signIn = (with_: string) =>
      new Browser().send(signInRoute, { body: { email: "kim@example.org", password: with_ } });
    expect((await signIn(password)).status).toBe(401);
    expect((await signIn(next)).status).toBe(204);
    await patch(id, { disabled: true });
    await ask("kim@example.org");
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(mails.length, "none for whoever is shut out").toBe(1);
  });

  it("asking for links again and again is refused with 429, alike for every address", async () => {
    for (const email of ["ada@example.org", "nobody@example.org"]) {
      let last = 0;
      for (let round = 0; round < 11; round++)
        last = (await new Browser().send(resetLinkRoute, { body: { email } })).status;
      expect(last).toBe(429);
    }
  });

  it("an admin makes a link for somebody; a second link ends the first", async () => {
    const { id } = await join("lee@example.org");
    const make = () => admin.send(userLinkRoute, { method: "POST", params: { id } });
    const [first, second] = [await make(), await make()];
    expect(first.status).toBe(201);
    const set = (url: string) => new Browser().send(resetRoute, { body: { token: tokenOf(url), password } });
    expect((await set(first.body.url)).status).toBe(410);
    expect((await set(second.body.url)).status).toBe(204);
    expect((await set(second.body.url)).status).toBe(410);
    expect((await admin.send(userLinkRoute, { method: "POST", params: { id: "usr_none" } })).status).toBe(
      404,
    );
  });

  it("people are listed a page at a time and found by name or address, without any hash", async () => {
    const names: string[] = [];
    let path: string | null = "/api/users?limit=2";
    while (path) {
      const { body }: { body: { data: { id: string; name: string }[]; next_cursor: string | null } } =
        await admin.send(usersRoute, { path });
      expect(body.data.length).toBeLessThanOrEqual(2);
      expect(JSON.stringify(body)).not.toMatch(/argon2|password/);
      names.push(...body.data.map(({ id }) => id));
      path = body.next_cursor && `/api/users?limit=2&cursor=${body.next_cursor}`;
    }
    const [count] = await test.db.execute(sql`select count(*)::int as n from users`);
    expect(new Set(names).size).toBe(count?.n);
    const { body } = await admin.send(usersRoute, { path: "/api/users?q=ADA%40" });
    expect(body.data.map(({ name }: { name: string }) => name)).toEqual(["Ada"]);
    expect((await admin.send(usersRoute, { path: "/api/users?q=%25" })).body.data).toEqual([]);
    expect((await admin.send(usersRoute, { path: "/api/users?cursor=x" })).status).toBe(422);
  });

  it("a lost role and being shut out act on the next request", async () => {
    const { browser, id } = await join("max@example.org", { role: "admin" });
    expect((await browser.send(usersRoute)).status).toBe(200);
    expect((await patch(id, { role: "member", group_ids: [groupId] })).body.groups.length).toBe(1);
    expect((await browser.send(usersRoute)).body.code).toBe("forbidden");
    expect((await patch(id, { disabled: true })).body.disabled).toBe(true);
    expect((await browser.send(meRoute)).status).toBe(401);
    expect((await patch(id, { disabled: false })).status).toBe(200);
    expect((await browser.send(meRoute)).status, "the old session stays ended").toBe(401);
    expect((await patch("usr_none", {})).status).toBe(404);
    expect((await patch(id, { group_ids: ["grp_none"] })).status).toBe(422);
    const gone = await admin.send(userRoute.DELETE, { method: "DELETE", params: { id } });
    expect(gone.status).toBe(204);
    expect((await admin.send(userRoute.GET, { params: { id } })).status).toBe(404);
  });

  it("whoever is no admin any more leaves no open invitation behind", async () => {
    const { browser, id } = await join("ned@example.org", { role: "admin" });
    const { url } = (await browser.send(invitationsRoute.POST, { body: { role: "admin" } })).body;
    await patch(id, { role: "member" });
    expect((await new Browser().send(lookUpRoute, { body: { token: tokenOf(url) } })).status).toBe(410);
  });

  it("the last admin stays, also when two admins take each other's role away at once", async () => {
    expect((await patch(adminId, { role: "member" })).body.code).toBe("last_admin");
    expect((await patch(adminId, { disabled: true })).body.code).toBe("last_admin");
    const remove = await admin.send(userRoute.DELETE, { method: "DELETE", params: { id: adminId } });
    expect([remove.status, remove.body.code]).toEqual([409, "last_admin"]);
    const other = await join("zoe@example.org", { role: "admin" });
    const both = await Promise.all([
      patch(other.id, { role: "member" }),
      patch(adminId, { role: "member" }, other.browser),
    ]);
    expect(both.filter(({ status }) => status === 200).length).toBe(1);
    const [left] = await test.db.execute(
      sql`select count(*)::int as n from users where role = 'admin' and disabled_at is null`,
    );
    expect(left?.n).toBe(1);
    await test.db.execute(sql`update users set role = 'admin' where id = ${adminId}`);
  });

  it("nobody else manages people: 401 without a session, 403 for another role", async () => {
    const { browser } = await join("pat@example.org", { role: "editor" });
    for (const [who, status] of [
      [new Browser(), 401],
      [browser, 403],
    ] as const) {
      expect((await who.send(usersRoute)).status).toBe(status);
      expect((await who.send(invitationsRoute.POST, { body: {} })).status).toBe(status);
      expect((await patch(adminId, { role: "member" }, who)).status).toBe(status);
      expect((await who.send(userLinkRoute, { method: "POST", params: { id: adminId } })).status).toBe(
        status,
      );
    }
  });

  it("each change is in the audit log, and no token or hash", async () => {
    const rows = await test.db.execute<{ entry: string }>(sql`select entry::text as entry from audit_log`);
    const log = rows.map(({ entry }) => entry).join("\n");
    for (const action of [
      "user.invited",
      "user.joined",
      "user.changed",
      "user.removed",
      "password.changed",
      "password.link_made",
    ])
      expect(log, action).toContain(action);
    expect(log).not.toMatch(/argon2|token=|correct horse/);
  });
});
