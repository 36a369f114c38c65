import ipaddr from "ipaddr.js";

/**
 * Whether an IP address is one of the public internet. Loopback, private, link-local (where clouds keep their metadata
 * services), unique local, carrier-grade NAT, multicast, documentation and reserved addresses aren't, nor are IPv6
 * addresses that hold such an IPv4 address (mapped, NAT64, 6to4). Anything unreadable isn't.
 */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  const parsed = ipaddr.process(address);
  if (parsed.range() === "unicast") return true;
  if (parsed.kind() !== "ipv6") return false;
  const inner = innerAddress(parsed as ipaddr.IPv6);
  return inner !== null && isPublicAddress(inner);
}

/** The IPv4 address that a translated IPv6 address leads to. */
function innerAddress(address: ipaddr.IPv6): string | null {
  const bytes = address.toByteArray();
  const range = address.range();
  const at = range === "rfc6052" ? 12 : range === "6to4" ? 2 : -1;
  return at === -1 ? null : bytes.slice(at, at + 4).join(".");
}
