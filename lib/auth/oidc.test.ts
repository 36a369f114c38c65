import { createServer, type Server } from "node:http";
import { sql } from "drizzle-orm";
import Provider from "oidc-provider";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { GET as callbackRoute } from "@/app/api/auth/callback/oidc/route";
import { GET as startRoute } from "@/app/api/auth/oidc/route";
import { GET as optionsRoute } from "@/app/api/auth/options/route";
import { GET as meRoute } from "@/app/api/me/route";
import { describeEachDatabase } from "@/db/testing/test-databases";
import { setEnv } from "@/lib/ask/testing/ask-fixture";
import { Browser } from "./testing/browser";

const base = "http://localhost:3000";
/** What the provider says of each of its people. */
const claims: Record<string, object> = {
  bob: { email: "bob@example.org", email_verified: true, name: "Bob" },
  eve: { email: "ann@example.org", email_verified: false, name: "Eve" },
  ivy: { email: "ivy@example.org", email_verified: true, name: "Ivy" },
  off: { email: "off@example.org", email_verified: true, name: "Off" },
};

/** A browser that keeps the cookies of both sites. */
class Visitor extends Browser {
  private readonly jar = new Map<string, string>();

  /** Signs in at the provider as `who` and comes back. The address where it ends up. */
  async signIn(who: string, change: (callback: URL) => void = () => {}): Promise<string> {
    const started = await this.visit(startRoute, "/api/auth/oidc?next=%2Fdocuments");
    if (started.status !== 302) return `${started.status}`;
    let location = started.headers.get("location") ?? "";
    for (let hop = 0; !location.startsWith(base); hop++) {
      if (hop > 10) throw new Error(`no way back from ${location}`);
      location = await this.atProvider(location, who);
    }
    const callback = new URL(location);
    change(callback);
    const done = await this.visit(callbackRoute, callback.pathname + callback.search);
    return done.headers.get("location") ?? `${done.status}`;
  }

  private async visit(route: typeof startRoute, path: string): Promise<Response> {
    this.headers.cookie = this.cookies("own");
    const { response } = await this.send(route, { path });
    this.keep("own", response);
    const session = this.jar.get("own groundwork-session");
    if (session) this.cookie = `groundwork-session=${session}`;
    delete this.headers.cookie;
    return response;
  }

  private async atProvider(url: string, who: string): Promise<string> {
    const ask = (address: string, init: RequestInit = {}) =>
      fetch(address, {
        redirect: "manual",
        ...init,
        headers: { cookie: this.cookies("provider"), ...init.headers },
      });
    let response = await ask(url);
    this.keep("provider", response);
    if (response.status === 200) {
      // The form of the provider's own development pages: who it is, then consent.
      const prompt = (await response.text()).includes('value="login"') ? "login" : "consent";
      response = await ask(url, {
        method: "POST",
        headers: { "content-type": "application/x-www-form-urlencoded" },
        body: new URLSearchParams({ prompt, login: who, password: "x" }),
      });
      this.keep("provider", response);
    }
    return new URL(response.headers.get("location") ?? "", url).href;
  }

  private keep(site: string, response: Response): void {
    for (const set of response.headers.getSetCookie()) {
      const [pair = ""] = set.split(";");
      const at = pair.indexOf("=");
      this.jar.set(`${site} ${pair.slice(0, at)}`, pair.slice(at + 1));
    }
  }

  private cookies(site: string): string {
    return [...this.jar]
      .filter(([name, value]) => name.startsWith(`${site} `) && value !== "")
      .map(([name, value]) => `${name.slice(site.length + 1)}=${value}`)
      .join("; ");
  }
}

describeEachDatabase("Signing in through a provider", (test) => {
  let server: Server;
  let issuer = "";

  beforeAll(async () => {
    claims.ann = { email: "ann@example.org", email_verified: true, name: "Ann" };
    server = createServer();
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    issuer = `http://127.0.0.1:${(server.address() as { port: number }).port}`;
    const provider = new Provider(issuer, {
      clients: [
        {
          client_id: "groundwork",
          client_secret: "a secret of the client",
          redirect_uris: [`${base}/api/auth/callback/oidc`],
        },
      ],
      claims: { openid: ["sub"], email: ["email", "email_verified"], profile: ["name"] },
      findAccount: (_context, id) => ({ accountId: id, claims: () => ({ sub: id, ...claims[id] }) }),
      features: { devInteractions: { enabled: true } },
    });
    server.on("request", provider.callback());
    setEnv({
      OIDC_ISSUER: issuer,
      OIDC_CLIENT_ID: "groundwork",
      OIDC_CLIENT_SECRET: "a secret of the client",
      PUBLIC_URL: base,
    });
    await test.db.execute(sql`insert into users (id, name, email, role, password_hash) values
      ('usr_root', 'Root', 'root@example.org', 'admin', null),
      ('usr_ann', 'Ann', 'Ann@example.org', 'editor', 'some hash')`);
    await test.db.execute(sql`insert into users (id, name, email, role, disabled_at) values
      ('usr_off', 'Off', 'off@example.org', 'admin', now())`);
    await test.db.execute(sql`insert into sessions (id, token_hash, user_id, expires_at) values
      ('ses_before', 'x', 'usr_ann', now() + interval '1 day')`);
  }, 60_000);
  afterAll(async () => {
    setEnv({
      OIDC_ISSUER: undefined,
      OIDC_CLIENT_ID: undefined,
      OIDC_CLIENT_SECRET: undefined,
      PUBLIC_URL: undefined,
    });
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  beforeEach(() => setEnv({ OIDC_SIGN_UP: undefined }));

  it("an account with the verified address is signed in, and what its earlier holder had ends", async () => {
    const visitor = new Visitor();
    expect(await visitor.signIn("ann")).toBe(`${base}/documents`);
    expect((await visitor.send(meRoute)).body).toMatchObject({
      role: "editor",
      user: { id: "usr_ann", has_password: false },
    });
    const [before] = await test.db.execute(sql`select 1 from sessions where id = 'ses_before'`);
    expect(before).toBeUndefined();
    const again = new Visitor();
    claims.ann = { email: "moved@example.org", email_verified: true };
    await again.signIn("ann");
    expect((await again.send(meRoute)).body.user.id, "the same person under another address").toBe("usr_ann");
  });

  it("an address that the provider did not verify opens nothing", async () => {
    const visitor = new Visitor();
    expect(await visitor.signIn("eve")).toBe(`${base}/sign-in?error=AccessDenied`);
    expect((await visitor.send(meRoute)).status).toBe(401);
  });

  it("whoever nobody invited has no account, or is a member where the setting says so", async () => {
    expect(await new Visitor().signIn("bob")).toBe(`${base}/sign-in?error=AccessDenied`);
    setEnv({ OIDC_SIGN_UP: "member" });
    const visitor = new Visitor();
    expect(await visitor.signIn("bob")).toBe(`${base}/documents`);
    expect((await visitor.send(meRoute)).body).toMatchObject({ role: "member", user: { name: "Bob" } });
  });

  it("an invitation for the address is accepted by it", async () => {
    await test.db.execute(sql`insert into invitations (id, token_hash, email, role, expires_at)
      values ('inv_ivy', 'hash', 'Ivy@example.org', 'approver', now() + interval '1 day')`);
    const visitor = new Visitor();
    await visitor.signIn("ivy");
    expect((await visitor.send(meRoute)).body).toMatchObject({ role: "approver", user: { name: "Ivy" } });
    const [row] = await test.db.execute(
      sql`select used_at is not null as used from invitations where id = 'inv_ivy'`,
    );
    expect(row?.used).toBe(true);
  });

  it("an account that was shut out stays out", async () => {
    expect(await new Visitor().signIn("off")).toContain("error=AccessDenied");
  });

  it("a way back with another state, or in another browser, signs nobody in", async () => {
    const visitor = new Visitor();
    const wrong = await visitor.signIn("ann", (callback) => callback.searchParams.set("state", "another"));
    expect(wrong).toContain("/sign-in?error=");
    expect(visitor.cookie).toBe("");
    let stolen = "";
    await new Visitor().signIn("ann", (callback) => {
      stolen = callback.search;
      callback.search = "";
    });
    const other = new Visitor();
    const { response } = await other.send(callbackRoute, { path: `/api/auth/callback/oidc${stolen}` });
    expect(response.headers.get("location")).toContain("/sign-in?error=");
    expect(other.cookie).toBe("");
  });

  it("404 where no provider is set, and the sign-in page says what there is", async () => {
    expect((await new Browser().send(optionsRoute)).body).toEqual({
      password: true,
      oidc: { name: "single sign-on", url: "/api/auth/oidc" },
      mail: false,
      accounts: true,
    });
    setEnv({ OIDC_ISSUER: undefined });
    expect((await new Browser().send(startRoute, { path: "/api/auth/oidc" })).status).toBe(404);
    expect((await new Browser().send(optionsRoute)).body.oidc).toBeNull();
    setEnv({ OIDC_ISSUER: issuer });
  });

  it("a provider that does not answer leads back to the sign-in page", async () => {
    setEnv({ OIDC_ISSUER: "http://127.0.0.1:9" });
    const { response } = await new Browser().send(startRoute, { path: "/api/auth/oidc" });
    expect(response.headers.get("location")).toBe(`${base}/sign-in?error=Configuration`);
    setEnv({ OIDC_ISSUER: issuer });
  });
});
