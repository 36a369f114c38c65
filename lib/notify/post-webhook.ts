// One request to another service. Where it goes is checked at the moment of connecting, on the very address that is
// connected to: a name that resolves to something else a second later gains nothing. Redirects aren't followed.
import { lookup } from "node:dns";
import { request as requestHttp } from "node:http";
import { request as requestHttps } from "node:https";
import { isIP, type LookupFunction } from "node:net";
import { AppError } from "@/lib/errors/app-error";
import { isPublicAddress } from "./public-address";

export interface WebhookRequest {
  url: string;
  method: "POST" | "PUT" | "PATCH" | "DELETE";
  headers: Record<string, string>;
  body: string;
  /** Addresses of private networks are connected to as well; metadata services never are. */
  allowPrivate: boolean;
  timeoutMs: number;
  signal?: AbortSignal;
}

export interface WebhookAnswer {
  status: number;
  /** At most 4,096 characters of it. */
  body: string;
}

/** Raised where it isn't known whether the request was taken: it was sent, and its answer never came. */
export class OutcomeUnknown extends Error {}

const mostAnswerCharacters = 4096;

/**
 * Sends it once. Throws `webhook_failed` when it surely was not taken (a refused address, no connection, a status of
 * 400 to 499 or a redirect), and `OutcomeUnknown` when it may have been (a timeout or a cut connection after sending, a
 * status of 500 and above).
 */
export async function postWebhook(webhook: WebhookRequest): Promise<WebhookAnswer> {
  const url = new URL(webhook.url);
  if (url.protocol !== "https:" && url.protocol !== "http:") throw refused("only http and https are called");
  const host = url.hostname.replace(/^\[|\]$/g, "");
  if (isIP(host) && !mayConnect(host, webhook.allowPrivate)) throw refused("its address is not a public one");
  const answer = await send(url, webhook);
  if (answer.status >= 500) throw new OutcomeUnknown(`status ${answer.status}`);
  if (answer.status >= 300)
    throw new AppError("webhook_failed", {
      public:
        answer.status < 400
          ? "The other service answered with a redirect, which is not followed. Nothing was done there."
          : `The other service refused the request (status ${answer.status}). Nothing was done there.`,
    });
  return answer;
}

function send(url: URL, webhook: WebhookRequest): Promise<WebhookAnswer> {
  return new Promise((resolve, reject) => {
    let sent = false;
    const fail = (error: Error) => {
      if (error instanceof AppError) reject(error);
      else if (sent) reject(new OutcomeUnknown(error.message));
      else reject(refused("no connection could be made", error));
    };
    const start = url.protocol === "https:" ? requestHttps : requestHttp;
    const signals = [AbortSignal.timeout(webhook.timeoutMs), ...(webhook.signal ? [webhook.signal] : [])];
    const outgoing = start(url, {
      method: webhook.method,
      headers: {
        "content-type": "application/json",
        ...webhook.headers,
        "content-length": Buffer.byteLength(webhook.body),
      },
      lookup: checkedLookup(webhook.allowPrivate),
      signal: AbortSignal.any(signals),
      agent: false,
    });
    outgoing.on("socket", (socket) => {
      socket.on(url.protocol === "https:" ? "secureConnect" : "connect", () => {
        sent = true;
      });
    });
    outgoing.on("error", fail);
    outgoing.on("response", (incoming) => {
      let body = "";
      incoming.setEncoding("utf8");
      incoming.on("data", (part: string) => {
        if (body.length < mostAnswerCharacters) body += part;
      });
      incoming.on("error", fail);
      incoming.on("end", () =>
        resolve({ status: incoming.statusCode ?? 0, body: body.slice(0, mostAnswerCharacters) }),
      );
    });
    outgoing.end(webhook.body);
  });
}

/** Resolves a name and gives back only addresses that may be connected to; the socket connects to one of these. */
function checkedLookup(allowPrivate: boolean): LookupFunction {
  return (hostname, options, callback) => {
    lookup(hostname, { ...options, all: true }, (error, addresses) => {
      if (error) return callback(error, "", 0);
      const allowed = addresses.filter(({ address }) => mayConnect(address, allowPrivate));
      const first = allowed[0];
      if (!first || allowed.length < addresses.length)
        return callback(refused("its name leads to an address that is not a public one"), "", 0);
      if (options.all) return callback(null, allowed);
      return callback(null, first.address, first.family);
    });
  };
}

function mayConnect(address: string, allowPrivate: boolean): boolean {
  if (isPublicAddress(address)) return true;
  return allowPrivate && !/^(?:::ffff:)?169\.254\.|^fe80:|^fd00:ec2:/i.test(address);
}

function refused(why: string, cause?: unknown): AppError {
  return new AppError("webhook_failed", {
    public: `The other service was not called: ${why}. Nothing was done there.`,
    cause,
  });
}
