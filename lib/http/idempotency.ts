// A write that is sent again with the same Idempotency-Key is answered as the first time and done once
// (draft-ietf-httpapi-idempotency-key-header). Fails closed: where the key can't be kept, nothing is done.
import { createCipheriv, createDecipheriv, createHash, randomBytes } from "node:crypto";
import { database } from "@/db/client";
import {
  claimIdempotencyKey,
  findIdempotencyKey,
  type IdempotencyRow,
  keepAnswer,
  releaseIdempotencyKey,
} from "@/db/queries/idempotency";
import { authSecret } from "@/lib/auth/auth-secret";
import type { Principal } from "@/lib/auth/schema";
import { hashToken } from "@/lib/auth/secret-token";
import { AppError } from "@/lib/errors/app-error";

const lockSeconds = 120;
const keptHeaders = ["content-type", "location"];
const longestBody = 1_048_576;

/**
 * Does the work once for a key and gives later requests the same answer, for 24 hours; without the header it just does
 * it. Only answers of 200 to 299 are kept: what failed may be tried again. `content` is what makes two requests the
 * same, beside method and address. Throws `idempotency_key_reused` for another request with the key, and
 * `idempotency_in_progress` while the first is at work.
 */
export async function onceByKey(
  request: Request,
  principal: Principal,
  content: string,
  work: () => Promise<Response>,
): Promise<Response> {
  const given = request.headers.get("idempotency-key");
  if (given === null) return work();
  if (!/^[\x21-\x7e]{1,255}$/.test(given))
    throw new AppError("invalid_request", {
      public: "Idempotency-Key must have 1 to 255 printable characters without spaces.",
      invalidParams: [{ name: "Idempotency-Key", reason: "has the wrong form" }],
    });
  const db = await database();
  const url = new URL(request.url);
  const endpoint = `${request.method} ${url.pathname}${url.search}`;
  const place = { owner: principal.keyId ?? principal.userId ?? "anonymous", key: hashToken(given) };
  const requestHash = hashToken(`${endpoint}\n${content}`);
  if (!(await claimIdempotencyKey(db, { ...place, endpoint, requestHash, lockSeconds })))
    return replay(await findIdempotencyKey(db, place), requestHash, given);
  try {
    const response = await work();
    const body = response.ok ? await response.clone().text() : "";
    if (!response.ok || body.length > longestBody) await releaseIdempotencyKey(db, place);
    else
      await keepAnswer(db, {
        ...place,
        status: response.status,
        headers: headersOf(response),
        body: seal(body, await cipherKey(given)),
      });
    return response;
  } catch (error) {
    await releaseIdempotencyKey(db, place);
    throw error;
  }
}

async function replay(
  row: IdempotencyRow | undefined,
  requestHash: string,
  given: string,
): Promise<Response> {
  if (row && row.request_hash !== requestHash) throw new AppError("idempotency_key_reused");
  if (!row?.done || row.status === null)
    throw new AppError("idempotency_in_progress", { retryAfterSeconds: 1 });
  const body = open(row.body ?? "", await cipherKey(given));
  const headers = { ...row.headers, "idempotency-replayed": "true" };
  return new Response(row.status === 204 ? null : body, { status: row.status, headers });
}

function headersOf(response: Response): Record<string, string> {
  return Object.fromEntries(
    keptHeaders.flatMap((name) => {
      const value = response.headers.get(name);
      return value === null ? [] : [[name, value]];
    }),
  );
}

/** An answer may hold a secret that is told once, such as a new API key: only whoever has the request's own key reads it. */
async function cipherKey(given: string): Promise<Buffer> {
  return createHash("sha256")
    .update(`${await authSecret()}\n${given}`)
    .digest();
}

function seal(text: string, key: Buffer): string {
  const start = randomBytes(12);
  const cipher = createCipheriv("aes-256-gcm", key, start);
  const sealed = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
  return Buffer.concat([start, cipher.getAuthTag(), sealed]).toString("base64");
}

function open(text: string, key: Buffer): string {
  const bytes = Buffer.from(text, "base64");
  const decipher = createDecipheriv("aes-256-gcm", key, bytes.subarray(0, 12));
  decipher.setAuthTag(bytes.subarray(12, 28));
  return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString("utf8");
}
