import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { sessionCookieName } from "@/lib/auth/session-cookie";
import { apiRoutes } from "./api-routes";
import { openApiDocument } from "./openapi";

const root = path.resolve(import.meta.dirname, "../..");
/** Answers that aren't part of the documented API. */
const undocumented = new Set(["get /api/openapi.json"]);

/** `get /api/documents/{id}` for each method that a route file exports. */
function routesOnDisk(): string[] {
  return readdirSync(path.join(root, "app/api"), { recursive: true, encoding: "utf8" })
    .filter((file) => path.basename(file) === "route.ts")
    .flatMap((file) => {
      const url = `/api/${path.dirname(file)}`.replace(/\[(?:\.\.\.)?(\w+)\]/g, "{$1}");
      const source = readFileSync(path.join(root, "app/api", file), "utf8");
      return [
        ...source.matchAll(
          /^export (?:const|async function|function) (GET|POST|PUT|PATCH|DELETE)\b|^export \{ (GET|POST)/gm,
        ),
      ].map((match) => `${(match[1] ?? match[2] ?? "").toLowerCase()} ${url}`);
    })
    .filter((route) => !undocumented.has(route))
    .sort();
}

test("every route is documented, and every documented route is there", () => {
  expect(apiRoutes.map((route) => `${route.method} ${route.path}`).sort()).toEqual(routesOnDisk());
});

test("the document is OpenAPI 3.1 with a summary, an answer and the errors of each operation", () => {
  const document = openApiDocument() as {
    openapi: string;
    paths: Record<
      string,
      Record<string, { summary: string; operationId: string; responses: Record<string, unknown> }>
    >;
  };
  expect(document.openapi).toBe("3.1.0");
  const operations = Object.values(document.paths).flatMap((entry) => Object.values(entry));
  expect(new Set(operations.map((operation) => operation.operationId)).size).toBe(apiRoutes.length);
  for (const operation of operations) {
    expect(operation.summary.length).toBeGreaterThan(5);
    expect(Object.keys(operation.responses).some((status) => /^[23]/.test(status))).toBe(true);
    expect(operation.responses).toHaveProperty("500");
  }
});

test("the body of each operation is described as it is parsed", () => {
  const document = JSON.stringify(openApiDocument());
  for (const name of ["AskRequest", "Answer", "SearchRequest", "SearchResponse", "Problem"]) {
    expect(document).toContain(`"#/components/schemas/${name}"`);
  }
});

test("the session's cookie has the name that the server gives it, over http and https", () => {
  const document = openApiDocument() as {
    components: { securitySchemes: { session: { in: string; name: string; description: string } } };
  };
  const { session } = document.components.securitySchemes;
  expect(session).toMatchObject({ in: "cookie", name: sessionCookieName(false) });
  expect(session.description).toContain(`\`${sessionCookieName(true)}\``);
});
