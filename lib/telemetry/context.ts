// What the request in hand is: its ids and what the log line will say of it.
import { AsyncLocalStorage } from "node:async_hooks";
import { randomBytes } from "node:crypto";
import type { LogField } from "./log-fields";

export type LogFields = Partial<Record<LogField, unknown>>;

export interface RequestContext {
  requestId: string;
  traceId: string;
  /** The caller's span, from `traceparent`. */
  parentSpanId: string | undefined;
  /** Fields for the request's log line; verbs add to it as they learn them. */
  fields: LogFields;
}

const storage = new AsyncLocalStorage<RequestContext>();

/** Runs `work` with `context` as the current request. */
export function withRequestContext<T>(context: RequestContext, work: () => T): T {
  return storage.run(context, work);
}

/** The current request, or a fresh one for work outside of any (commands, workers). */
export function requestContext(): RequestContext {
  return storage.getStore() ?? newRequestContext();
}

/** Adds fields to the current request's log line. */
export function addLogFields(fields: LogFields): void {
  const context = storage.getStore();
  if (context) Object.assign(context.fields, fields);
}

const requestIdPattern = /^[A-Za-z0-9._-]{1,128}$/;
const traceparentPattern = /^[0-9a-f]{2}-([0-9a-f]{32})-([0-9a-f]{16})-[0-9a-f]{2}/;

/** Ids from `X-Request-Id` and W3C `traceparent` where they are well-formed, else made. */
export function newRequestContext(headers?: Headers): RequestContext {
  const given = headers?.get("x-request-id") ?? "";
  const [, trace, parent] = traceparentPattern.exec(headers?.get("traceparent") ?? "") ?? [];
  const isTraced = trace !== undefined && !/^0+$/.test(trace);
  return {
    requestId: requestIdPattern.test(given) ? given : `req_${randomBytes(12).toString("hex")}`,
    traceId: isTraced ? trace : randomBytes(16).toString("hex"),
    parentSpanId: isTraced ? parent : undefined,
    fields: {},
  };
}
