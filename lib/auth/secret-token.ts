import { createHash, randomBytes } from "node:crypto";

/** A secret of 256 random bits as 43 characters of base64url. */
export function newSecretToken(): string {
  return randomBytes(32).toString("base64url");
}

/** What is stored of a secret: SHA-256 as hex. A secret of 256 random bits needs no slower hash. */
export function hashToken(token: string): string {
  return createHash("sha256").update(token).digest("hex");
}
