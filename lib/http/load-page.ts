import { headers } from "next/headers";
import { unstable_rethrow } from "next/navigation";
import type { Access } from "@/db/access";
import { type AuthNeed, requireAuth } from "@/lib/auth/require-auth";
import type { Principal } from "@/lib/auth/schema";
import { newRequestContext, withRequestContext } from "@/lib/telemetry/context";
import { logger } from "@/lib/telemetry/logger";
import { checkHost } from "./check-host";
import { pageCaller } from "./page-access";
import { toAppError, toProblem } from "./problem";
import type { Problem } from "./schema";
import { takeLimit } from "./take-limit";

/** What a page shows: its data, that there is nothing at this address, or what went wrong. */
export type PageLoad<Data> =
  | { kind: "loaded"; data: Data }
  | { kind: "missing" }
  | { kind: "failed"; problem: Problem };

/**
 * The door of a page, as `withApi` is that of a route: host check, ids, who asks and what they may, and a failure
 * as a value with its request id, so that the page can say what happened. Who isn't signed in is sent to the
 * sign-in page; a role that doesn't suffice is the failure `forbidden`.
 */
export async function loadPage<Data>({
  page,
  auth = { scope: "any" },
  load,
}: {
  /** The page's address as documented, for example `/documents/{id}`. */
  page: string;
  /** What the page asks of its caller, as a route does. Anybody who is signed in, unless said otherwise. */
  auth?: Exclude<AuthNeed, "public">;
  load: (caller: { principal: Principal; access: Access }) => Promise<Data>;
}): Promise<PageLoad<Data>> {
  const given = await headers();
  const context = newRequestContext(given);
  return withRequestContext(context, async () => {
    try {
      checkHost(new Request("http://page.invalid/", { headers: hostHeaders(given) }));
      const { principal, access, origin } = await pageCaller();
      requireAuth(principal, auth);
      await takeLimit({ limitClass: "read", caller: { principal, origin } });
      return { kind: "loaded", data: await load({ principal, access }) };
    } catch (error) {
      unstable_rethrow(error);
      const known = toAppError(error);
      if (known.code === "not_found") return { kind: "missing" };
      const problem = toProblem(known, { instance: page, requestId: context.requestId });
      logger().error({ request_id: context.requestId, trace_id: context.traceId, page, err: error }, "page");
      return { kind: "failed", problem };
    }
  });
}

/** A page may be reached by a link of another site, so its Origin doesn't count. */
function hostHeaders(given: Headers): Headers {
  const kept = new Headers(given);
  kept.delete("origin");
  kept.delete("sec-fetch-site");
  return kept;
}
