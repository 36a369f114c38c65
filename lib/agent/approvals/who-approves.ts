import { database } from "@/db/client";
import { findPeople } from "@/db/queries/principals";
import type { Principal } from "@/lib/auth/schema";

const mostNames = 3;

/** Names of those who can decide what `principal` asks for, up to three, and how many more there are. */
export async function whoApproves({ userId }: Principal): Promise<{ names: string[]; more: number }> {
  const db = await database();
  const people = [
    ...(await findPeople(db, { role: "approver" })),
    ...(await findPeople(db, { role: "admin" })),
  ];
  const others = people.filter((person) => person.userId !== userId && person.name !== "");
  return {
    names: others.slice(0, mostNames).map(({ name }) => name),
    more: Math.max(0, others.length - mostNames),
  };
}
