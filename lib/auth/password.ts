// argon2id with the least that OWASP's cheat sheet asks for: 19 MiB, two passes, one lane.
import { hash, verify } from "@node-rs/argon2";

/** `Algorithm.Argon2id`; the library declares it as a `const enum`, which can't be imported here. */
const argon2id = 2;
const options = { algorithm: argon2id, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;
/** A hash of nothing that anybody knows, so that an unknown account takes as long as a known one. */
let decoy: Promise<string> | undefined;

/** What is stored of a password: argon2id in PHC form. The same characters, however composed, are the same password. */
export function hashPassword(password: string): Promise<string> {
  return hash(password.normalize("NFKC"), options);
}

/** Whether it is the password of `stored`. Without a hash it is not, after the same work. */
export async function isPassword(password: string, stored: string | null | undefined): Promise<boolean> {
  decoy ??= hashPassword(crypto.randomUUID());
  const right = await verify(stored ?? (await decoy), password.normalize("NFKC"));
  return right && typeof stored === "string";
}
