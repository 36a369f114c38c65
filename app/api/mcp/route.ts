import { WebStandardStreamableHTTPServerTransport } from "@modelcontextprotocol/sdk/server/webStandardStreamableHttp.js";
import { mcpServer } from "@/lib/agent/mcp-server";
import { publicAddress } from "@/lib/http/request-origin";
import { withApi } from "@/lib/http/with-api";

export const dynamic = "force-dynamic";

/** Model Context Protocol over streamable HTTP: stateless, one JSON answer a request. */
export const POST = withApi({
  endpoint: "/api/mcp",
  auth: { scope: "agent" },
  limit: "search",
  handler: async ({ principal, access, origin, request, signal }) => {
    const server = await mcpServer({ principal, access, signal }, { baseUrl: publicAddress(origin) });
    const transport = new WebStandardStreamableHTTPServerTransport({ enableJsonResponse: true });
    await server.connect(transport);
    return transport.handleRequest(request);
  },
});
