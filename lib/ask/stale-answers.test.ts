// Whatever happens to documents and rights, no cache answers from what is no longer there or no longer allowed: random
// interleavings at the real door of two server processes that share a Redis. TEST_FULL=1 makes it long.
import { createServer } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { sql } from "drizzle-orm";
import fc from "fast-check";
import { expect, it } from "vitest";
import type { Access } from "@/db/access";
import { bundled } from "@/db/testing/lend";
import { describeEachDatabase } from "@/db/testing/test-databases";
import { newApiKeyText } from "@/lib/auth/api-key-text";
import { hashToken } from "@/lib/auth/secret-token";
import { deleteDocument, patchDocument, restoreDocument } from "@/lib/documents/change-documents";
import { acceptText } from "@/lib/ingest/accept-text";
import { Mortal } from "@/lib/ingest/testing/mortal";
import { work } from "@/lib/ingest/work";
import { getJob } from "@/lib/jobs/get-job";
import { describeWithRedis } from "@/lib/redis/testing/test-redis";

const full = process.env.TEST_FULL === "1";
const steps = full ? 600 : 90;
const names = ["Falcon", "Heron", "Osprey", "Kestrel"];
const sourceNames = ["Open", "Closed"];
const people = ["anna", "bert"] as const;

interface Doc {
  id: string;
  name: string;
  code: string;
  source: string;
  deleted: boolean;
}

describeWithRedis("Caches and change", (redis) => {
  describeEachDatabase("two processes", (test) => {
    it(
      `never answer from an edited, deleted, moved or forbidden document, in ${steps} random steps`,
      async () => {
        const everyCode = new Set<string>();
        let codes = 0;
        const newCode = () => {
          const code = `QX${1000 + codes++}Z`;
          everyCode.add(code);
          return code;
        };
        const write = async (doc: Doc) => {
          const { job_id } = await acceptText({
            access: root,
            requestId: "fixture",
            document: {
              title: `${doc.name} locker`,
              uri: `${doc.name}.md`,
              source: doc.source,
              text: `The code of the ${doc.name} locker is ${doc.code}. It is checked every Monday.`,
            },
          });
          await work({ db: test.db, signal: new AbortController().signal, untilIdle: true });
          const job = await getJob({ access: root, id: job_id });
          expect(job.state).toBe("completed");
          doc.id = job.items[0]?.document_id ?? "";
        };
        for (const name of sourceNames) {
          await test.db.execute(sql`insert into sources (id, name) values (${name}, ${name})`);
          await test.db.execute(
            sql`insert into source_grants (source_id, subject_kind, subject_id) values (${name}, 'user', 'root')`,
          );
        }
        const docs: Doc[] = [];
        for (const [at, name] of names.entries()) {
          const doc = { id: "", name, code: newCode(), source: sourceNames[at % 2] ?? "", deleted: false };
          await write(doc);
          docs.push(doc);
        }
        const keys = new Map<string, string>();
        for (const person of people) {
          const { id, secret, text } = newApiKeyText();
          keys.set(person, text);
          await test.db.execute(
            sql`insert into users (id, email, role) values (${person}, ${`${person}@example.org`}, 'editor')`,
          );
          await test.db.execute(sql`insert into api_keys (id, secret_hash, user_id, name, scopes)
          values (${id}, ${hashToken(secret)}, ${person}, ${person}, ${"{ask,search}"}::text[])`);
        }
        await test.db.execute(sql`insert into groups (id, name) values ('team', 'Team')`);
        await test.db.execute(sql`insert into group_members (group_id, user_id) values ('team', 'bert')`);
        const open = new Set(sourceNames);
        const granted = new Map(people.map((person) => [person, new Set<string>()]));
        const reads = (person: (typeof people)[number], source: string) =>
          open.has(source) ||
          granted.get(person)?.has(source) === true ||
          (person === "bert" && isMember && groupGrants.has(source));
        const groupGrants = new Set<string>();
        let isMember = true;

        const settings = {
          ...test.settings,
          REDIS_URL: redis().url,
          ASK_MIN_CONFIDENCE: "0",
          RATE_LIMIT_ASK: "0",
          RATE_LIMIT_SEARCH: "0",
        };
        const ports = [await freePort(), await freePort()];
        const command = await bundled("lib/ask/testing/serve-ask.ts");
        const servers = ports.map((port) => new Mortal(command, { ...settings, PORT: String(port) }));
        const send = (person: string, { name, at, path }: { name: string; at: number; path: string }) =>
          fetch(`http://127.0.0.1:${ports[at]}${path}`, {
            method: "POST",
            headers: { "content-type": "application/json", authorization: `Bearer ${keys.get(person)}` },
            body: JSON.stringify({
              [path === "/api/ask" ? "question" : "query"]: `What is the code of the ${name} locker?`,
            }),
          });
        const found = { answers: 0, hits: 0, codes: 0 };
        const check = async (
          person: (typeof people)[number],
          what: { name: string; at: number; path: string },
        ) => {
          const response = await send(person, what);
          const text = await response.text();
          expect(response.status, text).toBe(200);
          found.answers += 1;
          if (/"cache":"(hit|shared)"/.test(text)) found.hits += 1;
          const allowed = new Set(
            docs.filter((doc) => !doc.deleted && reads(person, doc.source)).map((doc) => doc.code),
          );
          for (const [code] of text.matchAll(/QX\d+Z/g)) {
            found.codes += 1;
            expect(everyCode.has(code)).toBe(true);
            expect(allowed.has(code), `${code} for ${person} at ${what.path}: ${text.slice(0, 300)}`).toBe(
              true,
            );
          }
          const wanted = docs.find((doc) => doc.name === what.name);
          if (wanted && allowed.has(wanted.code)) expect(text).toContain(wanted.code);
        };
        try {
          for (const at of [0, 1])
            await until(async () => (await send("anna", { name: "Falcon", at, path: "/api/ask" })).ok);
          const change = fc.record({
            kind: fc.constantFrom(
              "edit",
              "delete",
              "move",
              "retitle",
              "close",
              "open",
              "grant",
              "revoke",
              "grant-group",
              "leave",
            ),
            doc: fc.nat(names.length - 1),
            source: fc.nat(1),
            person: fc.nat(1),
          });
          const asking = fc.record({
            kind: fc.constant("ask"),
            doc: fc.nat(names.length - 1),
            person: fc.nat(1),
            at: fc.nat(1),
            path: fc.constantFrom("/api/ask", "/api/ask", "/api/search"),
            /** Whether it is answered while the next change is made: then either state may be seen, and neither kept wrongly. */
            during: fc.boolean(),
          });
          const plan = fc.sample(
            fc.oneof({ weight: 1, arbitrary: change }, { weight: 3, arbitrary: asking }),
            {
              numRuns: steps,
              ...(full ? {} : { seed: 4711 }),
            },
          );
          const under: Promise<unknown>[] = [];
          for (const step of plan) {
            const doc = docs[step.doc];
            const person = people[step.person];
            if (!doc || !person) continue;
            if (step.kind === "ask" && "at" in step) {
              const what = { name: doc.name, at: step.at, path: step.path };
              if (step.during) under.push(send(person, what).then((response) => response.text()));
              else await check(person, what);
              continue;
            }
            if (!("source" in step)) continue;
            const source = sourceNames[step.source] ?? "";
            switch (step.kind) {
              case "edit":
                if (doc.deleted) break;
                doc.code = newCode();
                await write(doc);
                break;
              case "delete":
                if (doc.deleted) await restoreDocument({ access: root, id: doc.id });
                else await deleteDocument({ access: root, id: doc.id });
                doc.deleted = !doc.deleted;
                break;
              case "move":
                if (doc.deleted || doc.source === source) break;
                await patchDocument({ access: root, id: doc.id, patch: { source } });
                doc.source = source;
                break;
              case "retitle":
                if (doc.deleted) break;
                await patchDocument({
                  access: root,
                  id: doc.id,
                  patch: { title: `${doc.name} locker ${codes++}` },
                });
                break;
              case "close":
              case "open":
                await test.db.execute(
                  sql`update sources set visibility = ${step.kind === "open" ? "everyone" : "granted"} where id = ${source}`,
                );
                if (step.kind === "open") open.add(source);
                else open.delete(source);
                break;
              case "grant":
                await test.db.execute(
                  sql`insert into source_grants (source_id, subject_kind, subject_id) values (${source}, 'user', ${person}) on conflict do nothing`,
                );
                granted.get(person)?.add(source);
                break;
              case "revoke":
                await test.db.execute(
                  sql`delete from source_grants where source_id = ${source} and subject_id = ${person}`,
                );
                granted.get(person)?.delete(source);
                break;
              case "grant-group":
                await test.db.execute(
                  sql`insert into source_grants (source_id, subject_kind, subject_id) values (${source}, 'group', 'team') on conflict do nothing`,
                );
                groupGrants.add(source);
                break;
              case "leave":
                if (isMember) await test.db.execute(sql`delete from group_members where user_id = 'bert'`);
                else
                  await test.db.execute(
                    sql`insert into group_members (group_id, user_id) values ('team', 'bert')`,
                  );
                isMember = !isMember;
                break;
            }
            await Promise.all(under.splice(0));
          }
          await Promise.all(under);
          // It proves nothing unless the caches were asked and had something to say.
          expect(found.hits).toBeGreaterThan(steps / 20);
          expect(found.codes).toBeGreaterThan(steps / 4);
        } finally {
          await Promise.all(servers.map((server) => server.end()));
        }
      },
      full ? 1_200_000 : 240_000,
    );
  });
});

/** Reads every source throughout and makes the changes. */
const root: Access = { userId: "root", groupIds: [], suiteSourceIds: [], makesSources: true };

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const address = server.address();
      const port = typeof address === "object" && address ? address.port : 0;
      server.close(() => resolve(port));
    });
  });
}

async function until(ready: () => Promise<boolean>): Promise<void> {
  for (const from = Date.now(); Date.now() - from < 60_000; await sleep(200)) {
    if (await ready().catch(() => false)) return;
  }
  throw new Error("the server did not start");
}
