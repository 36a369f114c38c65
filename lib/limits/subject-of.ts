import { isIPv6 } from "node:net";

interface Asking {
  principal: { kind: "anonymous" | "person" | "key"; userId: string | null; keyId: string | null };
  /** The client's address; empty when it isn't known. */
  address: string;
}

/** Who is counted: a key by itself, a person over all their sessions, anybody else by address. */
export function subjectOf({ principal, address }: Asking): string {
  if (principal.keyId) return `key:${principal.keyId}`;
  if (principal.userId) return `user:${principal.userId}`;
  return `address:${isIPv6(address) ? networkOf(address) : address || "unknown"}`;
}

/** Whose daily quotas count: a key's own and its owner's, a person's, or an address's. */
export function payersOf(asking: Asking): string[] {
  const { keyId, userId } = asking.principal;
  return keyId && userId ? [`key:${keyId}`, `user:${userId}`] : [subjectOf(asking)];
}

/** The first 64 bits: a household has as many IPv6 addresses as it likes. */
function networkOf(address: string): string {
  const [head = "", tail] = address.split("%")[0]?.split("::") ?? [];
  const left = head.split(":").filter(Boolean);
  const right = (tail ?? "").split(":").filter(Boolean);
  const middle =
    tail === undefined ? [] : Array.from({ length: Math.max(0, 8 - left.length - right.length) }, () => "0");
  const groups = [...left, ...middle, ...right]
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16));
  return `${groups.join(":")}::/64`;
}
