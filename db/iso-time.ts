import { type SQL, sql } from "drizzle-orm";

/** A time as the API writes it: ISO 8601 in UTC with milliseconds. */
export function isoTime(column: SQL): SQL {
  return sql`to_char(${column} at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
}
