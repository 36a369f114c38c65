import { env } from "@/lib/env/env";
import { AppError } from "@/lib/errors/app-error";
import { requestOrigin } from "./request-origin";

const loopback = new Set(["localhost", "127.0.0.1", "[::1]"]);

/**
 * Refuses a foreign `Host` (DNS rebinding) and a foreign `Origin` (another site's page using this server).
 * Loopback names are allowed always, others by ALLOWED_HOSTS and PUBLIC_URL. A script sends no Origin and passes.
 */
export function checkHost(request: Request): void {
  const { host } = requestOrigin(request.headers);
  if (!isAllowed(host)) throw new AppError("host_not_allowed", { internal: `host ${host}` });
  const origin = request.headers.get("origin");
  if (origin === null) {
    if (request.headers.get("sec-fetch-site") === "cross-site" && request.method !== "GET") {
      throw new AppError("origin_not_allowed", { internal: "cross-site without origin" });
    }
    return;
  }
  const from = hostOf(origin);
  if (from !== host)
    throw new AppError("origin_not_allowed", { internal: `origin ${origin} at host ${host}` });
}

/** True for the names that a machine has for itself, with or without a port. */
export function isLoopbackHost(host: string): boolean {
  return loopback.has(nameOf(host));
}

function isAllowed(host: string): boolean {
  const { ALLOWED_HOSTS, PUBLIC_URL } = env();
  return (
    isLoopbackHost(host) ||
    (PUBLIC_URL !== undefined && hostOf(PUBLIC_URL) === host.toLowerCase()) ||
    ALLOWED_HOSTS.some((allowed) => allowed === "*" || allowed.toLowerCase() === nameOf(host))
  );
}

function nameOf(host: string): string {
  return host.replace(/:\d+$/, "").toLowerCase();
}

function hostOf(url: string): string | undefined {
  try {
    return new URL(url).host;
  } catch {
    return undefined;
  }
}
