import { type ApprovalListQuery, approvalListQuerySchema } from "@/lib/agent/schema";

export type InboxQuery = Pick<ApprovalListQuery, "state" | "tool" | "risk" | "cursor">;

/** What the address says of the list; what makes no sense counts as not said. */
export function readInboxQuery(params: Record<string, string | string[] | undefined>): InboxQuery {
  const parsed = (name: "state" | "tool" | "risk" | "cursor") => {
    const value = params[name];
    const result = approvalListQuerySchema.safeParse({ [name]: Array.isArray(value) ? value[0] : value });
    return result.success ? result.data[name] : undefined;
  };
  return {
    state: (parsed("state") as InboxQuery["state"] | undefined) ?? "waiting",
    tool: parsed("tool") as InboxQuery["tool"],
    risk: parsed("risk") as InboxQuery["risk"],
    cursor: parsed("cursor"),
  };
}

/** The address of the list, or of one request within it. */
export function inboxPath(query: InboxQuery, id?: string): string {
  const search = new URLSearchParams();
  if (query.state !== "waiting") search.set("state", query.state);
  if (query.tool) search.set("tool", query.tool);
  if (query.risk) search.set("risk", query.risk);
  if (query.cursor) search.set("cursor", query.cursor);
  const text = search.toString();
  return `/agent/inbox${id ? `/${encodeURIComponent(id)}` : ""}${text ? `?${text}` : ""}`;
}
