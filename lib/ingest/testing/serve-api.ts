// A server process for tests: the real route handlers behind a real HTTP server, started in a second.
// It prints its port, and dies as hard as it is killed.
import { createServer } from "node:http";
import { Readable } from "node:stream";
import type { ReadableStream } from "node:stream/web";
import { GET as text } from "@/app/api/documents/[id]/text/route";
import { POST as post } from "@/app/api/documents/route";
import { GET as health } from "@/app/api/health/route";
import { POST as cancel } from "@/app/api/jobs/[id]/cancel/route";
import { GET as job } from "@/app/api/jobs/[id]/route";

const server = createServer(async (incoming, outgoing) => {
  const url = new URL(incoming.url ?? "/", "http://127.0.0.1");
  const hasBody = incoming.method !== "GET";
  const request = new Request(url, {
    method: incoming.method ?? "GET",
    headers: Object.fromEntries(
      Object.entries(incoming.headers).map(([name, value]) => [name, String(value)]),
    ),
    ...(hasBody && { body: Readable.toWeb(incoming) as BodyInit, duplex: "half" }),
  } as RequestInit);
  const [, , room, id = ""] = url.pathname.split("/");
  const params = { params: Promise.resolve({ id }) };
  const ofJob = hasBody ? cancel : job;
  const handler = room === "health" ? health : room === "jobs" ? ofJob : hasBody ? post : text;
  const response = await handler(request, params);
  outgoing.writeHead(response.status, Object.fromEntries(response.headers));
  if (response.body) Readable.fromWeb(response.body as ReadableStream).pipe(outgoing);
  else outgoing.end();
});
server.requestTimeout = 0;
server.listen(Number(process.env.PORT ?? 0), "127.0.0.1", () => {
  const address = server.address();
  if (typeof address === "object") console.log(`listening ${address?.port}`);
});
