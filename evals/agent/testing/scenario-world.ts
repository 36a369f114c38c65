// What scenarios are played in: people with roles, documents of which some come from a source that isn't trusted, and a
// service that takes requests.
import { readdirSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { sql } from "drizzle-orm";
import { anonymousAccess } from "@/db/access";
import type { Database } from "@/db/client";
import { projectFile } from "@/db/project-files";
import { writeAgentSettings } from "@/db/queries/agent-settings";
import { insertManagedSource } from "@/db/queries/managed-sources";
import { makePerson } from "@/lib/agent/testing/people";
import type { ToolContext } from "@/lib/agent/tools/tool";
import { resetEnv } from "@/lib/env/env";
import { acceptText } from "@/lib/ingest/accept-text";
import { work } from "@/lib/ingest/work";

export interface ScenarioWorld {
  db: Database;
  people: { editor: ToolContext; member: ToolContext; approver: ToolContext };
  /** Document ids by title. */
  documents: Map<string, string>;
  /** Bodies that reached the service. */
  received: string[];
  close(): void;
}

const sourceNames: Record<string, string> = {
  people: "People",
  it: "IT",
  facilities: "Facilities",
  outside: "Outside",
};

/** Fills the process's database, which has to be empty and migrated. */
export async function scenarioWorld(db: Database): Promise<ScenarioWorld> {
  for (const name of ["General", "Archive", "People", "IT", "Facilities"])
    await insertManagedSource(db, { name, trusted: true });
  await insertManagedSource(db, { name: "Outside", trusted: false });
  const root = projectFile("evals/agent/corpus");
  if (root === undefined) throw new Error("evals/agent/corpus is missing");
  for (const folder of readdirSync(root))
    for (const file of readdirSync(path.join(root, folder))) {
      const text = readFileSync(path.join(root, folder, file), "utf8");
      const title = /^# (.+)$/m.exec(text)?.[1] ?? file;
      await acceptText({
        access: anonymousAccess,
        requestId: "scenarios",
        document: {
          title,
          uri: `${folder}/${file}`,
          source: sourceNames[folder] ?? "General",
          text,
          type: "markdown",
        },
      });
    }
  await work({ db, signal: new AbortController().signal, untilIdle: true });
  const rows = await db.execute<{ id: string; title: string }>(sql`select id, title from documents`);
  const received: string[] = [];
  const server = createServer(async (request, response) => {
    let body = "";
    for await (const part of request) body += part;
    received.push(body);
    response.writeHead(201).end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`;
  process.env.AGENT_WEBHOOKS = JSON.stringify(
    ["chat", "tickets"].map((name) => ({
      name,
      description: `The ${name} of the company`,
      url,
      allow_private: true,
    })),
  );
  resetEnv();
  await writeAgentSettings(db, { writesAllowed: true, toolPolicy: {} });
  return {
    db,
    people: {
      editor: await makePerson(db, "scenario-editor", "editor"),
      member: await makePerson(db, "scenario-member", "member"),
      approver: await makePerson(db, "scenario-approver", "approver"),
    },
    documents: new Map(rows.map(({ id, title }) => [title, id])),
    received,
    close: () => {
      server.closeAllConnections();
      server.close();
      delete process.env.AGENT_WEBHOOKS;
      resetEnv();
    },
  };
}
