// Who may read what. Every query that reads documents takes an `Access` and puts `readableSources` into
// its own SQL: nothing is filtered after the fact.
import { type SQL, sql } from "drizzle-orm";
import { env } from "@/lib/env/env";

/** What the caller may read. Made by the door (`lib/http`), never from what a request says of itself. */
export interface Access {
  /** Null is anonymous. */
  userId: string | null;
  groupIds: string[];
  /** Sources of eval suites that this caller may read as well; never set for people. */
  suiteSourceIds: string[];
  /**
   * Makes a source by naming one that isn't there: admins, and the local person while there are no accounts.
   * For everybody else a source that isn't there and one that they may not know of are the same.
   */
  makesSources?: boolean;
}

/** The local person while there are no accounts, and commands: reads what is open to everyone. */
export const anonymousAccess: Access = {
  userId: null,
  groupIds: [],
  suiteSourceIds: [],
  makesSources: true,
};

/** Access of a bench run: the documents of its suites and nothing else that people see. */
export function suiteAccess(sourceIds: string[]): Access {
  return { userId: null, groupIds: [], suiteSourceIds: sourceIds };
}

/**
 * A subquery with the ids of the sources that the caller may read and that policy allows.
 * A caller with suites reads those alone, whatever the settings say: nobody is shown them. Use as `where source_id in ${readableSources(access)}`.
 */
export function readableSources(access: Access): SQL {
  if (access.suiteSourceIds.length > 0) {
    return sql`(select id from sources where kind = 'suite' and policy = 'allowed' and id = any(${textArray(access.suiteSourceIds)}))`;
  }
  const subjects: SQL[] = [];
  if (access.userId !== null)
    subjects.push(sql`(g.subject_kind = 'user' and g.subject_id = ${access.userId})`);
  if (access.groupIds.length > 0) {
    subjects.push(sql`(g.subject_kind = 'group' and g.subject_id = any(${textArray(access.groupIds)}))`);
  }
  return openOrGranted(subjects);
}

/** `readableSources` of a person whom the same statement finds: id and groups as expressions of its own. */
export function sourcesReadableBy({ userId, groupIds }: { userId: SQL; groupIds: SQL }): SQL {
  return openOrGranted([
    sql`(g.subject_kind = 'user' and g.subject_id = ${userId})`,
    sql`(g.subject_kind = 'group' and g.subject_id = any(${groupIds}))`,
  ]);
}

function openOrGranted(subjects: SQL[]): SQL {
  const granted =
    subjects.length === 0
      ? sql`false`
      : sql`exists (select 1 from source_grants g where g.source_id = s.id and (${sql.join(subjects, sql` or `)}))`;
  return sql`(select s.id from sources s where s.kind = 'people' and s.policy = 'allowed' and s.deleted_at is null
    and ${allowedBySettings(sql`s`)} and (s.visibility = 'everyone' or ${granted}))`;
}

/** Whether the settings allow the source: named neither outside RETRIEVAL_ALLOWED_SOURCES nor in RETRIEVAL_DENIED_SOURCES. */
export function allowedBySettings(source: SQL): SQL {
  const { RETRIEVAL_ALLOWED_SOURCES: allowed, RETRIEVAL_DENIED_SOURCES: denied } = env();
  const named = (names: string[]) =>
    sql`(lower(${source}.name) = any(${textArray(names.map((name) => name.toLowerCase()))}) or ${source}.id = any(${textArray(names)}))`;
  if (allowed.length === 0 && denied.length === 0) return sql`true`;
  if (allowed.length === 0) return sql`not ${named(denied)}`;
  return denied.length === 0 ? named(allowed) : sql`(${named(allowed)} and not ${named(denied)})`;
}

/** An array as one text parameter, the same through every driver. */
export function textArray(values: string[]): SQL {
  return sql`${`{${values.map((value) => `"${value.replace(/(["\\])/g, "\\$1")}"`).join(",")}}`}::text[]`;
}
