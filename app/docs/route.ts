import { checkHost } from "@/lib/http/check-host";
import { problemResponse } from "@/lib/http/with-api";
import { newRequestContext } from "@/lib/telemetry/context";

export const dynamic = "force-dynamic";

/** The API's documentation with try-it-out: Swagger UI from this server's own files, no outside request. */
export function GET(request: Request): Response {
  try {
    checkHost(request);
  } catch (error) {
    return problemResponse(error, request, newRequestContext(request.headers));
  }
  return new Response(page(request.headers.get("x-nonce") ?? ""), {
    headers: { "content-type": "text/html; charset=utf-8", "cache-control": "no-store" },
  });
}

/** `nonce` comes from proxy.ts and is base64. */
const page = (nonce: string) => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Groundwork API</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/vendor/swagger-ui/swagger-ui.css">
</head>
<body>
<main id="docs"></main>
<noscript>The description of the API is at <a href="/api/openapi.json">/api/openapi.json</a>.</noscript>
<script nonce="${nonce}" src="/vendor/swagger-ui/swagger-ui-bundle.js"></script>
<script nonce="${nonce}">
SwaggerUIBundle({ url: "/api/openapi.json", dom_id: "#docs", deepLinking: true, validatorUrl: null, tryItOutEnabled: true, defaultModelsExpandDepth: 0 });
</script>
</body>
</html>
`;
