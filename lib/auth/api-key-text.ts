import { randomBytes } from "node:crypto";
import { newSecretToken } from "./secret-token";

const pattern = /^gw_([0-9a-f]{16})_([A-Za-z0-9_-]{43})$/;

/** A new key: `gw_<id>_<secret>`. The id finds its row and may be shown, the secret is told once. */
export function newApiKeyText(): { id: string; secret: string; text: string } {
  const id = randomBytes(8).toString("hex");
  const secret = newSecretToken();
  return { id, secret, text: `gw_${id}_${secret}` };
}

/** The parts of a key as sent; undefined for anything of another form. */
export function parseApiKey(text: string): { id: string; secret: string } | undefined {
  const [, id, secret] = pattern.exec(text) ?? [];
  return id && secret ? { id, secret } : undefined;
}
