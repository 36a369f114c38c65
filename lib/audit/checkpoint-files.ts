// Signed checkpoints stand outside the database, with their key: who can rewrite the whole log, hashes and all,
// still can't make it agree with what was signed before.
import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  sign,
  verify,
} from "node:crypto";
import { appendFile, mkdir, open, readFile } from "node:fs/promises";
import path from "node:path";
import { z } from "zod";
import { env } from "@/lib/env/env";
import { AppError } from "@/lib/errors/app-error";
import { canonicalJson } from "./chain";

const signedSchema = z.strictObject({
  v: z.literal(1),
  /** `retention`: rows up to `seq` were let go, and what is left is chained to `hash`. */
  kind: z.enum(["periodic", "retention"]),
  seq: z.int(),
  hash: z.string(),
  at: z.string(),
  /** First 16 digits of the SHA-256 of the public key. */
  key: z.string(),
});
const checkpointSchema = signedSchema.extend({ signature: z.string() });
export type Checkpoint = z.infer<typeof checkpointSchema>;

/** A line of the file: a checkpoint whose signature holds, or what is wrong with the line. */
export type CheckpointLine = { line: number } & (
  | { checkpoint: Checkpoint }
  | { problem: string; seq: number | null }
);

/** The folder of checkpoints and key: AUDIT_DIR, or `audit` in DATA_DIR. */
export function auditFolder(): string {
  const settings = env();
  return path.resolve(
    /* turbopackIgnore: true */ settings.AUDIT_DIR ?? path.join(settings.DATA_DIR, "audit"),
  );
}

/** Signs a place of the chain and adds it to the file, on disk before this returns. Makes the key on first use. */
export async function writeCheckpoint(
  place: { kind: Checkpoint["kind"]; seq: number; hash: string },
  folder = auditFolder(),
): Promise<void> {
  const { privateKey, fingerprint } = await signingKey(folder);
  const signed = { v: 1 as const, ...place, at: new Date().toISOString(), key: fingerprint };
  const signature = sign(null, Buffer.from(canonicalJson(signed)), privateKey).toString("base64");
  const file = await open(path.join(folder, "checkpoints.jsonl"), "a", 0o600);
  try {
    // One write: processes that add at once don't mix their lines.
    await file.write(`${canonicalJson({ ...signed, signature })}\n`);
    await file.datasync();
  } finally {
    await file.close();
  }
}

/** Every line of the checkpoint file, its signature checked; none where there is no file yet. */
export async function readCheckpoints(folder = auditFolder()): Promise<CheckpointLine[]> {
  const text = await readIfThere(path.join(folder, "checkpoints.jsonl"));
  if (text === null) return [];
  const publicPem = await readIfThere(path.join(folder, "public-key.pem"));
  if (publicPem === null)
    throw new AppError("not_found", { public: `The public key is missing from ${folder}.` });
  return text
    .split("\n")
    .filter((line) => line !== "")
    .map((line, index) => ({ line: index + 1, ...readLine(line, publicPem) }));
}

function readLine(line: string, publicPem: string) {
  let checkpoint: Checkpoint;
  try {
    checkpoint = checkpointSchema.parse(JSON.parse(line));
  } catch {
    return { problem: "is not a checkpoint", seq: null };
  }
  const { signature, ...signed } = checkpoint;
  const bytes = Buffer.from(canonicalJson(signed));
  const holds = verify(null, bytes, createPublicKey(publicPem), Buffer.from(signature, "base64"));
  return holds ? { checkpoint } : { problem: "has a wrong signature", seq: checkpoint.seq };
}

async function signingKey(folder: string) {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const privateFile = path.join(folder, "signing-key.pem");
  const pem = (await readIfThere(privateFile)) ?? (await makeKey(folder, privateFile));
  const privateKey = createPrivateKey(pem);
  const publicPem = createPublicKey(privateKey).export({ type: "spki", format: "pem" }) as string;
  // Kept apart as well, so that somebody who checks needs no secret.
  if ((await readIfThere(path.join(folder, "public-key.pem"))) === null)
    await appendFile(path.join(folder, "public-key.pem"), publicPem, { flag: "w" });
  return { privateKey, fingerprint: createHash("sha256").update(publicPem).digest("hex").slice(0, 16) };
}

/** Of two processes that make the key at once, the one that comes second takes the other's. */
async function makeKey(folder: string, privateFile: string): Promise<string> {
  const { privateKey } = generateKeyPairSync("ed25519");
  const pem = privateKey.export({ type: "pkcs8", format: "pem" }) as string;
  try {
    const file = await open(privateFile, "wx", 0o600);
    await file.writeFile(pem);
    await file.close();
    return pem;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    for (let attempt = 0; attempt < 50; attempt++) {
      const other = await readIfThere(privateFile);
      if (other?.includes("END PRIVATE KEY")) return other;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    throw new AppError("internal", { internal: `No whole key in ${folder}`, cause: error });
  }
}

async function readIfThere(file: string): Promise<string | null> {
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw error;
  }
}
