// A real HTTP server that speaks the chat-completions protocol and misbehaves on request.
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";

export type Behaviour =
  | { kind: "answer"; text: string; delayMs?: number }
  | { kind: "slow-first-byte"; ms: number; text: string }
  /** Sends `text`, then nothing, with the connection open. */
  | { kind: "hang"; text: string }
  /** Sends `text`, then tears the connection. */
  | { kind: "cut"; text: string }
  /** Sends `text`, then closes in good order without finish reason or `[DONE]`. */
  | { kind: "unfinished"; text: string }
  | { kind: "status"; status: number; headers?: Record<string, string>; body?: string }
  | { kind: "invalid-json" }
  | { kind: "not-a-stream"; body: string }
  | { kind: "empty" }
  /** Never stops writing. */
  | { kind: "endless"; text: string }
  /** Says the prompt back, instructions included. */
  | { kind: "echo" };

export interface MisbehavingServer {
  baseUrl: string;
  requests: { body: ChatRequest; closedByCaller: boolean; headers: IncomingMessage["headers"] }[];
  /** What the next requests meet, one each; the last one stays. */
  behave(...behaviours: Behaviour[]): void;
  close(): Promise<void>;
}

interface ChatRequest {
  model: string;
  stream?: boolean;
  messages: { role: string; content: string }[];
}

/** Starts the server on a free port of 127.0.0.1. */
export async function startMisbehavingServer(): Promise<MisbehavingServer> {
  let plan: Behaviour[] = [{ kind: "answer", text: "Nothing was planned." }];
  const requests: MisbehavingServer["requests"] = [];
  const server = createServer(async (request, response) => {
    const body = JSON.parse(await readBody(request)) as ChatRequest;
    const entry = { body, closedByCaller: false, headers: request.headers };
    requests.push(entry);
    response.on("close", () => {
      entry.closedByCaller = !response.writableEnded;
    });
    response.on("error", () => {});
    const behaviour = (plan.length > 1 ? plan.shift() : plan[0]) as Behaviour;
    await respond(behaviour, body, response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    baseUrl: `http://127.0.0.1:${port}/v1`,
    requests,
    behave: (...behaviours) => {
      plan = behaviours;
      requests.length = 0;
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function respond(behaviour: Behaviour, body: ChatRequest, response: ServerResponse): Promise<void> {
  switch (behaviour.kind) {
    case "status":
      response.writeHead(behaviour.status, { "content-type": "application/json", ...behaviour.headers });
      response.end(behaviour.body ?? JSON.stringify({ error: { message: `status ${behaviour.status}` } }));
      return;
    case "not-a-stream":
      response.writeHead(200, { "content-type": "text/html" });
      response.end(behaviour.body);
      return;
    case "slow-first-byte":
      await sleep(behaviour.ms);
      if (response.destroyed) return;
      begin(response);
      await write(response, behaviour.text);
      return finish(response);
    case "hang":
      begin(response);
      await write(response, behaviour.text);
      return;
    case "cut":
      begin(response);
      await write(response, behaviour.text);
      await sleep(30);
      response.socket?.destroy();
      return;
    case "unfinished":
      begin(response);
      await write(response, behaviour.text);
      response.end();
      return;
    case "invalid-json":
      begin(response);
      response.write('data: {"id":"x","choices":[{"delta":{"content":"Broken\n\n');
      response.write("data: }{ this is not JSON\n\n");
      return finish(response);
    case "empty":
      begin(response);
      return finish(response);
    case "endless":
      begin(response);
      while (!response.destroyed) {
        response.write(chunk(behaviour.text));
        await sleep(1);
      }
      return;
    case "echo":
      begin(response);
      await write(response, body.messages.map((message) => message.content).join("\n\n"));
      return finish(response);
    case "answer":
      begin(response);
      await write(response, behaviour.text, behaviour.delayMs);
      return finish(response);
  }
}

function begin(response: ServerResponse): void {
  response.writeHead(200, { "content-type": "text/event-stream" });
}

/** In pieces that fall anywhere, inside words and markers too. */
async function write(response: ServerResponse, text: string, delayMs = 0): Promise<void> {
  for (let index = 0; index < text.length; index += 7) {
    if (response.destroyed) return;
    response.write(chunk(text.slice(index, index + 7)));
    if (delayMs > 0) await sleep(delayMs);
  }
}

function finish(response: ServerResponse): void {
  if (response.destroyed) return;
  const end = {
    choices: [{ index: 0, delta: {}, finish_reason: "stop" }],
    usage: { prompt_tokens: 321, completion_tokens: 12, total_tokens: 333 },
  };
  response.write(`data: ${JSON.stringify({ id: "c1", created: 1, model: "test", ...end })}\n\n`);
  response.end("data: [DONE]\n\n");
}

function chunk(text: string): string {
  const choices = [{ index: 0, delta: { role: "assistant", content: text } }];
  return `data: ${JSON.stringify({ id: "c1", created: 1, model: "test", choices })}\n\n`;
}

async function readBody(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString("utf8");
}
