import { sql } from "drizzle-orm";
import { beforeEach, expect, it } from "vitest";
import { z } from "zod";
import { describeEachDatabase } from "@/db/testing/test-databases";
import { withApi } from "./with-api";

let runs = 0;
let release: (() => void) | undefined;
const post = withApi({
  endpoint: "/api/things",
  auth: { scope: "search" },
  body: z.strictObject({ name: z.string(), wait: z.boolean().optional(), fail: z.boolean().optional() }),
  handler: async ({ body }) => {
    runs++;
    if (body.wait)
      await new Promise<void>((resolve) => {
        release = resolve;
      });
    if (body.fail) return Response.json({ failed: true }, { status: 409 });
    return Response.json({ made: body.name, secret: "gw_told_once", run: runs }, { status: 201 });
  },
});

async function send(key: string | null, body: object): Promise<Response> {
  const headers = {
    host: "localhost:3000",
    "content-type": "application/json",
    ...(key === null ? {} : { "idempotency-key": key }),
  };
  return post(
    new Request("http://localhost:3000/api/things", { method: "POST", headers, body: JSON.stringify(body) }),
    {
      params: Promise.resolve({}),
    },
  );
}

describeEachDatabase("A write with an Idempotency-Key", (test) => {
  beforeEach(async () => {
    runs = 0;
    await test.db.execute(sql`delete from idempotency_keys`);
  });

  it("is done once, and answered the same again", async () => {
    const first = await send("k1", { name: "a" });
    const again = await send("k1", { name: "a" });
    expect([first.status, again.status, runs]).toEqual([201, 201, 1]);
    expect(await again.json()).toEqual(await first.json());
    expect(again.headers.get("idempotency-replayed")).toBe("true");
    expect(again.headers.get("content-type")).toBe(first.headers.get("content-type"));
  });

  it("is done each time without the header", async () => {
    await send(null, { name: "a" });
    await send(null, { name: "a" });
    expect(runs).toBe(2);
  });

  it("refuses the key for another request, and a key of the wrong form", async () => {
    await send("k2", { name: "a" });
    const other = await send("k2", { name: "b" });
    expect([other.status, ((await other.json()) as { code: string }).code]).toEqual([
      422,
      "idempotency_key_reused",
    ]);
    expect((await send("two words", { name: "a" })).status).toBe(422);
    expect((await send("x".repeat(256), { name: "a" })).status).toBe(422);
    expect(runs).toBe(1);
  });

  it("tells a twin that comes meanwhile to wait", async () => {
    const first = send("k3", { name: "a", wait: true });
    await expect.poll(() => release, { timeout: 10_000 }).toBeDefined();
    const twin = await send("k3", { name: "a", wait: true });
    expect([twin.status, twin.headers.get("retry-after")]).toEqual([409, "1"]);
    release?.();
    expect((await first).status).toBe(201);
    expect((await send("k3", { name: "a", wait: true })).status).toBe(201);
    expect(runs).toBe(1);
  });

  it("may be tried again after it failed, or after it was lost half-way", async () => {
    await send("k4", { name: "a", fail: true });
    await send("k4", { name: "a", fail: true });
    expect(runs).toBe(2);
    await send("k5", { name: "a" });
    await test.db.execute(
      sql`update idempotency_keys set done = false, locked_until = now() - interval '1 second'`,
    );
    await send("k5", { name: "a" });
    expect(runs).toBe(4);
  });

  it("is forgotten after a day", async () => {
    await send("k6", { name: "a" });
    await test.db.execute(sql`update idempotency_keys set created_at = now() - interval '25 hours'`);
    expect((await send("k6", { name: "b" })).status).toBe(201);
    expect(runs).toBe(2);
  });

  it("keeps neither the key nor the answer readable", async () => {
    await send("my-own-key", { name: "a" });
    const rows = JSON.stringify(await test.db.execute(sql`select * from idempotency_keys`));
    expect(rows).not.toContain("gw_told_once");
    expect(rows).not.toContain("my-own-key");
  });

  it("is done once when fifty come at the same moment", async () => {
    const answers = await Promise.all(Array.from({ length: 50 }, () => send("k7", { name: "a" })));
    expect(runs).toBe(1);
    expect(answers.every((answer) => answer.status === 201 || answer.status === 409)).toBe(true);
  });
});
