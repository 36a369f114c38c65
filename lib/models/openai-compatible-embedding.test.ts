import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { AppError } from "@/lib/errors/app-error";
import { openaiCompatibleEmbedding } from "./openai-compatible-embedding";

type Handler = (inputs: string[], response: ServerResponse, request: IncomingMessage) => void;

let server: Server | undefined;
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

/** A real server that speaks `POST /embeddings`; `handlers` answer in turn, the last one for good. */
async function serve(...handlers: Handler[]) {
  const seen: string[][] = [];
  server = createServer(async (request, response) => {
    let body = "";
    for await (const part of request) body += part;
    const { input } = JSON.parse(body) as { input: string[] };
    seen.push(input);
    const handler = handlers[Math.min(seen.length, handlers.length) - 1];
    handler?.(input, response, request);
  });
  await new Promise<void>((resolve) => server?.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const model = openaiCompatibleEmbedding({
    baseUrl: `http://127.0.0.1:${port}/v1/`,
    model: "test-model",
    apiKey: "secret",
    dimensions: 3,
    timeoutMs: 300,
    backoffMs: 5,
    batchSize: 2,
  });
  return { model, seen };
}

/** Answers in reverse order, as the protocol allows. */
const good: Handler = (inputs, response) => {
  const data = inputs.map((text, index) => ({ index, embedding: [text.length, 0, 0] })).reverse();
  response.setHeader("content-type", "application/json").end(JSON.stringify({ data }));
};
const status =
  (code: number, headers: Record<string, string> = {}): Handler =>
  (_, response) =>
    response.writeHead(code, headers).end("{}");
const code = (error: unknown) => (error instanceof AppError ? error.code : String(error));

describe("an OpenAI-compatible embedding server", () => {
  it("gets batches with the key, and its vectors come back in order with length 1", async () => {
    let authorization: string | undefined;
    const { model, seen } = await serve((inputs, response, request) => {
      authorization = request.headers.authorization;
      good(inputs, response, request);
    });
    const vectors = await model.embed(["a", "bb", "ccc"]);
    expect(vectors.map((vector) => [...vector])).toEqual([
      [1, 0, 0],
      [1, 0, 0],
      [1, 0, 0],
    ]);
    expect(seen).toEqual([["a", "bb"], ["ccc"]]);
    expect(authorization).toBe("Bearer secret");
    expect(model.id).toBe("test-model/3");
  });

  it("is asked again after 429, 503 and a dropped connection", async () => {
    const { model, seen } = await serve(
      status(429, { "retry-after": "0" }),
      (_, response) => response.destroy(),
      good,
    );
    await expect(model.embed(["a"])).resolves.toHaveLength(1);
    expect(seen).toHaveLength(3);
  });

  it("is given up after three attempts", async () => {
    const { model, seen } = await serve(status(503));
    expect(await model.embed(["a"]).catch(code)).toBe("embedding_unavailable");
    expect(seen).toHaveLength(3);
  });

  it("is not asked again after a refusal that stays", async () => {
    const { model, seen } = await serve(status(401));
    expect(await model.embed(["a"]).catch(code)).toBe("embedding_unavailable");
    expect(seen).toHaveLength(1);
  });

  it("that asks for a long wait is not waited for", async () => {
    const { model, seen } = await serve(status(429, { "retry-after": "3600" }));
    expect(await model.embed(["a"]).catch(code)).toBe("embedding_unavailable");
    expect(seen).toHaveLength(1);
  });

  it("that never answers is left after the timeout", async () => {
    const { model } = await serve(() => {});
    const startedAt = performance.now();
    expect(await model.embed(["a"]).catch(code)).toBe("embedding_unavailable");
    expect(performance.now() - startedAt).toBeLessThan(3000);
  });

  it.each([
    ["too few vectors", JSON.stringify({ data: [] })],
    ["other dimensions", JSON.stringify({ data: [{ index: 0, embedding: [1, 2] }] })],
    ["something that is not JSON", "<html>"],
  ])("that returns %s is an error, not a vector", async (_, body) => {
    const { model } = await serve((_inputs, response) => response.end(body));
    expect(await model.embed(["a"]).catch(code)).toBe("embedding_unavailable");
  });

  it("is no longer waited for when the caller leaves", async () => {
    const caller = new AbortController();
    const { model, seen } = await serve(() => caller.abort());
    const work = model.embed(["a", "b", "c"], { signal: caller.signal });
    await expect(work).rejects.toMatchObject({ name: "AbortError" });
    expect(seen).toHaveLength(1);
  });
});
