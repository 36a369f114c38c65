import { roleWords } from "@/components/account/role-words";

/** A role as people read it, also one that this page doesn't know yet. */
export function roleName(role: string): string {
  return role in roleWords ? roleWords[role as keyof typeof roleWords].name : role;
}
