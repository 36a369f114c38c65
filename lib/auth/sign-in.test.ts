import { sql } from "drizzle-orm";
import { afterEach, beforeAll, beforeEach, expect, it } from "vitest";
import { POST as signInRoute } from "@/app/api/auth/sign-in/route";
import { POST as signOutRoute } from "@/app/api/auth/sign-out/route";
import { POST as welcomeRoute } from "@/app/api/auth/welcome/route";
import { PUT as passwordRoute } from "@/app/api/me/password/route";
import * as meRoute from "@/app/api/me/route";
import { DELETE as endRoute } from "@/app/api/sessions/[id]/route";
import { GET as sessionsRoute } from "@/app/api/sessions/route";
import { describeEachDatabase } from "@/db/testing/test-databases";
import { renewFirstAdminToken } from "./first-admin";
import { attemptsAllowed } from "./sign-in-throttle";
import { Browser } from "./testing/browser";

const email = "ada@example.org";
const password = "correct horse battery";

describeEachDatabase("Signing in", (test) => {
  const signIn = (browser: Browser, as: object = { email, password }) =>
    browser.send(signInRoute, { body: as });
  const me = (browser: Browser) => browser.send(meRoute.GET);
  const actions = async () =>
    (
      await test.db.execute<{ entry: string }>(sql`select entry::text as entry from audit_log order by seq`)
    ).map(({ entry }) => entry);

  beforeAll(async () => {
    await test.db.execute(
      sql`insert into conversations (id, owner, title) values ('cnv_before', null, 'Before')`,
    );
  });
  beforeEach(async () => {
    await test.db.execute(sql`delete from sign_in_attempts`);
  });

  it("the link of the start makes one admin of two posts at once, signs in and hands over what was asked", async () => {
    const old = await renewFirstAdminToken();
    const token = await renewFirstAdminToken();
    const late = new Browser();
    expect((await late.send(welcomeRoute, { body: { token: old } })).status).toBe(410);
    const browsers = [new Browser(), new Browser(), new Browser()];
    const statuses = await Promise.all(
      browsers.map((browser) =>
        browser
          .send(welcomeRoute, { body: { token, name: "Ada", email, password } })
          .then(({ status }) => status),
      ),
    );
    expect(statuses.toSorted()).toEqual([204, 410, 410]);
    const winner = browsers[statuses.indexOf(204)] ?? new Browser();
    const { body } = await me(winner);
    expect(body).toMatchObject({
      kind: "person",
      role: "admin",
      user: { name: "Ada", email, has_password: true },
    });
    expect(JSON.stringify(body)).not.toContain("argon2");
    const [owner] = await test.db.execute(sql`select owner from conversations where id = 'cnv_before'`);
    expect(owner?.owner).toBe(body.user.id);
    expect(await renewFirstAdminToken()).toBeUndefined();
    expect((await late.send(welcomeRoute, { body: { token } })).body.code).toBe("link_invalid");
  });

  it("204 with a cookie that scripts can't read, and the session is listed and can be ended", async () => {
    const [one, two] = [new Browser(), new Browser()];
    const { status, response } = await signIn(one, { email: "ADA@example.org", password });
    expect(status).toBe(204);
    expect(response.headers.get("set-cookie")).toMatch(/; HttpOnly; SameSite=Lax/);
    await signIn(two);
    const { body } = await one.send(sessionsRoute);
    const other = body.data.find((session: { current: boolean }) => !session.current);
    const own = body.data.find((session: { current: boolean }) => session.current);
    expect(own).toMatchObject({ user_agent: "test browser" });
    for (const session of body.data.filter((each: { id: string }) => each.id !== own.id))
      expect((await one.send(endRoute, { method: "DELETE", params: { id: session.id } })).status).toBe(204);
    expect((await one.send(endRoute, { method: "DELETE", params: { id: other.id } })).status).toBe(404);
    expect((await me(two)).status).toBe(401);
    expect((await one.send(signOutRoute, { method: "POST" })).status).toBe(204);
    expect(one.cookie).toBe("");
  });

  it("a session that was there before signing in is not taken over by who signs in", async () => {
    const [planter, victim] = [new Browser(), new Browser()];
    await signIn(planter);
    const planted = planter.cookie;
    victim.cookie = planted;
    await signIn(victim);
    expect(victim.cookie).not.toBe(planted);
    await planter.send(signOutRoute, { method: "POST" });
    expect((await me(victim)).status).toBe(200);
  });

  it("a cookie that was kept is worth nothing after signing out", async () => {
    const browser = new Browser();
    await signIn(browser);
    const kept = browser.cookie;
    await browser.send(signOutRoute, { method: "POST" });
    browser.cookie = kept;
    expect((await me(browser)).body.code).toBe("not_signed_in");
    expect((await browser.send(signOutRoute, { method: "POST" })).status).toBe(401);
  });

  it("401 in the same words for a wrong password, an unknown address and a disabled account", async () => {
    const wrong = await signIn(new Browser(), { email, password: "not the password" });
    const unknown = await signIn(new Browser(), { email: "nobody@example.org", password });
    await test.db.execute(sql`insert into users (id, email, role, password_hash, disabled_at)
      select 'usr_off', 'off@example.org', 'member', password_hash, now() from users where email = ${email}
      on conflict do nothing`);
    const off = await signIn(new Browser(), { email: "off@example.org", password });
    for (const { status, body } of [wrong, unknown, off]) {
      expect(status).toBe(401);
      expect(body.code).toBe("sign_in_failed");
      expect(body.detail).toBe(wrong.body.detail);
    }
    const log = (await actions()).join("\n");
    expect(log).toContain("sign_in.failed");
    expect(log).not.toContain("nobody@example.org");
  });

  it("an unknown address takes as long as a known one", { retry: 2 }, async () => {
    const addresses = [email, "nobody@example.org"];
    // In turns, so that what else the machine does falls on both.
    const times: number[][] = [[], []];
    for (let round = 0; round < 11; round++)
      for (const [at, address] of addresses.entries()) {
        await test.db.execute(sql`delete from sign_in_attempts`);
        const from = performance.now();
        await signIn(new Browser(), { email: address, password: "not the password" });
        times[at]?.push(performance.now() - from);
      }
    const [known = 0, unknown = 0] = times.map((each) => each.toSorted((a, b) => a - b)[5]);
    expect(Math.max(known, unknown) / Math.min(known, unknown)).toBeLessThan(1.8);
  });

  it("429 with Retry-After past ten attempts on an account, however many come at once and whether it exists", async () => {
    for (const address of [email, "nobody@example.org"]) {
      const answers = await Promise.all(
        Array.from({ length: attemptsAllowed.account + 5 }, () =>
          signIn(new Browser(), { email: address, password: "not the password" }),
        ),
      );
      expect(answers.filter(({ status }) => status === 401).length).toBe(attemptsAllowed.account);
      const refused = answers.filter(({ status }) => status === 429);
      expect(refused.length).toBe(5);
      expect(Number(refused[0]?.response.headers.get("retry-after"))).toBeGreaterThan(0);
      expect(refused[0]?.body.code).toBe("too_many_attempts");
    }
    expect((await signIn(new Browser())).status, "the right password too").toBe(429);
  });

  it("429 past a hundred attempts from an address, on whatever accounts", async () => {
    await test.db.execute(sql`insert into sign_in_attempts values
      ('address:unknown', ${attemptsAllowed.address}, now() + interval '10 minutes')`);
    expect((await signIn(new Browser())).status).toBe(429);
  });

  it("the right password takes earlier attempts back", async () => {
    for (let round = 0; round < attemptsAllowed.account - 1; round++)
      await signIn(new Browser(), { email, password: "not the password" });
    expect((await signIn(new Browser())).status).toBe(204);
    expect((await signIn(new Browser(), { email, password: "not the password" })).status).toBe(401);
  });

  it("422, 400, 415 and 413 for bodies that aren't one", async () => {
    const browser = new Browser();
    expect((await signIn(browser, { email })).status).toBe(422);
    expect((await signIn(browser, { email, password: "x".repeat(5000) })).status).toBe(413);
    browser.headers["content-type"] = "text/plain";
    expect((await signIn(browser)).status).toBe(415);
  });

  it("403 for a write from elsewhere or from nowhere, signed in or not", async () => {
    const browser = new Browser();
    browser.headers.origin = "https://evil.example";
    expect((await signIn(browser)).body.code).toBe("origin_not_allowed");
    browser.headers.origin = null;
    expect((await signIn(browser)).body.code).toBe("origin_not_allowed");
    browser.headers["sec-fetch-site"] = "same-origin";
    expect((await signIn(browser)).status).toBe(204);
    browser.headers["sec-fetch-site"] = null;
    expect((await browser.send(signOutRoute, { method: "POST" })).status).toBe(403);
  });

  it("a changed password ends every other session, and asks for the present one", async () => {
    const [one, two] = [new Browser(), new Browser()];
    await signIn(one);
    await signIn(two);
    const change = (body: object) => one.send(passwordRoute, { method: "PUT", body });
    expect((await change({ new_password: "another long one" })).body.code).toBe("password_wrong");
    expect((await change({ current_password: password, new_password: "short" })).status).toBe(422);
    const next = "another long password";
    expect((await change({ current_password: password, new_password: next })).status).toBe(204);
    expect((await me(one)).status).toBe(200);
    expect((await me(two)).status).toBe(401);
    expect((await signIn(two)).status).toBe(401);
    expect((await signIn(two, { email, password: next })).status).toBe(204);
    await one.send(passwordRoute, {
      method: "PUT",
      body: { current_password: next, new_password: password },
    });
  });

  it("name and address are changed by their owner; another address asks for the password and must be free", async () => {
    const browser = new Browser();
    await signIn(browser);
    const change = (body: object) => browser.send(meRoute.PATCH, { method: "PATCH", body });
    expect((await change({ name: "Ada L." })).body.user.name).toBe("Ada L.");
    expect((await change({ email: "new@example.org" })).body.code).toBe("password_wrong");
    expect((await change({ email: "OFF@example.org", current_password: password })).body.code).toBe(
      "email_taken",
    );
    expect((await change({ email, name: "Ada" })).status).toBe(200);
    expect((await change({ role: "admin" })).status).toBe(422);
  });

  it("every start, end and failure is in the audit log, and no secret or address", async () => {
    const log = await actions();
    for (const action of [
      "session.started",
      "session.ended",
      "sign_in.failed",
      "password.changed",
      "user.joined",
    ])
      expect(
        log.some((entry) => entry.includes(action)),
        action,
      ).toBe(true);
    const hashes = await test.db.execute(sql`select token_hash from sessions`);
    expect(hashes.every(({ token_hash }) => !log.join().includes(String(token_hash)))).toBe(true);
    expect(log.join()).not.toMatch(/correct horse|argon2/);
  });
});

describeEachDatabase("Signing in without a database", (test) => {
  afterEach(async () => {
    await test.db.execute(sql`alter table if exists gone rename to sign_in_attempts`);
  });
  it("is refused, not let through", async () => {
    const link = await renewFirstAdminToken();
    await new Browser().send(welcomeRoute, { body: { token: link, email, password } });
    await test.db.execute(sql`alter table sign_in_attempts rename to gone`);
    const { status } = await new Browser().send(signInRoute, { body: { email, password } });
    expect(status).toBeGreaterThanOrEqual(500);
  });
});
