import { afterEach, expect, test } from "vitest";
import { resetEnv } from "@/lib/env/env";
import { peerHeader } from "./peer";
import { isLocal, requestOrigin } from "./request-origin";

const forged = {
  "x-forwarded-for": "10.9.9.9",
  "x-forwarded-host": "evil.example",
  "x-forwarded-proto": "https",
};
const from = (peer: string, headers: Record<string, string> = {}) =>
  new Headers({ host: "127.0.0.1:3000", [peerHeader()]: peer, ...headers });

function trust(proxies: string): void {
  process.env.TRUSTED_PROXIES = proxies;
  resetEnv();
}
afterEach(() => {
  delete process.env.TRUSTED_PROXIES;
  resetEnv();
});

test("what a stranger says of address, host and scheme counts for nothing", () => {
  trust("10.0.0.1");
  expect(requestOrigin(from("203.0.113.7", forged))).toEqual({
    address: "203.0.113.7",
    host: "127.0.0.1:3000",
    secure: false,
  });
});

test("a trusted proxy is believed, and of a chain the last address that is no proxy's, whatever was put before it", () => {
  trust("10.0.0.0/24");
  const headers = { ...forged, "x-forwarded-for": "1.2.3.4, 198.51.100.9, 10.0.0.2" };
  expect(requestOrigin(from("10.0.0.1", headers))).toEqual({
    address: "198.51.100.9",
    host: "evil.example",
    secure: true,
  });
  expect(requestOrigin(from("::ffff:10.0.0.1", headers)).address).toBe("198.51.100.9");
});

test("nonsense in the chain is skipped", () => {
  trust("10.0.0.1");
  const chain = { "x-forwarded-for": "<script>, 999.1.1.1, 198.51.100.9, ,unknown" };
  expect(requestOrigin(from("10.0.0.1", chain)).address).toBe("198.51.100.9");
});

test("who comes through a proxy on this machine is nobody on this machine", () => {
  expect(isLocal(from("127.0.0.1"))).toBe(true);
  // Next writes the peer itself where nobody else has.
  expect(isLocal(from("127.0.0.1", { "x-forwarded-for": "::ffff:127.0.0.1" }))).toBe(true);
  expect(isLocal(from("127.0.0.1", { "x-forwarded-for": "203.0.113.7" }))).toBe(false);
  expect(isLocal(from("127.0.0.1", { "x-forwarded-for": "127.0.0.1, 203.0.113.7" }))).toBe(false);
  expect(isLocal(from("127.0.0.1", { "x-forwarded-for": "unknown" }))).toBe(false);
  expect(isLocal(from("127.0.0.1", { forwarded: "for=203.0.113.7" }))).toBe(false);
  expect(isLocal(from("127.0.0.1", { host: "docs.example.org" }))).toBe(false);
});
