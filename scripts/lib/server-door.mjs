// Loaded before the Next server, which answers these with a plain 500 or an empty body: TRACE, an address
// whose escapes are no UTF-8, and a method that a route of the API does not have. It would also wait for ever, when
// it is told to end, for readers of events that come without end.
import { randomBytes } from "node:crypto";
import http from "node:http";

const createServer = http.createServer;
/** What an answer that is being made when the server is told to end may still take; `npm start` waits for twenty seconds. */
const lastAnswersMs = 10_000;
/** Answers that have begun and not ended. */
const open = new Set();
/** What `Allow` says at each address, made by scripts/serve.ts from the table of routes; exact addresses first. */
const allowed = Object.entries(JSON.parse(process.env.GROUNDWORK_API_METHODS || "{}"))
  .sort(([a], [b]) => a.split("{").length - b.split("{").length)
  .map(([address, methods]) => ({
    pattern: new RegExp(`^${address.replace(/\{\w+\}/g, "[^/]+")}$`),
    methods,
  }));

/** As `http.createServer`, with the listener behind the door. */
http.createServer = (...args) => {
  const listener = args.at(-1);
  if (typeof listener !== "function") return createServer(...args);
  const server = createServer(...args.slice(0, -1), (request, response) => {
    open.add(response);
    response.once("close", () => open.delete(response));
    request.url = decodable(request.url ?? "/");
    if (request.method === "TRACE") return methodNotAllowed(request, response);
    if (isApi(request.url)) explainEmpty405(request, response);
    return listener(request, response);
  });
  // Not before: a signal that comes while nobody else listens for it ends the process.
  server.once("listening", () => {
    for (const signal of ["SIGTERM", "SIGINT"]) process.once(signal, () => letGo(server));
  });
  return server;
};

/** Whoever follows events comes back when the server does; an answer that was asked for is given its time. */
function letGo(server) {
  // More than once: a request that was taken already may begin to stream only now.
  const dropFollowers = () => {
    for (const response of open) {
      const follows = String(response.getHeader("content-type")).startsWith("text/event-stream");
      if (follows && response.req.method === "GET") response.destroy();
    }
    server.closeIdleConnections();
  };
  dropFollowers();
  setInterval(dropFollowers, 100).unref();
  setTimeout(() => server.closeAllConnections(), lastAnswersMs).unref();
}

/** The address with each escape that is no UTF-8 as U+FFFD: nothing is found there, in the ordinary way. */
function decodable(url) {
  const end = url.search(/[?#]/);
  const path = end === -1 ? url : url.slice(0, end);
  if (!path.includes("%")) return url;
  const mended = path
    .split("/")
    .map((part) => (isDecodable(part) ? part : part.replace(/%[0-9a-f]{0,2}/gi, "%EF%BF%BD")))
    .join("/");
  return end === -1 ? mended : mended + url.slice(end);
}

function isDecodable(part) {
  try {
    decodeURIComponent(part);
    return true;
  } catch {
    return false;
  }
}

function isApi(url) {
  return url.startsWith("/api/");
}

/** Next sends the head of such an answer before its end, so the one is completed and then the other. */
function explainEmpty405(request, response) {
  const { writeHead, end } = response;
  let body;
  response.writeHead = (...args) => {
    response.writeHead = writeHead;
    if (response.statusCode === 405 && !response.hasHeader("content-type")) body = explain(request, response);
    return writeHead.apply(response, args);
  };
  response.end = (...args) => {
    response.end = end;
    if (response.statusCode === 405 && !response.headersSent) response.flushHeaders();
    return body === undefined ? end.apply(response, args) : end.call(response, body);
  };
}

function methodNotAllowed(request, response) {
  response.statusCode = 405;
  return response.end(explain(request, response));
}

/** Sets the headers of the problem and gives its body; none for HEAD. */
function explain(request, response) {
  const address = (request.url ?? "/").split("?")[0];
  const requestId = `req_${randomBytes(12).toString("hex")}`;
  const body = JSON.stringify({
    type: "/docs/errors#method_not_allowed",
    title: "Method not allowed",
    status: 405,
    detail: "This address does not answer to that method.",
    instance: address,
    code: "method_not_allowed",
    request_id: requestId,
  });
  const methods = allowed.find(({ pattern }) => pattern.test(address))?.methods;
  response.setHeader("allow", methods ?? "GET, HEAD, POST, PUT, PATCH, DELETE");
  response.setHeader("content-type", "application/problem+json");
  response.setHeader("cache-control", "no-store");
  response.setHeader("content-security-policy", "default-src 'none'; frame-ancestors 'none'");
  response.setHeader("x-content-type-options", "nosniff");
  response.setHeader("x-request-id", requestId);
  return request.method === "HEAD" ? undefined : body;
}
