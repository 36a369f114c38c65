import { type Database, database } from "@/db/client";
import { type AuditRow, mayChangeAudit, readAuditRows } from "@/db/queries/audit";
import { chainHash, genesisHash } from "./chain";
import { auditFolder, type Checkpoint, readCheckpoints } from "./checkpoint-files";
import type { AuditVerification } from "./schema";

type Bad = NonNullable<AuditVerification["first_bad"]>;

/**
 * Reads the whole chain and names the first row that is wrong: edited, missing, inserted, moved, or cut off at the
 * end. What hashes alone can't show (a chain rewritten from some row on, rows cut off at its end) the signed
 * checkpoints do. Takes a few seconds for 100,000 rows.
 */
export async function verifyAudit(db: Database, folder = auditFolder()): Promise<AuditVerification> {
  const lines = await readCheckpoints(folder);
  const checkpoints = lines.flatMap((line) => ("checkpoint" in line ? [line.checkpoint] : []));
  const broken = lines.find((line) => "problem" in line);
  const walk = await walkChain(db, checkpoints);
  const bad =
    walk.bad ??
    cutOff(checkpoints, walk.lastSeq) ??
    (broken && "problem" in broken
      ? { seq: broken.seq ?? 0, problem: `line ${broken.line} of the checkpoint file ${broken.problem}` }
      : null);
  return {
    intact: bad === null,
    checked: walk.checked,
    first_seq: walk.firstSeq,
    last_seq: walk.lastSeq,
    checkpoints: checkpoints.length,
    first_bad: bad,
    protection: (await mayChangeAudit(db)) ? "evident" : "prevented",
  };
}

/** The same of this installation's own log. */
export async function verifyInstallation(): Promise<AuditVerification> {
  return verifyAudit(await database());
}

interface Walk {
  checked: number;
  firstSeq: number | null;
  lastSeq: number | null;
  bad: Bad | null;
}

async function walkChain(db: Database, checkpoints: Checkpoint[]): Promise<Walk> {
  const signed = new Map<number, Checkpoint[]>();
  for (const checkpoint of checkpoints)
    signed.set(checkpoint.seq, [...(signed.get(checkpoint.seq) ?? []), checkpoint]);
  const walk: Walk = { checked: 0, firstSeq: null, lastSeq: null, bad: null };
  let previous: { seq: number; hash: string } | null = null;
  for (;;) {
    // Below 1 as well: a row put there would otherwise never be seen.
    const rows: AuditRow[] = await readAuditRows(db, { after: previous?.seq ?? -1, limit: 2000 });
    for (const row of rows) {
      walk.checked++;
      previous ??= startOf(row, checkpoints);
      const problem = previous
        ? problemOf(row, previous, signed.get(row.seq) ?? [])
        : missingStart(row, checkpoints);
      if (problem) return { ...walk, bad: problem };
      walk.firstSeq ??= row.seq;
      walk.lastSeq = row.seq;
      previous = { seq: row.seq, hash: row.hash };
    }
    if (rows.length === 0) return walk;
  }
}

/** What the first row must be chained to: the beginning, or a place up to which rows were let go and signed. */
function startOf(row: AuditRow, checkpoints: Checkpoint[]): { seq: number; hash: string } | null {
  if (row.seq <= 1) return { seq: 0, hash: genesisHash };
  return checkpoints.find((each) => each.kind === "retention" && each.seq === row.seq - 1) ?? null;
}

function missingStart(row: AuditRow, checkpoints: Checkpoint[]): Bad {
  const gone = checkpoints.filter((each) => each.kind === "retention" && each.seq < row.seq);
  const first = Math.max(0, ...gone.map((each) => each.seq)) + 1;
  return { seq: first, problem: `rows before ${row.seq} are missing, and no signed retention tells why` };
}

function problemOf(row: AuditRow, previous: { seq: number; hash: string }, signed: Checkpoint[]): Bad | null {
  const expected = previous.seq + 1;
  if (row.seq > expected)
    return {
      seq: expected,
      problem:
        row.seq === expected + 1 ? "the row is missing" : `rows ${expected} to ${row.seq - 1} are missing`,
    };
  if (row.seq < expected) return { seq: row.seq, problem: "the row was inserted" };
  if (row.previousHash !== previous.hash)
    return {
      seq: row.seq,
      problem: "the row is not chained to the one before it: moved, inserted or edited",
    };
  if (chainHash(row.previousHash, row.seq, row.entry) !== row.hash)
    return { seq: row.seq, problem: "the row was edited: its hash is not that of its content" };
  if (signed.some((checkpoint) => checkpoint.hash !== row.hash))
    return { seq: row.seq, problem: "the row is not the one that was signed: the chain was rewritten" };
  return null;
}

function cutOff(checkpoints: Checkpoint[], lastSeq: number | null): Bad | null {
  const newest = Math.max(0, ...checkpoints.map((checkpoint) => checkpoint.seq));
  // A retention checkpoint alone signs rows that are meant to be gone.
  const present =
    lastSeq ?? Math.max(0, ...checkpoints.flatMap((each) => (each.kind === "retention" ? [each.seq] : [])));
  if (newest <= present) return null;
  return { seq: present + 1, problem: `rows up to ${newest} were signed and are cut off` };
}
