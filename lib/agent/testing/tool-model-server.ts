// A real HTTP server that speaks the chat-completions protocol with tool calls, and plays what it is told to.
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export type ModelMove =
  | { say: string }
  | { call: string; input: unknown; say?: string }
  /** Arguments as they are written, valid JSON or not. */
  | { call: string; raw: string }
  /** Begins a call and tears the connection in the middle of its arguments. */
  | { cut: string }
  | { status: number };

interface ChatBody {
  messages: { role: string; content?: unknown; tool_calls?: unknown }[];
  tools?: { function: { name: string } }[];
}

export interface ToolModelServer {
  baseUrl: string;
  bodies: ChatBody[];
  /** What the next requests meet, one each; the last one stays. */
  play(...moves: (ModelMove | ((body: ChatBody) => ModelMove))[]): void;
  close(): Promise<void>;
}

/** Starts the server on a free port of 127.0.0.1. */
export async function startToolModelServer(): Promise<ToolModelServer> {
  let plan: (ModelMove | ((body: ChatBody) => ModelMove))[] = [{ say: "Nothing was planned." }];
  const bodies: ChatBody[] = [];
  const server = createServer(async (request, response) => {
    let text = "";
    for await (const part of request) text += part;
    const body = JSON.parse(text) as ChatBody;
    bodies.push(body);
    const next = plan.length > 1 ? plan.shift() : plan[0];
    const move = typeof next === "function" ? next(body) : next;
    if (move) respond(move, response, bodies.length);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    bodies,
    play: (...moves) => {
      plan = moves;
      bodies.length = 0;
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function respond(move: ModelMove, response: ServerResponse, number: number): void {
  if ("status" in move) {
    response.writeHead(move.status, { "content-type": "application/json" });
    response.end(JSON.stringify({ error: { message: `status ${move.status}` } }));
    return;
  }
  response.writeHead(200, { "content-type": "text/event-stream" });
  const send = (delta: object, finish: string | null = null) =>
    response.write(
      `data: ${JSON.stringify({ id: "c", created: 1, model: "test", choices: [{ index: 0, delta, finish_reason: finish }] })}\n\n`,
    );
  const call = (name: string, raw: string) => {
    const begin = { index: 0, id: `call_${number}`, type: "function", function: { name, arguments: "" } };
    send({ role: "assistant", tool_calls: [begin] });
    for (let at = 0; at < raw.length; at += 9)
      send({ tool_calls: [{ index: 0, function: { arguments: raw.slice(at, at + 9) } }] });
  };
  if ("cut" in move) {
    call(move.cut, '{"document_id":"doc_');
    setTimeout(() => response.socket?.destroy(), 30);
    return;
  }
  if ("say" in move && move.say) send({ role: "assistant", content: move.say });
  if ("call" in move) call(move.call, "raw" in move ? move.raw : JSON.stringify(move.input));
  send({}, "call" in move ? "tool_calls" : "stop");
  const usage = { prompt_tokens: 100, completion_tokens: 10, total_tokens: 110 };
  response.write(`data: ${JSON.stringify({ id: "c", created: 1, model: "test", choices: [], usage })}\n\n`);
  response.end("data: [DONE]\n\n");
}
