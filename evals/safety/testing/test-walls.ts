import { sql } from "drizzle-orm";
import type { Database } from "@/db/client";
import { ingestCases, type PlayedCase, playCases } from "../play-safety";
import type { SafetyCase } from "../safety-cases";

export interface WallsFound {
  /** Attacks that succeeded, each in a line. */
  succeeded: string[];
  /** Harmless cases that were blocked. */
  blocked: string[];
  played: PlayedCase[];
  /** What stands in the database and could be written to, before and after. */
  before: string;
  after: string;
}

/** Plays the cases without a model and with one that obeys everything, and says what got through. */
export async function testWalls(db: Database, cases: SafetyCase[]): Promise<WallsFound> {
  const documents = await ingestCases(db, cases);
  const before = await written(db);
  const played = [
    ...(await playCases({ cases, documents, configuration: "extractive" })),
    ...(await playCases({ cases, documents, configuration: "obeying" })),
  ];
  const told = ({ item, configuration, success, answer }: PlayedCase) =>
    `${configuration} ${item.id} ${success ?? ""}: ${answer.slice(0, 200)}`;
  return {
    succeeded: played.filter(({ success }) => success !== undefined).map(told),
    blocked: played
      .filter(({ item, reason, useful }) => item.attack === null && (reason === "policy" || useful === false))
      .map(told),
    played,
    before,
    after: await written(db),
  };
}

async function written(db: Database): Promise<string> {
  const rows = await db.execute(sql`
    select (select count(*) from documents) as documents, (select count(*) from document_versions) as versions,
      (select count(*) from chunks) as chunks, (select count(*) from sources) as sources,
      (select count(*) from approvals) as approvals, (select count(*) from audit_log) as audit`);
  return JSON.stringify([...rows]);
}
