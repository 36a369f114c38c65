import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import fc from "fast-check";
import { afterEach, describe, expect, it } from "vitest";
import { OutcomeUnknown, postWebhook } from "./post-webhook";
import { isPublicAddress } from "./public-address";

let server: Server | undefined;
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

async function serve(listener: RequestListener): Promise<string> {
  server = createServer(listener);
  await new Promise<void>((resolve) => server?.listen(0, "127.0.0.1", resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const base = { method: "POST" as const, headers: {}, body: "{}", allowPrivate: true, timeoutMs: 500 };

describe("A webhook", () => {
  it("is sent once, with its body and headers", async () => {
    const seen: unknown[] = [];
    const url = await serve((request, response) => {
      let body = "";
      request.on("data", (part) => {
        body += part;
      });
      request.on("end", () => {
        seen.push([request.method, request.headers["idempotency-key"], body]);
        response.writeHead(201).end("made");
      });
    });
    const answer = await postWebhook({ ...base, url, headers: { "idempotency-key": "k" }, body: '{"a":1}' });
    expect(answer).toEqual({ status: 201, body: "made" });
    expect(seen).toEqual([["POST", "k", '{"a":1}']]);
  });

  it("reaches no loopback, private, link-local or metadata address, by number or by name", async () => {
    let calls = 0;
    const url = await serve((_request, response) => {
      calls++;
      response.end();
    });
    const port = new URL(url).port;
    for (const host of [
      "127.0.0.1",
      "[::1]",
      "localhost",
      "[::ffff:127.0.0.1]",
      "2130706433",
      "0x7f.1",
      "0.0.0.0",
    ])
      await expect(
        postWebhook({ ...base, url: `http://${host}:${port}/`, allowPrivate: false }),
        host,
      ).rejects.toMatchObject({ code: "webhook_failed" });
    for (const host of [
      "10.0.0.1",
      "192.168.1.1",
      "172.16.0.1",
      "169.254.169.254",
      "[fd00:ec2::254]",
      "[fe80::1]",
    ])
      await expect(
        postWebhook({ ...base, url: `http://${host}/`, allowPrivate: false }),
        host,
      ).rejects.toMatchObject({ code: "webhook_failed" });
    // Not even where private networks are allowed.
    for (const host of ["169.254.169.254", "[::ffff:169.254.169.254]", "[fd00:ec2::254]"])
      await expect(postWebhook({ ...base, url: `http://${host}/` }), host).rejects.toMatchObject({
        code: "webhook_failed",
      });
    expect(calls).toBe(0);
  });

  it("follows no redirect", async () => {
    let calls = 0;
    const url = await serve((_request, response) => {
      calls++;
      response.writeHead(307, { location: "/elsewhere" }).end();
    });
    await expect(postWebhook({ ...base, url })).rejects.toMatchObject({ code: "webhook_failed" });
    expect(calls).toBe(1);
  });

  it("says when it surely was not taken", async () => {
    const url = await serve((_request, response) => response.writeHead(422).end());
    await expect(postWebhook({ ...base, url })).rejects.toMatchObject({ code: "webhook_failed" });
    await expect(postWebhook({ ...base, url: "http://127.0.0.1:1/" })).rejects.toMatchObject({
      code: "webhook_failed",
    });
    await expect(postWebhook({ ...base, url: "file:///etc/passwd" })).rejects.toMatchObject({
      code: "webhook_failed",
    });
  });

  it("says when nobody can know: no answer in time, a cut connection, an error of the server", async () => {
    for (const listener of [
      () => {},
      (request) => request.socket.destroy(),
      (_request, response) => response.writeHead(503).end(),
    ] as RequestListener[]) {
      const url = await serve(listener);
      await expect(postWebhook({ ...base, url })).rejects.toBeInstanceOf(OutcomeUnknown);
      server?.closeAllConnections();
      server?.close();
    }
  });
});

describe("An address", () => {
  it("is public or not as its registry says, also inside IPv6", () => {
    for (const address of [
      "8.8.8.8",
      "93.184.216.34",
      "2606:4700::1111",
      "::ffff:8.8.8.8",
      "64:ff9b::808:808",
    ])
      expect(isPublicAddress(address), address).toBe(true);
    for (const address of [
      "127.0.0.1",
      "0.0.0.0",
      "10.1.2.3",
      "100.64.0.1",
      "169.254.169.254",
      "172.31.255.255",
      "192.168.0.1",
      "192.0.2.1",
      "198.18.0.1",
      "224.0.0.1",
      "255.255.255.255",
      "::",
      "::1",
      "fe80::1",
      "fc00::1",
      "ff02::1",
      "2001:db8::1",
      "::ffff:10.0.0.1",
      "64:ff9b::a00:1",
      "2002:7f00:1::",
      "not an address",
    ])
      expect(isPublicAddress(address), address).toBe(false);
  });

  it("of 10/8 is never public, however it is written", () => {
    fc.assert(
      fc.property(fc.nat(255), fc.nat(255), fc.nat(255), (a, b, c) => {
        expect(isPublicAddress(`10.${a}.${b}.${c}`)).toBe(false);
        expect(isPublicAddress(`::ffff:10.${a}.${b}.${c}`)).toBe(false);
      }),
    );
  });
});
