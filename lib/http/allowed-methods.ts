import { apiRoutes } from "./api-routes";

/** `Allow` of each address of the API, as RFC 9110 wants it in a 405: `{ "/api/jobs/{id}": "GET, HEAD, OPTIONS" }`. */
export function allowedMethods(): Record<string, string> {
  const methods: Record<string, string[]> = {};
  for (const { path, method } of apiRoutes) {
    const known = methods[path] ?? [];
    known.push(method.toUpperCase());
    methods[path] = known;
  }
  // Next answers HEAD where there is GET, and OPTIONS everywhere.
  return Object.fromEntries(
    Object.entries(methods).map(([path, known]) => [
      path,
      [...known, ...(known.includes("GET") ? ["HEAD"] : []), "OPTIONS"].join(", "),
    ]),
  );
}
