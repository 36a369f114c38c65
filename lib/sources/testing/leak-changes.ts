// What happens between two requests: rights come and go, documents move and change, by the real door where it has
// a handle for it. The model follows at once, and so must every answer.
import { sql } from "drizzle-orm";
import type { Database } from "@/db/client";
import { setEnv } from "@/lib/ask/testing/ask-fixture";
import { work } from "@/lib/ingest/work";
import { callRoute, type LeakRequest, type LeakResponse } from "./leak-door";
import { type LeakWorld, type Person, textOf, type WorldSource } from "./leak-world";

type Change = (world: LeakWorld, db: Database) => Promise<void>;

/** Sends a write that must succeed. */
async function send(person: Person, request: LeakRequest, status: number): Promise<LeakResponse> {
  const response = await callRoute(request, person.session);
  if (response.status !== status)
    throw new Error(`${request.route} as ${person.id}: ${response.status} ${response.body}`);
  return response;
}

function anAdmin(world: LeakWorld): Person {
  return world.random.pick(world.people.filter(({ role }) => role === "admin"));
}

const living = (world: LeakWorld) => world.random.pick(world.sources.filter(({ deleted }) => !deleted));

export async function sendGrants(world: LeakWorld, source: WorldSource): Promise<void> {
  const grants = [...source.grants].map((subject) => {
    const [kind = "", id = ""] = subject.split(":");
    return { kind, id };
  });
  const params = { id: source.id };
  await send(anAdmin(world), { route: "put /api/sources/{id}/grants", params, body: { grants } }, 200);
}

export async function sendState(world: LeakWorld, source: WorldSource): Promise<void> {
  const body = {
    visibility: source.open ? "everyone" : "granted",
    policy: source.allowed ? "allowed" : "denied",
  };
  await send(anAdmin(world), { route: "patch /api/sources/{id}", params: { id: source.id }, body }, 200);
}

/** A source as an admin makes it: open at first, so that documents can be put in. */
export async function makeSource(world: LeakWorld): Promise<WorldSource> {
  const source = world.newSource();
  const body = { name: source.name, description: `What ${source.words[1]} keeps` };
  const made = await send(anAdmin(world), { route: "post /api/sources", body }, 201);
  source.id = (JSON.parse(made.body) as { id: string }).id;
  return source;
}

/** Takes documents in, as editors upload them, and waits for the worker. */
export async function fillSource(
  world: LeakWorld,
  db: Database,
  source: WorldSource,
  count: number,
): Promise<void> {
  const editors = world.people.filter(({ role }) => role === "editor" || role === "admin");
  for (let number = 0; number < count; number++) {
    const document = world.newDocument(source, world.documents.length);
    const editor = world.random.pick(editors);
    const body = { ...textOf(document), source: source.name };
    const taken = JSON.parse((await send(editor, { route: "post /api/ingest", body }, 202)).body) as {
      job_id: string;
    };
    editor.jobs.push(taken.job_id);
    const [row] = await db.execute<{ document_id: string }>(
      sql`select document_id from job_items where job_id = ${taken.job_id}`,
    );
    document.id = row?.document_id ?? "";
  }
  await work({ db, signal: new AbortController().signal, untilIdle: true });
}

const toggleGrant: Change = async (world) => {
  const source = living(world);
  const subject = world.random.pick(world.subjects());
  if (!source.grants.delete(subject)) source.grants.add(subject);
  await sendGrants(world, source);
};

const toggleVisibility: Change = async (world) => {
  const source = living(world);
  source.open = !source.open && world.random.chance(0.4);
  await sendState(world, source);
};

const togglePolicy: Change = async (world) => {
  const source = living(world);
  source.allowed = !source.allowed || world.random.chance(0.6);
  await sendState(world, source);
};

const denyBySettings: Change = async (world) => {
  world.denied = world.denied ? undefined : living(world);
  setEnv({ RETRIEVAL_DENIED_SOURCES: world.denied?.name.toUpperCase() });
};

const changeGroups: Change = async (world, db) => {
  const person = world.random.pick(world.people);
  const group = world.random.pick(world.groups);
  await world.join(db, person, group, !person.groups.has(group));
};

const changeRole: Change = async (world, db) => {
  const person = world.random.pick(world.people.slice(2));
  person.role = world.random.pick(["member", "editor", "approver", "admin", "member"] as const);
  await db.execute(sql`update users set role = ${person.role} where id = ${person.id}`);
};

const moveDocument: Change = async (world) => {
  const editor = world.random.pick(world.people.filter(({ role }) => role === "editor" || role === "admin"));
  const documents = world.readable(editor);
  const sources = world.sources.filter((source) => world.reads(editor, source));
  if (documents.length === 0 || sources.length === 0) return;
  const document = world.random.pick(documents);
  const source = world.random.pick(sources);
  const params = { id: document.id };
  await send(editor, { route: "patch /api/documents/{id}", params, body: { source: source.name } }, 200);
  document.source = source;
};

/** A new version: what it said before stays readable as a past version, to the same people. */
const editDocument: Change = async (world, db) => {
  const editor = world.random.pick(world.people.filter(({ role }) => role === "editor" || role === "admin"));
  const documents = world.readable(editor);
  if (documents.length === 0) return;
  const document = world.random.pick(documents);
  const body = { ...textOf(document, ` Edited ${world.random.next()}.`), source: document.source.name };
  await send(editor, { route: "post /api/documents", body }, 202);
  await work({ db, signal: new AbortController().signal, untilIdle: true });
};

const deleteSource: Change = async (world) => {
  const left = world.sources.filter(({ deleted }) => !deleted);
  if (left.length < 7) return;
  const source = world.random.pick(left);
  await send(
    anAdmin(world),
    { route: "delete /api/sources/{id}", params: { id: source.id }, query: { documents: "delete" } },
    204,
  );
  source.deleted = true;
  for (const document of world.documents) if (document.source === source) document.deleted = true;
};

export const changes: Change[] = [
  toggleGrant,
  toggleGrant,
  toggleGrant,
  toggleVisibility,
  toggleVisibility,
  togglePolicy,
  denyBySettings,
  changeGroups,
  changeGroups,
  changeRole,
  moveDocument,
  moveDocument,
  editDocument,
  deleteSource,
];
