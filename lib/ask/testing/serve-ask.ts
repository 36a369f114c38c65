// A server process for tests: the real handlers of asking and searching behind a real HTTP server, with their caches.
import { createServer } from "node:http";
import { Readable } from "node:stream";
import type { ReadableStream } from "node:stream/web";
import { GET as trace } from "@/app/api/answers/[id]/trace/route";
import { POST as ask } from "@/app/api/ask/route";
import { POST as search } from "@/app/api/search/route";
import { POST as chat } from "@/app/api/v1/chat/completions/route";
import { saveBeforeExit } from "@/lib/conversations/save-before-exit";

saveBeforeExit();
process.on("SIGTERM", () => process.exit(0));

const server = createServer(async (incoming, outgoing) => {
  const url = new URL(incoming.url ?? "/", "http://127.0.0.1");
  const hasBody = incoming.method !== "GET";
  const request = new Request(url, {
    method: incoming.method ?? "POST",
    headers: Object.fromEntries(
      Object.entries(incoming.headers).map(([name, value]) => [name, String(value)]),
    ),
    ...(hasBody && { body: Readable.toWeb(incoming) as BodyInit, duplex: "half" }),
  } as RequestInit);
  const response = await answerTo(url.pathname, request);
  outgoing.writeHead(response.status, Object.fromEntries(response.headers));
  if (response.body) Readable.fromWeb(response.body as ReadableStream).pipe(outgoing);
  else outgoing.end();
});
function answerTo(path: string, request: Request): Promise<Response> {
  const [, id] = /^\/api\/answers\/([^/]+)\/trace$/.exec(path) ?? [];
  if (id) return trace(request, { params: Promise.resolve({ id }) });
  const handler = { "/api/search": search, "/api/v1/chat/completions": chat }[path] ?? ask;
  return handler(request, { params: Promise.resolve({}) });
}
server.listen(Number(process.env.PORT), "127.0.0.1");
