// Whose credentials were good a moment ago. It opens nothing: each request is looked up again. It says only for whom a
// place is kept meanwhile, so that somebody without credentials can't take all places by asking for them.
import { createHash } from "node:crypto";
import { LRUCache } from "lru-cache";

const shared = globalThis as { groundworkLetIn?: LRUCache<string, true> };

function letIn(): LRUCache<string, true> {
  shared.groundworkLetIn ??= new LRUCache({ max: 10_000, ttl: 10 * 60_000 });
  return shared.groundworkLetIn;
}

/** Whether these credentials, or none, were good in the last ten minutes. */
export function wasLetIn(headers: Headers): boolean {
  return letIn().has(credentialsOf(headers));
}

/** To be called once a request with these credentials was let in. */
export function noteLetIn(headers: Headers): void {
  letIn().set(credentialsOf(headers), true);
}

function credentialsOf(headers: Headers): string {
  const given = [headers.get("authorization") ?? "", headers.get("cookie") ?? ""];
  return createHash("sha256").update(JSON.stringify(given)).digest("base64");
}
