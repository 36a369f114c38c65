import type { Role } from "@/lib/auth/schema";

/** Each role as people read it. */
export const roleWords: Record<Role, { name: string; may: string }> = {
  member: { name: "Member", may: "Members ask questions and read the documents they may see." },
  approver: { name: "Approver", may: "Approvers also decide what the agent may do." },
  editor: { name: "Editor", may: "Editors also add, change and delete documents." },
  admin: {
    name: "Admin",
    may: "Admins also manage people, sources and keys. They read only what they were granted.",
  },
};
