// A real HTTP server that speaks the chat-completions protocol and obeys every order that it sees in its input.
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { type Obedience, obey } from "./obey";
import type { ObeyedChat } from "./obey-types";

export interface ObeyingServer {
  baseUrl: string;
  /** What it was given and what it made of it, in order. */
  turns: {
    body: ObeyedChat & { stream?: boolean };
    obedience: Obedience;
    authorization: string | undefined;
  }[];
  /** From now on it answers with this status and says back what it was sent, headers included. */
  failWith: number | undefined;
  close(): Promise<void>;
}

/** Starts the server on a free port of 127.0.0.1, or on `port`. */
export async function startObeyingServer(port = 0): Promise<ObeyingServer> {
  const turns: ObeyingServer["turns"] = [];
  const state: { failWith: number | undefined } = { failWith: undefined };
  const server = createServer(async (request, response) => {
    let text = "";
    for await (const part of request) text += part;
    const body = JSON.parse(text) as ObeyingServer["turns"][number]["body"];
    const obedience = obey(body);
    turns.push({ body, obedience, authorization: request.headers.authorization });
    if (state.failWith !== undefined) {
      response.writeHead(state.failWith, { "content-type": "application/json" });
      const message = `${JSON.stringify(request.headers)} ${text}`;
      response.end(JSON.stringify({ error: { message, type: "invalid_request_error", code: null } }));
      return;
    }
    if (body.stream) stream(obedience, response);
    else whole(obedience, response);
  });
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  return {
    get failWith() {
      return state.failWith;
    },
    set failWith(status) {
      state.failWith = status;
    },
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    turns,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

const head = { id: "o1", created: 1, model: "obeying" };
const usage = { prompt_tokens: 100, completion_tokens: 100, total_tokens: 200 };

function stream({ text, calls }: Obedience, response: ServerResponse): void {
  response.writeHead(200, { "content-type": "text/event-stream" });
  const send = (delta: object, finish: string | null = null, more: object = {}) =>
    response.write(
      `data: ${JSON.stringify({ ...head, object: "chat.completion.chunk", choices: [{ index: 0, delta, finish_reason: finish }], ...more })}\n\n`,
    );
  for (let at = 0; at < text.length; at += 400)
    send({ role: "assistant", content: text.slice(at, at + 400) });
  for (const [index, call] of calls.entries())
    send({ tool_calls: [{ index, id: `call_${index}_${Date.now()}`, type: "function", function: call }] });
  send({}, calls.length > 0 ? "tool_calls" : "stop", { usage });
  response.end("data: [DONE]\n\n");
}

function whole({ text, calls }: Obedience, response: ServerResponse): void {
  const tool_calls = calls.map((call, index) => ({ id: `call_${index}`, type: "function", function: call }));
  const message = { role: "assistant", content: text, ...(calls.length > 0 && { tool_calls }) };
  response.writeHead(200, { "content-type": "application/json" });
  response.end(
    JSON.stringify({
      ...head,
      object: "chat.completion",
      choices: [{ index: 0, message, finish_reason: calls.length > 0 ? "tool_calls" : "stop" }],
      usage,
    }),
  );
}
