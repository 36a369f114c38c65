import type { Role } from "@/lib/auth/schema";

export interface SettingsSection {
  slug: string;
  label: string;
  /** A sentence under the heading. */
  about: string;
  /** Admins alone, or anybody with an account. */
  needs: "admin" | "account" | "nothing";
}

/** The pages of Settings in their order. */
export const settingsSections: SettingsSection[] = [
  {
    slug: "profile",
    label: "Profile",
    about: "Who you are here, and what you sign in with.",
    needs: "nothing",
  },
  {
    slug: "sessions",
    label: "Sessions",
    about: "Browsers that are signed in as you. Ending one acts at once.",
    needs: "account",
  },
  {
    slug: "keys",
    label: "API keys",
    about: "For scripts. A key may do what its scopes say and never more than you may.",
    needs: "account",
  },
  { slug: "people", label: "People", about: "Who has an account, and what they may do.", needs: "admin" },
  { slug: "groups", label: "Groups", about: "People who may read the same sources.", needs: "admin" },
  {
    slug: "sources",
    label: "Sources and access",
    about: "Who may read what. A change acts on the next question.",
    needs: "admin",
  },
  {
    slug: "models",
    label: "Models",
    about: "What answers questions and what finds passages.",
    needs: "admin",
  },
  {
    slug: "agent",
    label: "Agent",
    about: "What agents may do here. A change acts at once.",
    needs: "admin",
  },
  {
    slug: "audit",
    label: "Audit",
    about: "Who did what, when, for whom and why. Nobody can change it unnoticed.",
    needs: "admin",
  },
  {
    slug: "status",
    label: "Limits and status",
    about: "What is set, and how the parts are.",
    needs: "admin",
  },
];

interface Viewer {
  kind: "anonymous" | "person" | "key";
  role: Role;
}

/** Whether that page is there for whoever looks. */
export function maySee({ needs }: SettingsSection, { kind, role }: Viewer): boolean {
  if (needs === "admin") return kind === "person" && role === "admin";
  return needs === "nothing" || kind === "person";
}
