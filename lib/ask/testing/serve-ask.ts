// A server process for tests: the real handlers of asking and searching behind a real HTTP server, with their caches.
import { createServer } from "node:http";
import { Readable } from "node:stream";
import type { ReadableStream } from "node:stream/web";
import { POST as ask } from "@/app/api/ask/route";
import { POST as search } from "@/app/api/search/route";
import { saveBeforeExit } from "@/lib/conversations/save-before-exit";

saveBeforeExit();
process.on("SIGTERM", () => process.exit(0));

const server = createServer(async (incoming, outgoing) => {
  const url = new URL(incoming.url ?? "/", "http://127.0.0.1");
  const request = new Request(url, {
    method: "POST",
    headers: Object.fromEntries(
      Object.entries(incoming.headers).map(([name, value]) => [name, String(value)]),
    ),
    body: Readable.toWeb(incoming) as BodyInit,
    duplex: "half",
  } as RequestInit);
  const handler = url.pathname === "/api/search" ? search : ask;
  const response = await handler(request, { params: Promise.resolve({}) });
  outgoing.writeHead(response.status, Object.fromEntries(response.headers));
  if (response.body) Readable.fromWeb(response.body as ReadableStream).pipe(outgoing);
  else outgoing.end();
});
server.listen(Number(process.env.PORT), "127.0.0.1");
