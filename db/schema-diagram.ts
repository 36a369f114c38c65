// The tables as a Mermaid diagram, for docs/data.md.
import { is } from "drizzle-orm";
import { getTableConfig, PgTable } from "drizzle-orm/pg-core";
import { schemaTables } from "./schema-tables";

const tables = Object.values(schemaTables)
  .filter((value) => is(value, PgTable))
  .map((table) => getTableConfig(table as PgTable))
  .sort((one, other) => (one.name < other.name ? -1 : 1));

/** Every table, column and foreign key of `db/schema`, as the text of a Mermaid `erDiagram`. */
export function schemaDiagram(): string {
  const lines = ["erDiagram"];
  for (const table of tables) {
    const primary = new Set([
      ...table.columns.filter((column) => column.primary).map((column) => column.name),
      ...table.primaryKeys.flatMap((key) => key.columns.map((column) => column.name)),
    ]);
    const foreign = new Set(
      table.foreignKeys.flatMap((key) => key.reference().columns.map(({ name }) => name)),
    );
    lines.push(`  ${table.name} {`);
    for (const column of table.columns) {
      const keys = [primary.has(column.name) && "PK", foreign.has(column.name) && "FK"]
        .filter(Boolean)
        .join(", ");
      const type = column
        .getSQLType()
        .replace(/\[\]$/, "_array")
        .replace(" with time zone", "tz")
        .replaceAll(" ", "_");
      lines.push(
        `    ${[type, column.name, keys, column.notNull ? "" : '"may be null"'].filter(Boolean).join(" ")}`,
      );
    }
    lines.push("  }");
  }
  for (const table of tables) {
    for (const key of table.foreignKeys) {
      const { columns, foreignTable } = key.reference();
      const must = columns.every((column) => column.notNull);
      const names = columns.map((column) => column.name).join(", ");
      lines.push(
        `  ${getTableConfig(foreignTable).name} ${must ? "||" : "|o"}--o{ ${table.name} : "${names}"`,
      );
    }
  }
  return lines.join("\n");
}
