import ipaddr from "ipaddr.js";
import { env } from "@/lib/env/env";
import { isLoopbackHost } from "./loopback-host";
import { peerHeader } from "./peer";

export interface RequestOrigin {
  /** Address of the client; empty when it isn't known. */
  address: string;
  /** Host name and port under which the client reached us. */
  host: string;
  /** Whether the client spoke https, to us or to a trusted proxy. */
  secure: boolean;
}

/**
 * Where a request comes from. `X-Forwarded-For`, `-Host` and `-Proto` count only when the connection itself comes
 * from an address of TRUSTED_PROXIES; of several forwarded addresses the last that is no trusted proxy's counts.
 */
export function requestOrigin(headers: Headers): RequestOrigin {
  const peer = plain(headers.get(peerHeader()) ?? "");
  const ownHost = headers.get("host") ?? "";
  if (!isTrusted(peer)) return { address: peer, host: ownHost, secure: publiclySecure(ownHost) };
  const host = last(headers.get("x-forwarded-host")) ?? ownHost;
  const chain = (headers.get("x-forwarded-for") ?? "").split(",").map((part) => plain(part.trim()));
  const client = chain.reverse().find((address) => address !== "" && !isTrusted(address));
  return {
    address: client ?? peer,
    host,
    secure: last(headers.get("x-forwarded-proto")) === "https" || publiclySecure(host),
  };
}

/**
 * Whether somebody on this machine asks: by a loopback name, and through no proxy that says it asks for somebody else.
 * A proxy on this machine may call us by a loopback name for all the world.
 */
export function isLocal(headers: Headers): boolean {
  if (!isLoopbackHost(requestOrigin(headers).host) || headers.has("forwarded")) return false;
  const chain = (headers.get("x-forwarded-for") ?? "").split(",").map((part) => part.trim());
  return chain.every((part) => part === "" || isLoopbackAddress(plain(part)));
}

function isLoopbackAddress(address: string): boolean {
  return address !== "" && ipaddr.parse(address).range() === "loopback";
}

/** The address under which people reach us, without a slash at the end: PUBLIC_URL, or as this request did. */
export function publicAddress({ host, secure }: RequestOrigin): string {
  return env().PUBLIC_URL?.replace(/\/+$/, "") ?? `${secure ? "https" : "http"}://${host}`;
}

function publiclySecure(host: string): boolean {
  const { PUBLIC_URL } = env();
  if (!PUBLIC_URL) return false;
  const url = new URL(PUBLIC_URL);
  return url.protocol === "https:" && url.host === host;
}

function isTrusted(address: string): boolean {
  if (address === "") return false;
  const parsed = ipaddr.parse(address);
  return env().TRUSTED_PROXIES.some((range) => {
    const [base, bits] = range.includes("/") ? ipaddr.parseCIDR(range) : [ipaddr.parse(range), undefined];
    if (base.kind() !== parsed.kind()) return false;
    return parsed.match(base, bits ?? (base.kind() === "ipv4" ? 32 : 128));
  });
}

/** An address in its shortest form, IPv4 out of IPv6's clothes; empty for what is none. */
function plain(text: string): string {
  return ipaddr.isValid(text) ? ipaddr.process(text).toString() : "";
}

function last(value: string | null): string | undefined {
  return value?.split(",").at(-1)?.trim();
}
