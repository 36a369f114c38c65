// The address at the other end of a request's connection. Next tells it in X-Forwarded-For, but only where the
// caller hasn't sent that header, so it can't be told from a made-up one. `notePeers` writes it into a header whose
// name nobody outside this process can know.
import { randomBytes } from "node:crypto";
import { type IncomingMessage, Server } from "node:http";

const shared = globalThis as { groundworkPeerHeader?: string };

/** Name of the header that `notePeers` writes, the same in all of this process. */
export function peerHeader(): string {
  shared.groundworkPeerHeader ??= `x-peer-${randomBytes(16).toString("hex")}`;
  return shared.groundworkPeerHeader;
}

const marked = Symbol.for("groundwork.notes-peers");

/** Makes every HTTP server of this process note the peer's address on each request. */
export function notePeers(): void {
  const prototype = Server.prototype as Server & { [marked]?: boolean };
  if (prototype[marked]) return;
  prototype[marked] = true;
  const emit = prototype.emit;
  const name = peerHeader();
  prototype.emit = function (this: Server, ...values: [event: string, ...rest: unknown[]]) {
    if (values[0] === "request") {
      const request = values[1] as IncomingMessage;
      request.headers[name] = request.socket.remoteAddress ?? "";
    }
    return Reflect.apply(emit, this, values);
  };
}
