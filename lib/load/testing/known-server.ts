import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";

export interface KnownServer {
  url: string;
  /** Bodies and arrival times (performance.now) of every request. */
  seen: { path: string; body: string; at: number; headers: Record<string, unknown> }[];
  close: () => Promise<void>;
}

/**
 * A server whose delays are known: `/delay/MS` answers after MS, `/status/CODE` at once, `/events` streams two events
 * 40 ms apart after 30 ms, `/never` doesn't answer, `/drop` cuts the connection. `stall` answers nothing between two
 * moments, in ms from the first request, and works off what piled up when it ends.
 */
export async function startKnownServer(stall?: { fromMs: number; toMs: number }): Promise<KnownServer> {
  const seen: KnownServer["seen"] = [];
  const server = createServer((request, response) => {
    const at = performance.now();
    const parts: Buffer[] = [];
    request.on("data", (part: Buffer) => parts.push(part));
    request.on("end", async () => {
      const path = request.url ?? "/";
      seen.push({ path, body: Buffer.concat(parts).toString(), at, headers: request.headers });
      const since = at - (seen[0]?.at ?? at);
      if (stall && since >= stall.fromMs && since < stall.toMs) await sleep(stall.toMs - since);
      await answer(path, response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    seen,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

async function answer(path: string, response: ServerResponse): Promise<void> {
  const [, kind, value] = path.split("/");
  if (kind === "never") return;
  if (kind === "drop") {
    response.destroy();
    return;
  }
  if (kind === "delay") await sleep(Number(value));
  if (kind === "events") {
    response.writeHead(200, { "content-type": "text/event-stream" });
    response.write(": hello\n\n");
    await sleep(30);
    response.write("event: one\ndata: 1\n\n");
    await sleep(40);
    response.end(value === "error" ? "event: error\ndata: {}\n\n" : "event: two\ndata: 2\n\n");
    return;
  }
  if (kind === "metrics") {
    response.end('# HELP up x\nup 1\nhits_total{cache="a"} 3\nhits_total{cache="b"} 4\n');
    return;
  }
  response.writeHead(kind === "status" ? Number(value) : 200);
  response.end("fine");
}
