// A server process of its own with the routes of answers, as one replica of several: `tsx replica.ts`. Prints its
// address, and ends when its input does.
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { pipeline, Readable } from "node:stream";
import { POST as ask } from "../../ask/route";
import { GET as ready } from "../../ready/route";
import { GET as events } from "../[id]/events/route";
import { GET as answer } from "../[id]/route";
import { POST as stop } from "../[id]/stop/route";

type Handler = (request: Request, route: { params: Promise<Record<string, string>> }) => Promise<Response>;

const routes: [string, RegExp, Handler][] = [
  ["POST", /^\/api\/ask$/, ask],
  ["GET", /^\/api\/ready$/, ready],
  ["GET", /^\/api\/answers\/(?<id>[^/]+)$/, answer],
  ["GET", /^\/api\/answers\/(?<id>[^/]+)\/events$/, events],
  ["POST", /^\/api\/answers\/(?<id>[^/]+)\/stop$/, stop],
];

const server = createServer(async (incoming, outgoing) => {
  const address = new URL(incoming.url ?? "/", "http://127.0.0.1");
  const leaving = new AbortController();
  outgoing.on("close", () => leaving.abort());
  for (const [method, pattern, handler] of routes) {
    const match = pattern.exec(address.pathname);
    if (!match || incoming.method !== method) continue;
    const request = new Request(address, {
      method,
      headers: incoming.headers as Record<string, string>,
      signal: leaving.signal,
      ...(method === "POST" && { body: Readable.toWeb(incoming) as ReadableStream, duplex: "half" }),
    } as RequestInit);
    const response = await handler(request, { params: Promise.resolve(match.groups ?? {}) });
    outgoing.writeHead(response.status, Object.fromEntries(response.headers));
    // Unlike `pipe`, this ends the source when the reader leaves.
    if (response.body) pipeline(Readable.fromWeb(response.body as never), outgoing, () => {});
    else outgoing.end();
    return;
  }
  outgoing.writeHead(404).end();
});
server.listen(0, "127.0.0.1", () =>
  console.log(`http://127.0.0.1:${(server.address() as AddressInfo).port}`),
);
process.stdin.on("end", () => process.exit(0)).resume();
