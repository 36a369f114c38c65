"use client";

import { pathOf, paths } from "@/components/account/paths";
import { useSubmit } from "@/components/api/use-submit";
import { LocalTime } from "@/components/documents/local-time";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { ProblemNotice } from "@/components/ui/problem-notice";
import type { SessionList } from "@/lib/auth/schema";
import { browserName } from "./browser-name";
import { Loaded } from "./loaded";

/** Where one is signed in; each can be ended. */
export function SessionsSection() {
  const { submit, pending, problem } = useSubmit();
  return (
    <Loaded<SessionList> path={paths.sessions}>
      {({ data }, reload) => (
        <div className="grid gap-4">
          <ProblemNotice problem={problem} />
          <ul className="divide-y rounded-lg border">
            {data.map((session) => (
              <li key={session.id} className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3">
                <div className="min-w-0 flex-1">
                  <p className="flex items-center gap-2 font-medium">
                    {browserName(session.user_agent)}
                    {session.current && <Badge tone="accent">This browser</Badge>}
                  </p>
                  <p className="text-muted text-sm">
                    {session.address && `${session.address} · `}last used{" "}
                    <LocalTime value={session.last_seen_at} />
                  </p>
                </div>
                <Button
                  size="sm"
                  aria-disabled={pending}
                  aria-label={
                    session.current
                      ? "Sign out of this browser"
                      : `End the session of ${browserName(session.user_agent)}`
                  }
                  onClick={async () => {
                    if (pending) return;
                    if (!(await submit(pathOf(paths.sessions, session.id), { method: "DELETE" }))) return;
                    if (session.current) window.location.assign("/sign-in");
                    else reload();
                  }}
                >
                  {session.current ? "Sign out" : "End"}
                </Button>
              </li>
            ))}
          </ul>
        </div>
      )}
    </Loaded>
  );
}
