import { spawn } from "node:child_process";
import http from "node:http";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";

const door = path.resolve(import.meta.dirname, "lib/server-door.mjs");
/** Answers as Next does: a 405 whose head goes before its end, and what address it was asked for. */
const server = `
import http from "node:http";
const server = http.createServer((request, response) => {
  if (request.method === "PUT") { response.statusCode = 405; response.flushHeaders(); return response.end(); }
  if (request.method === "DELETE") { response.statusCode = 405; return response.end(); }
  response.end(request.url);
});
server.listen(0, "127.0.0.1", () => console.log(server.address().port));
`;
let child: ReturnType<typeof spawn>;
let port = 0;

beforeAll(async () => {
  child = spawn(process.execPath, ["--import", door, "--input-type=module", "-e", server], {
    stdio: ["ignore", "pipe", "inherit"],
    env: {
      ...process.env,
      GROUNDWORK_API_METHODS: '{"/api/{name}":"POST","/api/health":"GET, HEAD, OPTIONS"}',
    },
  });
  port = await new Promise<number>((resolve) => child.stdout?.once("data", (data) => resolve(Number(data))));
});
afterAll(() => child.kill());

interface Answer {
  status: number;
  type: string;
  allow: string | undefined;
  body: string;
}

function ask(method: string, address: string): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = http.request({ port, method, path: address, host: "127.0.0.1" }, (response) => {
      let body = "";
      response.on("data", (data) => {
        body += data;
      });
      response.on("end", () =>
        resolve({
          status: response.statusCode ?? 0,
          type: response.headers["content-type"] ?? "",
          allow: response.headers.allow,
          body,
        }),
      );
    });
    request.on("error", reject);
    request.end();
  });
}

test("an address whose escapes are no UTF-8 leads where nothing is, its query untouched", async () => {
  expect((await ask("GET", "/api/documents/%ff?q=%20a")).body).toBe("/api/documents/%EF%BF%BD?q=%20a");
  expect((await ask("GET", "/documents/caf%C3%A9")).body).toBe("/documents/caf%C3%A9");
});

test.each([
  ["PUT", "/api/health", "GET, HEAD, OPTIONS"],
  ["DELETE", "/api/health?a=b", "GET, HEAD, OPTIONS"],
  ["PUT", "/api/other", "POST"],
  ["TRACE", "/ask", "GET, HEAD, POST, PUT, PATCH, DELETE"],
])("%s of %s, where it is not taken, is a problem that says what is", async (method, address, allow) => {
  const answer = await ask(method, address);
  expect(answer.status).toBe(405);
  expect(answer.type).toBe("application/problem+json");
  expect(JSON.parse(answer.body)).toMatchObject({
    code: "method_not_allowed",
    instance: address.split("?")[0],
  });
  expect(answer.allow).toBe(allow);
});

test("told to end, the server lets readers of endless events go, and finishes what was asked for", async () => {
  const script = `
import http from "node:http";
const server = http.createServer((request, response) => {
  response.setHeader("content-type", "text/event-stream");
  response.write("begun ");
  if (request.method === "POST") process.once("SIGTERM", () => setTimeout(() => response.end("and ended"), 300));
});
process.once("SIGTERM", () => server.close(() => process.exit(0)));
server.listen(0, "127.0.0.1", () => console.log(server.address().port));
`;
  const ending = spawn(process.execPath, ["--import", door, "--input-type=module", "-e", script], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ended = new Promise((resolve) => ending.once("exit", resolve));
  const at = await new Promise<number>((resolve) =>
    ending.stdout?.once("data", (data) => resolve(Number(data))),
  );
  const address = `http://127.0.0.1:${at}/api/x`;
  const [following, asking] = await Promise.all([fetch(address), fetch(address, { method: "POST" })]);
  ending.kill("SIGTERM");
  await expect(following.text()).rejects.toThrow();
  expect(await asking.text()).toBe("begun and ended");
  expect(await ended).toBe(0);
});
