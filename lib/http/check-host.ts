import { env } from "@/lib/env/env";
import { AppError } from "@/lib/errors/app-error";
import { hostName, isLoopbackHost } from "./loopback-host";
import { requestOrigin } from "./request-origin";

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

function isAllowed(host: string): boolean {
  const { ALLOWED_HOSTS, PUBLIC_URL } = env();
  return (
    isLoopbackHost(host) ||
    (PUBLIC_URL !== undefined && hostOf(PUBLIC_URL) === host.toLowerCase()) ||
    ALLOWED_HOSTS.some((allowed) => allowed === "*" || allowed.toLowerCase() === hostName(host))
  );
}

function hostOf(url: string): string | undefined {
  try {
    return new URL(url).host;
  } catch {
    return undefined;
  }
}
