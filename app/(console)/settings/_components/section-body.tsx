import { AgentSection } from "@/components/settings/agent-section";
import { AuditSection } from "@/components/settings/audit-section";
import { GroupsSection } from "@/components/settings/groups-section";
import { KeysSection } from "@/components/settings/keys-section";
import { PeopleSection } from "@/components/settings/people-section";
import { ProfileSection } from "@/components/settings/profile-section";
import { SessionsSection } from "@/components/settings/sessions-section";
import { SourcesSection } from "@/components/settings/sources-section";
import { Notice } from "@/components/ui/notice";
import type { Principal } from "@/lib/auth/schema";
import { ModelsSection } from "./models-section";
import { StatusSection } from "./status-section";

/** What stands on each page of Settings. */
export function SectionBody({ slug, principal }: { slug: string; principal: Principal }) {
  switch (slug) {
    case "profile":
      return principal.kind === "person" ? <ProfileSection /> : <OnlyYou />;
    case "sessions":
      return <SessionsSection />;
    case "keys":
      return <KeysSection scopes={principal.scopes} />;
    case "people":
      return <PeopleSection self={principal.userId} />;
    case "groups":
      return <GroupsSection />;
    case "sources":
      return <SourcesSection />;
    case "agent":
      return <AgentSection />;
    case "audit":
      return <AuditSection />;
    case "models":
      return <ModelsSection />;
    default:
      return <StatusSection />;
  }
}

function OnlyYou() {
  return (
    <Notice title="Only you, on this machine" className="max-w-xl">
      <p>
        There is no account yet, and this server answers to this machine alone. To invite others, to make API
        keys or to say who may read what, make the first account: open the link that this server printed when
        it started. It works once; a new start prints a new one.
      </p>
    </Notice>
  );
}
