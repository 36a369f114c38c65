const loopback = new Set(["localhost", "127.0.0.1", "[::1]"]);

/** True for the names that a machine has for itself, with or without a port. */
export function isLoopbackHost(host: string): boolean {
  return loopback.has(hostName(host));
}

/** A `Host` without its port, in small letters. */
export function hostName(host: string): string {
  return host.replace(/:\d+$/, "").toLowerCase();
}
