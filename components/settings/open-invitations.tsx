"use client";

import { pathOf, paths } from "@/components/account/paths";
import { roleWords } from "@/components/account/role-words";
import { useSubmit } from "@/components/api/use-submit";
import { LocalTime } from "@/components/documents/local-time";
import { Button } from "@/components/ui/button";
import { ProblemNotice } from "@/components/ui/problem-notice";
import type { Invitation } from "@/lib/auth/schema";
import { LoadedList } from "./loaded-list";

/** Invitations that nobody has used yet; each can be withdrawn. */
export function OpenInvitations() {
  const { submit, pending, problem } = useSubmit();
  return (
    <LoadedList<Invitation> path={`${paths.invitations}?limit=50`} moreLabel="Older invitations">
      {(invitations, reload) => {
        const open = invitations.filter(({ state }) => state === "open");
        if (open.length === 0) return null;
        return (
          <section className="grid gap-3">
            <h2 className="font-semibold text-lg">Invited, not here yet</h2>
            <ProblemNotice problem={problem} />
            <ul className="divide-y rounded-lg border">
              {open.map((invitation) => (
                <li key={invitation.id} className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3">
                  <div className="min-w-0 flex-1">
                    <p className="truncate font-medium">{invitation.email ?? "Whoever has the link"}</p>
                    <p className="text-muted text-sm">
                      {roleWords[invitation.role].name} · works until{" "}
                      <LocalTime value={invitation.expires_at} />
                    </p>
                  </div>
                  <Button
                    size="sm"
                    aria-disabled={pending}
                    aria-label={`Withdraw the invitation of ${invitation.email ?? "whoever has the link"}`}
                    onClick={async () => {
                      if (pending) return;
                      const done = await submit(pathOf(paths.invitations, invitation.id), {
                        method: "DELETE",
                      });
                      if (done) reload();
                    }}
                  >
                    Withdraw
                  </Button>
                </li>
              ))}
            </ul>
          </section>
        );
      }}
    </LoadedList>
  );
}
