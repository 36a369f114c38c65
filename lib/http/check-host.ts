import { env } from "@/lib/env/env";
import { AppError } from "@/lib/errors/app-error";

const loopback = new Set(["localhost", "127.0.0.1", "[::1]"]);

/**
 * Refuses a foreign `Host` (DNS rebinding) and a foreign `Origin` (another site's page using this server).
 * Loopback names are allowed always, others by ALLOWED_HOSTS. A script sends no Origin and passes.
 */
export function checkHost(request: Request): void {
  const host = request.headers.get("host") ?? "";
  if (!isAllowed(host)) throw new AppError("host_not_allowed", { internal: `host ${host}` });
  const origin = request.headers.get("origin");
  if (origin === null) {
    if (request.headers.get("sec-fetch-site") === "cross-site" && request.method !== "GET") {
      throw new AppError("origin_not_allowed", { internal: "cross-site without origin" });
    }
    return;
  }
  const from = parseOrigin(origin);
  if (from !== host)
    throw new AppError("origin_not_allowed", { internal: `origin ${origin} at host ${host}` });
}

function isAllowed(host: string): boolean {
  const name = host.replace(/:\d+$/, "").toLowerCase();
  return (
    loopback.has(name) ||
    env().ALLOWED_HOSTS.some((allowed) => allowed === "*" || allowed.toLowerCase() === name)
  );
}

function parseOrigin(origin: string): string | undefined {
  try {
    return new URL(origin).host;
  } catch {
    return undefined;
  }
}
