import { z } from "zod";
import { canonicalHash } from "@/lib/audit/chain";
import { env } from "@/lib/env/env";
import { AppError } from "@/lib/errors/app-error";
import { postWebhook } from "@/lib/notify/post-webhook";
import type { OutsideTool } from "./tool";

const input = z.strictObject({
  target: z.string().min(1).max(50).describe("Name of the service, as the settings have it"),
  body: z.record(z.string(), z.json()).describe("What is sent, as a JSON object"),
});
const output = z.object({ target: z.string(), status: z.int() });

/** Calls one of the services that the settings name. Address and secrets are the settings'; only the body is the model's. */
export const callWebhook: OutsideTool<z.infer<typeof input>, z.infer<typeof output>> = {
  kind: "write",
  effect: "outside",
  name: "call_webhook",
  title: "Call another service",
  description: "Sends data to one of the services that this installation knows by name.",
  input,
  output,
  reads: "nothing",
  writes: "whatever the other service does with it",
  needs: { scope: "agent", role: "editor" },

  async propose(_context, { target: name, body }) {
    const target = targetNamed(name);
    return {
      preview: {
        kind: "request",
        target: name,
        method: target.method,
        url: withoutSecrets(target.url),
        headers: [...Object.keys(target.headers), "idempotency-key"],
        body: JSON.stringify(body, null, 2),
        idempotent: target.idempotent,
      },
      risk: "high",
      sourceIds: [],
      documentIds: [],
    };
  },

  async targetState(_db, _context, { target: name }) {
    const { url, method, idempotent } = targetNamed(name);
    return canonicalHash({ url, method, idempotent });
  },

  idempotent: ({ target: name }) => targetNamed(name).idempotent,

  async send({ signal }, { target: name, body }, idempotencyKey) {
    const target = targetNamed(name);
    const answer = await postWebhook({
      url: target.url,
      method: target.method,
      headers: { ...target.headers, "idempotency-key": idempotencyKey },
      body: JSON.stringify(body),
      allowPrivate: target.allow_private,
      timeoutMs: target.timeout_ms,
      signal,
    });
    // What the other service says isn't handed on: it is nobody's document and could hold orders for the model.
    return { target: name, status: answer.status };
  },
};

function targetNamed(name: string) {
  const target = env().AGENT_WEBHOOKS.find((each) => each.name === name);
  if (target) return target;
  const known = env().AGENT_WEBHOOKS.map((each) => each.name);
  throw new AppError("invalid_request", {
    public:
      known.length > 0
        ? `There is no such service. Known are: ${known.join(", ")}.`
        : "No service is set up to be called (AGENT_WEBHOOKS).",
    invalidParams: [{ name: "target", reason: "unknown" }],
  });
}

/** The address without what may be secret in it: user, password, query, and the keys that some services put in the path. */
function withoutSecrets(address: string): string {
  const url = new URL(address);
  const path = url.pathname.split("/").map((part) => (looksSecret(part) ? "…" : part));
  return `${url.origin}${path.join("/")}${url.search ? "?…" : ""}`;
}

/** Long, and letters mixed with digits or with capitals inside: no word that somebody chose. */
function looksSecret(part: string): boolean {
  return (
    (part.length >= 9 && /\d/.test(part) && /[A-Z]/.test(part)) ||
    (part.length >= 16 && (/\d/.test(part) || /\p{Ll}\p{Lu}/u.test(part))) ||
    (part.length >= 32 && !part.includes("-"))
  );
}
