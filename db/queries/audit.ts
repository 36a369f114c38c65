// The audit log: rows are added and read, and the oldest may be let go by retention. Nothing changes one.
import { type SQL, sql } from "drizzle-orm";
import { type Access, readableSources } from "../access";
import type { Queryable } from "../client";
import { likeText } from "../like-text";

export interface AuditRow {
  seq: number;
  entry: string;
  previousHash: string;
  hash: string;
}

export interface FoundAuditRow extends AuditRow {
  /** Whether the reader may read every source that the entry is about. */
  readable: boolean;
}

export interface AuditFilters {
  actor?: string | undefined;
  action?: string | undefined;
  tool?: string | undefined;
  documentId?: string | undefined;
  traceId?: string | undefined;
  requestId?: string | undefined;
  /** Anywhere in the entry, letters in either case. */
  text?: string | undefined;
  /** ISO 8601, UTC; `to` is left out of the span. */
  from?: string | undefined;
  to?: string | undefined;
}

/** Adds an entry at the chain's end and returns its number. Make it the last statement of the transaction: it holds the chain. */
export async function insertAuditEntry(db: Queryable, entry: string): Promise<number> {
  const [row] = await db.execute<{ seq: string }>(sql`select audit_append(${entry}) as seq`);
  return Number(row?.seq);
}

/** Rows after a number, in order, as they are stored. */
export async function readAuditRows(
  db: Queryable,
  { after, limit }: { after: number; limit: number },
): Promise<AuditRow[]> {
  const rows = await db.execute<StoredRow>(sql`
    select seq, entry, previous_hash, hash from audit_log where seq > ${after} order by seq limit ${limit}`);
  return rows.map(toRow);
}

/** The chain's last row, or null for an empty log. */
export async function lastAuditRow(db: Queryable): Promise<AuditRow | null> {
  const [row] = await db.execute<StoredRow>(
    sql`select seq, entry, previous_hash, hash from audit_log order by seq desc limit 1`,
  );
  return row ? toRow(row) : null;
}

/** Entries that fit, newest first. Text is looked for only in entries whose sources the reader may read. */
export async function findAuditRows(
  db: Queryable,
  options: { access: Access; filters: AuditFilters; before: number | null; limit: number },
): Promise<FoundAuditRow[]> {
  const readable = sql`not exists (select 1 from jsonb_array_elements_text(data->'source_ids') s where s not in ${readableSources(options.access)})`;
  const rows = await db.execute<StoredRow & { readable: boolean }>(sql`
    select seq, entry, previous_hash, hash, ${readable} as readable from audit_log
    where ${sql.join([...conditions(options.filters, readable), options.before === null ? sql`true` : sql`seq < ${options.before}`], sql` and `)}
    order by seq desc limit ${options.limit}`);
  return rows.map((row) => ({ ...toRow(row), readable: row.readable }));
}

function conditions(filters: AuditFilters, readable: SQL): SQL[] {
  const found: SQL[] = [sql`true`];
  const { actor, action, tool, documentId, traceId, requestId, text, from, to } = filters;
  if (actor)
    found.push(
      sql`(data->'actor'->>'id' = ${actor} or data->'actor'->>'key_id' = ${actor} or data->>'on_behalf_of' = ${actor} or lower(data->'actor'->>'name') = lower(${actor}))`,
    );
  if (action)
    found.push(sql`(data->>'action' = ${action} or data->>'action' like ${`${likeText(action)}.%`})`);
  if (tool) found.push(sql`data->>'tool' = ${tool}`);
  if (documentId) found.push(sql`data->'document_ids' @> ${JSON.stringify([documentId])}::jsonb`);
  if (traceId) found.push(sql`data->>'trace_id' = ${traceId}`);
  if (requestId) found.push(sql`data->>'request_id' = ${requestId}`);
  if (text) found.push(sql`(entry ilike ${`%${likeText(text)}%`} and ${readable})`);
  if (from) found.push(sql`data->>'at' >= ${from}`);
  if (to) found.push(sql`data->>'at' < ${to}`);
  return found;
}

/** Lets go of every row up to and including `seq`; returns how many. Only retention calls it, in a transaction. */
export async function deleteAuditRowsUpTo(tx: Queryable, seq: number): Promise<number> {
  await tx.execute(sql`select set_config('groundwork.audit_retention', 'on', true)`);
  const rows = await tx.execute<{ seq: string }>(
    sql`delete from audit_log where seq <= ${seq} returning seq`,
  );
  await tx.execute(sql`select set_config('groundwork.audit_retention', 'off', true)`);
  return rows.length;
}

/** The last row whose entry is older than `before` (ISO 8601, UTC), or null. */
export async function lastAuditRowBefore(db: Queryable, before: string): Promise<AuditRow | null> {
  const [row] = await db.execute<StoredRow>(sql`
    select seq, entry, previous_hash, hash from audit_log where data->>'at' < ${before} order by seq desc limit 1`);
  return row ? toRow(row) : null;
}

/** Whether the role that this connection has could change or delete rows at all. */
export async function mayChangeAudit(db: Queryable): Promise<boolean> {
  const [row] = await db.execute<{ may: boolean }>(sql`
    select has_table_privilege(current_user, 'audit_log', 'UPDATE, DELETE, TRUNCATE, TRIGGER')
      or pg_has_role(current_user, (select relowner from pg_class where oid = 'audit_log'::regclass), 'MEMBER') as may`);
  return row?.may ?? true;
}

interface StoredRow extends Record<string, unknown> {
  seq: string;
  entry: string;
  previous_hash: string;
  hash: string;
}

function toRow(row: StoredRow): AuditRow {
  return { seq: Number(row.seq), entry: row.entry, previousHash: row.previous_hash, hash: row.hash };
}
