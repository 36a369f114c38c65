// Groups of people, to whom sources are granted. A change acts on the next request of each member.
import { database, type Queryable } from "@/db/client";
import { isTaken } from "@/db/is-taken";
import * as queries from "@/db/queries/groups";
import { appendAudit } from "@/lib/audit/append-audit";
import { AppError } from "@/lib/errors/app-error";
import { type Group, type GroupCreate, type GroupPatch, groupSchema, type Principal } from "./schema";

export async function listGroups(): Promise<{ data: Group[] }> {
  return { data: (await queries.listGroups(await database())).map((row) => groupSchema.parse(row)) };
}

/** Throws `conflict` when the name is taken. */
export async function createGroup(principal: Principal, request: GroupCreate): Promise<Group> {
  const db = await database();
  return db.transaction(async (tx) => {
    const { name, description = "" } = request;
    const id = await queries.insertGroup(tx, { name, description });
    if (!id) throw nameTaken();
    const group = await groupNamed(tx, id);
    await note(tx, principal, "group.created", group, {});
    return group;
  });
}

/** Throws `not_found`, `conflict` for a name that is taken, `invalid_request` for a member who is nobody. */
export async function changeGroup(principal: Principal, id: string, patch: GroupPatch): Promise<Group> {
  const db = await database();
  return db.transaction(async (tx) => {
    await groupNamed(tx, id);
    const { name, description, member_ids: userIds } = patch;
    await queries.updateGroup(tx, { id, name, description }).catch((error) => {
      throw isTaken(error) ? nameTaken() : error;
    });
    const unknown = userIds ? await queries.setGroupMembers(tx, { id, userIds: [...new Set(userIds)] }) : [];
    if (unknown.length > 0)
      throw new AppError("invalid_request", {
        invalidParams: unknown.map((wrong) => ({ name: "member_ids", reason: `unknown: ${wrong}` })),
      });
    const group = await groupNamed(tx, id);
    await note(tx, principal, "group.changed", group, patch);
    return group;
  });
}

/** Removes a group and every grant that it had. Throws `not_found`. */
export async function deleteGroup(principal: Principal, id: string): Promise<void> {
  const db = await database();
  await db.transaction(async (tx) => {
    const group = await groupNamed(tx, id);
    await queries.deleteGroup(tx, { id });
    await note(tx, principal, "group.removed", group, {});
  });
}

async function groupNamed(tx: Queryable, id: string): Promise<Group> {
  const row = await queries.findGroup(tx, { id });
  if (!row) throw new AppError("not_found");
  return groupSchema.parse(row);
}

async function note(
  tx: Queryable,
  actor: Principal,
  action: string,
  group: Group,
  inputs: object,
): Promise<void> {
  await appendAudit(tx, { actor, action, target: { kind: "group", id: group.id, name: group.name }, inputs });
}

function nameTaken(): AppError {
  return new AppError("conflict", { public: "There is a group of that name already." });
}
