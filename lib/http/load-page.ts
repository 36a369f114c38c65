import { headers } from "next/headers";
import type { Access } from "@/db/access";
import { newRequestContext, withRequestContext } from "@/lib/telemetry/context";
import { logger } from "@/lib/telemetry/logger";
import { checkHost } from "./check-host";
import { pageAccess } from "./page-access";
import { toAppError, toProblem } from "./problem";
import type { Problem } from "./schema";

/** What a page shows: its data, that there is nothing at this address, or what went wrong. */
export type PageLoad<Data> =
  | { kind: "loaded"; data: Data }
  | { kind: "missing" }
  | { kind: "failed"; problem: Problem };

/**
 * The door of a page, as `withApi` is that of a route: host check, ids, the caller's access, and a failure
 * as a value with its request id, so that the page can say what happened.
 */
export async function loadPage<Data>({
  page,
  load,
}: {
  /** The page's address as documented, for example `/documents/{id}`. */
  page: string;
  load: (caller: { access: Access }) => Promise<Data>;
}): Promise<PageLoad<Data>> {
  const given = await headers();
  const context = newRequestContext(given);
  return withRequestContext(context, async () => {
    try {
      checkHost(new Request("http://page.invalid/", { headers: { host: given.get("host") ?? "" } }));
      return { kind: "loaded", data: await load({ access: await pageAccess() }) };
    } catch (error) {
      const known = toAppError(error);
      if (known.code === "not_found") return { kind: "missing" };
      const problem = toProblem(known, { instance: page, requestId: context.requestId });
      logger().error({ request_id: context.requestId, trace_id: context.traceId, page, err: error }, "page");
      return { kind: "failed", problem };
    }
  });
}
