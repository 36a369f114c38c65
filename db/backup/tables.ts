// What there is to back up, read from the database's own catalogue: a table added later is in it by itself.
import { sql } from "drizzle-orm";
import type { Queryable } from "../client";

export interface Table {
  name: string;
  columns: Column[];
  /** Order of the rows in a backup: the primary key. */
  key: Column[];
  references: string[];
}

export interface Column {
  name: string;
  type: string;
  identity: boolean;
}

/** Tables that are made from others and by the server at hand. */
const derived = new Set(["chunk_terms", "chunk_term_totals", "source_versions"]);

/** The product's tables with their columns, each after those it refers to. */
export async function listTables(db: Queryable): Promise<Table[]> {
  const rows = await db.execute<{
    table: string;
    column: string;
    type: string;
    identity: boolean;
    key: number | null;
  }>(sql`
    select c.relname as table, a.attname as column, format_type(a.atttypid, a.atttypmod) as type,
      (a.attidentity <> '' or pg_get_serial_sequence(quote_ident(c.relname), a.attname) is not null) as identity,
      array_position(i.indkey::int2[], a.attnum) as key
    from pg_class c
    join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
    left join pg_index i on i.indrelid = c.oid and i.indisprimary
    where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'
    order by c.relname collate "C", a.attnum`);
  const edges = await db.execute<{ child: string; parent: string }>(sql`
    select distinct c.conrelid::regclass::text as child, c.confrelid::regclass::text as parent
    from pg_constraint c where c.contype = 'f' and c.connamespace = 'public'::regnamespace`);
  const tables = new Map<string, Table>();
  for (const row of rows) {
    if (derived.has(row.table)) continue;
    const table = tables.get(row.table) ?? { name: row.table, columns: [], key: [], references: [] };
    const column = { name: row.column, type: row.type, identity: row.identity };
    table.columns.push(column);
    if (row.key !== null) table.key[row.key] = column;
    tables.set(row.table, table);
  }
  for (const { child, parent } of edges) {
    if (child !== parent) tables.get(child)?.references.push(parent);
  }
  for (const table of tables.values()) table.key = table.key.filter(Boolean);
  return parentsFirst(tables);
}

function parentsFirst(tables: Map<string, Table>): Table[] {
  const sorted = new Map<string, Table>();
  const visit = (table: Table | undefined) => {
    if (!table || sorted.has(table.name)) return;
    for (const parent of table.references) visit(tables.get(parent));
    sorted.set(table.name, table);
  };
  for (const table of tables.values()) visit(table);
  return [...sorted.values()];
}
