import { z } from "zod";
import { createDocument, type ZodOpenApiOperationObject, type ZodOpenApiPathsObject } from "zod-openapi";
import { askEventSchema } from "@/lib/ask/schema";
import { type ErrorCode, errorCodes } from "@/lib/errors/codes";
import { addExamples } from "./add-examples";
import type { ApiRoute } from "./api-route";
import { apiRoutes } from "./api-routes";
import { problemSchema } from "./schema";

let made: object | undefined;

/** The OpenAPI 3.1 document of this API, made once from the schemas that parse its requests and answers. */
export function openApiDocument(): object {
  made ??= addExamples(describeRoutes());
  return made;
}

/** The same without the examples that were sent, whose ids and times say nothing of the API. */
export function describeRoutes() {
  return createDocument({
    openapi: "3.1.0",
    info: {
      title: "Groundwork",
      version: "0.1.0",
      description:
        "Answers from your own documents, each sentence with the passage that proves it. Errors are problem+json (RFC 9457).",
      license: { name: "Apache-2.0", identifier: "Apache-2.0" },
    },
    servers: [{ url: "/" }],
    tags: [...new Set(apiRoutes.map((route) => route.tag))].map((name) => ({ name })),
    components: {
      // No operation names it: 3.1 has no words for one event of many.
      responses: {
        AskEvent: {
          description: "The data of one event of a streamed answer",
          content: { "application/json": { schema: askEventSchema.meta({ id: "AskEvent" }) } },
        },
      },
      securitySchemes: {
        key: {
          type: "http",
          scheme: "bearer",
          description: "An API key (`gw_…`), made in Settings or by `npm run keys -- create`.",
        },
        session: {
          type: "apiKey",
          in: "cookie",
          name: "groundwork-session",
          description:
            "The session of a person who signed in, for browsers; over https the cookie is `__Host-groundwork-session`. A write that comes with it needs an `Origin`.",
        },
      },
    },
    security: [{ key: [] }, { session: [] }],
    paths: paths(),
  });
}

/** What may become of any request that somebody must be known for. */
const callerErrors: ErrorCode[] = [
  "not_signed_in",
  "key_invalid",
  "key_expired",
  "key_revoked",
  "scope_missing",
  "forbidden",
  "rate_limited",
  "database_unavailable",
];

function isPublic(route: ApiRoute): boolean {
  return route.isPublic ?? route.tag === "Service";
}

function paths(): ZodOpenApiPathsObject {
  const result: Record<string, Record<string, ZodOpenApiOperationObject>> = {};
  for (const route of apiRoutes) {
    const entry = result[route.path] ?? {};
    entry[route.method] = operation(route);
    result[route.path] = entry;
  }
  return result;
}

function operation(route: ApiRoute): ZodOpenApiOperationObject {
  const names = [...route.path.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? "");
  const path =
    names.length > 0 ? z.object(Object.fromEntries(names.map((name) => [name, z.string()]))) : undefined;
  return {
    operationId: operationId(route),
    tags: [route.tag],
    summary: route.summary,
    ...(isPublic(route) && { security: [] }),
    ...(route.description && { description: route.description }),
    ...((path || route.query || keepsAnswers(route)) && {
      requestParams: {
        ...(path && { path }),
        ...(route.query && { query: route.query }),
        ...(keepsAnswers(route) && { header: idempotencyHeader }),
      },
    }),
    ...(route.body && { requestBody: { required: true, content: content(route.body, route.bodyAlso) } }),
    responses: { ...success(route), ...problems(route) },
  };
}

const idempotencyHeader = z.object({
  "Idempotency-Key": z
    .string()
    .regex(/^[\x21-\x7e]{1,255}$/)
    .optional()
    .describe(
      "Sent again with the same key within a day, the write is answered as the first time and done once.",
    ),
});
const idempotencyErrors: ErrorCode[] = [
  "idempotency_key_reused",
  "idempotency_in_progress",
  "invalid_request",
];

/** Writes, but for questions and searches, as in `withApi`. */
function keepsAnswers(route: ApiRoute): boolean {
  const asks = route.tag === "Search" || /^\/api\/(ask|search|v1\/|answers\/)/.test(route.path);
  return route.method !== "get" && !isPublic(route) && !asks;
}

function content(body: z.ZodType, also: Record<string, z.ZodType> = {}) {
  return {
    "application/json": { schema: body },
    ...Object.fromEntries(Object.entries(also).map(([type, schema]) => [type, { schema }])),
  };
}

function success(route: ApiRoute) {
  const also = Object.fromEntries(
    Object.entries(route.responseAlso ?? {}).map(([type, description]) => [
      type,
      // What an event holds is no string of its own, and 3.1 has no words for one event of many.
      { schema: type === "text/event-stream" ? { description } : { type: "string" as const, description } },
    ]),
  );
  const json = route.response ? { "application/json": { schema: route.response } } : {};
  const types = { ...json, ...also };
  return {
    [String(route.status)]: {
      description: route.summary,
      ...(Object.keys(types).length > 0 && { content: types }),
    },
    ...Object.fromEntries(
      Object.entries(route.statusAlso ?? {}).map(([status, description]) => [status, { description }]),
    ),
  };
}

/** One answer a status, since several codes may share one; each names its codes. */
function problems(route: ApiRoute) {
  const byStatus = new Map<number, string[]>();
  for (const code of new Set([
    ...route.errors,
    ...(isPublic(route) ? [] : callerErrors),
    ...(keepsAnswers(route) ? idempotencyErrors : []),
    "host_not_allowed" as const,
    "origin_not_allowed" as const,
    "internal" as const,
  ])) {
    const status =
      route.problem && errorCodes[code].status === 422 ? route.problem.invalid : errorCodes[code].status;
    byStatus.set(status, [...(byStatus.get(status) ?? []), code]);
  }
  return Object.fromEntries(
    [...byStatus].map(([status, codes]) => [
      String(status),
      {
        description: codes.join(", "),
        content: {
          [route.problem?.type ?? "application/problem+json"]: {
            schema: route.problem?.schema ?? problemSchema,
          },
        },
      },
    ]),
  );
}

/** `post /api/documents/{id}/restore` → `postDocumentsIdRestore`. */
function operationId(route: ApiRoute): string {
  const words = route.path
    .replace(/^\/api\//, "")
    .split(/[^A-Za-z0-9]+/)
    .filter(Boolean);
  return route.method + words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join("");
}
