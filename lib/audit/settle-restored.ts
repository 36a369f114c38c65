import { rename, writeFile } from "node:fs/promises";
import path from "node:path";
import type { Database } from "@/db/client";
import { lastAuditRow, readAuditRows } from "@/db/queries/audit";
import { appendAudit, systemActor } from "./append-audit";
import { canonicalJson } from "./chain";
import { auditFolder, type Checkpoint, readCheckpoints, writeCheckpoint } from "./checkpoint-files";
import type { AuditVerification } from "./schema";
import { verifyAudit } from "./verify-audit";

export interface Settled {
  verification: AuditVerification;
  /** Where the checkpoints stand that were signed for what the backup replaced; undefined when all of them still hold. */
  setAside: string | undefined;
}

/**
 * Makes the signed checkpoints fit a log that a backup was put in place of. Those of entries that the backup doesn't
 * have stay as evidence in a file of their own; the act is an entry itself, and is signed. Changes nothing when the
 * log isn't intact by those that fit.
 */
export async function settleRestored(
  db: Database,
  { name, folder = auditFolder() }: { name: string; folder?: string },
): Promise<Settled> {
  const before = await verifyAudit(db, folder);
  const setAside = before.intact ? undefined : await keepWhatFits(db, folder);
  const verification = setAside ? await verifyAudit(db, folder) : before;
  if (!verification.intact) {
    if (setAside) await rename(setAside, path.join(folder, "checkpoints.jsonl"));
    return { verification, setAside: undefined };
  }
  await appendAudit(db, {
    actor: systemActor,
    action: "database.restored",
    inputs: { backup: name },
    outputs: { last_entry: verification.last_seq, checkpoints_set_aside: setAside !== undefined },
  });
  const last = await lastAuditRow(db);
  if (last) await writeCheckpoint({ kind: "periodic", seq: last.seq, hash: last.hash }, folder);
  return { verification: await verifyAudit(db, folder), setAside };
}

/** Leaves the checkpoints that agree with the log and gives the file that holds all that there were. */
async function keepWhatFits(db: Database, folder: string): Promise<string | undefined> {
  const signed = (await readCheckpoints(folder)).flatMap((line) =>
    "checkpoint" in line ? [line.checkpoint] : [],
  );
  if (signed.length === 0) return undefined;
  const hashes = await hashesAt(db, new Set(signed.map(({ seq }) => seq)));
  const first = hashes.first;
  const fits = ({ kind, seq, hash }: Checkpoint) =>
    hashes.of.get(seq) === hash || (kind === "retention" && first !== undefined && seq < first);
  const file = path.join(folder, "checkpoints.jsonl");
  const aside = path.join(
    folder,
    `checkpoints-until-${new Date().toISOString().replace(/[:.]/g, "-")}.jsonl`,
  );
  await rename(file, aside);
  const lines = signed.filter(fits).map((checkpoint) => `${canonicalJson(checkpoint)}\n`);
  await writeFile(file, lines.join(""), { mode: 0o600 });
  return aside;
}

async function hashesAt(db: Database, wanted: Set<number>) {
  const of = new Map<number, string>();
  let first: number | undefined;
  for (let after = -1; ; ) {
    const rows = await readAuditRows(db, { after, limit: 2000 });
    for (const { seq, hash } of rows) {
      first ??= seq;
      if (wanted.has(seq)) of.set(seq, hash);
      after = seq;
    }
    if (rows.length === 0) return { of, first };
  }
}
