import { createHash } from "node:crypto";
import canonicalize from "canonicalize";

/** What the first row is chained to. */
export const genesisHash = "0".repeat(64);

/** JSON with one spelling: sorted names, shortest numbers, no white space (RFC 8785). Throws `TypeError` for what JSON can't hold. */
export function canonicalJson(value: unknown): string {
  const text = canonicalize(value);
  if (text === undefined) throw new TypeError("Not a JSON value");
  return text;
}

/** SHA-256 of the previous hash, the number and the entry, a line each; hexadecimal. The database computes the same. */
export function chainHash(previousHash: string, seq: number, entry: string): string {
  return createHash("sha256").update(`${previousHash}\n${seq}\n${entry}`, "utf8").digest("hex");
}

/** SHA-256 of a value's canonical JSON; hexadecimal. */
export function canonicalHash(value: unknown): string {
  return createHash("sha256").update(canonicalJson(value), "utf8").digest("hex");
}
