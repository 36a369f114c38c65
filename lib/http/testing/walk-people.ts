// Accounts, sessions, groups, invitations and keys.
import { renewFirstAdminToken } from "@/lib/auth/first-admin";
import type { Tour, Visitor } from "./tour";

const password = "correct horse battery";

export interface People {
  ada: Visitor;
  adaId: string;
  /** Who decides approvals. */
  mo: Visitor;
  moId: string;
  groupId: string;
}

const tokenOf = ({ url }: { url: string }) => new URL(url).searchParams.get("token");

/** From the first admin's link to a member with a role. */
export async function walkPeople(tour: Tour): Promise<People> {
  const ada = tour.visitor();
  await ada.send("get /api/auth/options");
  const token = await renewFirstAdminToken();
  await ada.send("post /api/auth/welcome", {
    body: { token, name: "Ada", email: "ada@example.org", password },
  });
  const { user } = await ada.send("get /api/me");
  await ada.send("patch /api/me", { body: { name: "Ada Lund" } });
  await ada.send("put /api/me/password", {
    body: { current_password: password, new_password: "staple battery horse" },
  });

  const phone = tour.visitor();
  await phone.send("post /api/auth/sign-in", {
    body: { email: "ada@example.org", password: "staple battery horse" },
  });
  const sessions = await ada.send("get /api/sessions");
  const other = sessions.data.find(({ current }: { current: boolean }) => !current);
  await ada.send("delete /api/sessions/{id}", { params: { id: other.id } });

  const { id: groupId } = await ada.send("post /api/groups", { body: { name: "People team" } });
  const invitation = await ada.send("post /api/invitations", {
    body: { email: "mo@example.org", role: "approver", group_ids: [groupId] },
  });
  await ada.send("get /api/invitations");
  const mo = tour.visitor();
  await mo.send("post /api/invitations/look-up", { body: { token: tokenOf(invitation) } });
  await mo.send("post /api/invitations/accept", {
    body: { token: tokenOf(invitation), name: "Mo", email: "mo@example.org", password },
  });
  const unused = await ada.send("post /api/invitations", { body: {}, aside: true });
  await ada.send("delete /api/invitations/{id}", { params: { id: unused.id } });

  const { data: users } = await ada.send("get /api/users", { query: { q: "mo" } });
  const moId = users[0].id;
  await ada.send("get /api/users/{id}", { params: { id: moId } });
  await ada.send("patch /api/users/{id}", { params: { id: moId }, body: { group_ids: [groupId] } });
  await ada.send("get /api/groups");
  await ada.send("patch /api/groups/{id}", { params: { id: groupId }, body: { member_ids: [moId] } });
  await forgotten(tour, ada);
  await keys(ada);
  return { ada, adaId: user.id, mo, moId, groupId };
}

/** Somebody who forgets their password, and is removed. */
async function forgotten(tour: Tour, ada: Visitor): Promise<void> {
  const leaver = tour.visitor();
  const invitation = await ada.send("post /api/invitations", { body: {}, aside: true });
  const body = { token: tokenOf(invitation), name: "Lee", email: "lee@example.org", password };
  await leaver.send("post /api/invitations/accept", { body, aside: true });
  const { user } = await leaver.send("get /api/me", { aside: true });
  await leaver.send("post /api/auth/reset-link", { body: { email: "lee@example.org" } });
  const link = await ada.send("post /api/users/{id}/reset-link", { params: { id: user.id } });
  await leaver.send("post /api/auth/reset", {
    body: { token: tokenOf(link), password: "another horse battery" },
  });
  await leaver.send("post /api/auth/sign-in", {
    body: { email: "lee@example.org", password: "another horse battery" },
    aside: true,
  });
  await leaver.send("post /api/auth/sign-out");
  await ada.send("delete /api/users/{id}", { params: { id: user.id } });
  const { id } = await ada.send("post /api/groups", { body: { name: "Nobody" }, aside: true });
  await ada.send("delete /api/groups/{id}", { params: { id } });
}

async function keys(ada: Visitor): Promise<void> {
  const { id } = await ada.send("post /api/keys", {
    body: { name: "Nightly import", scopes: ["ingest", "search"], expires_in_days: 90 },
  });
  await ada.send("get /api/keys");
  await ada.send("delete /api/keys/{id}", { params: { id } });
}
