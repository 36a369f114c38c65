"use client";

import { useState } from "react";
import { agentPaths } from "@/components/agent/agent-paths";
import { useSubmit } from "@/components/api/use-submit";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { plural } from "@/components/ui/plural";
import { ProblemNotice } from "@/components/ui/problem-notice";
import type { AuditVerification } from "@/lib/audit/schema";

/** Checks the whole log now and says in words what was found. */
export function AuditVerify() {
  const { submit, pending, problem } = useSubmit();
  const [found, setFound] = useState<AuditVerification | null>(null);
  return (
    <section className="grid gap-3">
      <h2 className="font-semibold text-lg">Is it as it was written?</h2>
      <p className="max-w-2xl text-pretty text-muted">
        Every entry is chained to the one before, and the chain is signed outside of the database. Verifying
        reads all of it and names the first entry that was changed, removed, put in or moved.
      </p>
      <ProblemNotice problem={problem} />
      <div role="status" className="empty:hidden">
        {found && <Result found={found} />}
      </div>
      <Button
        className="justify-self-start"
        aria-disabled={pending}
        onClick={async () => {
          if (pending) return;
          setFound(null);
          setFound(await submit<AuditVerification>(agentPaths.auditVerify, { method: "POST" }));
        }}
      >
        {pending ? "Reads every entry …" : "Verify now"}
      </Button>
    </section>
  );
}

function Result({ found }: { found: AuditVerification }) {
  const { intact, first_bad, checked, checkpoints, first_seq, last_seq, protection } = found;
  if (!intact)
    return (
      <Notice
        tone="danger"
        title={first_bad ? `Not intact: entry no. ${first_bad.seq} is the first that is wrong` : "Not intact"}
      >
        {first_bad && <p>What is wrong: {first_bad.problem}.</p>}
        <p>
          {plural(checked, "entry", "entries")} were read. What stands before the named one is as it was
          written. Keep the database and the folder of checkpoints as they are, and compare with a copy.
        </p>
      </Notice>
    );
  return (
    <Notice title="Intact">
      <p>
        {checked === 0
          ? "There is no entry yet."
          : `${plural(checked, "entry", "entries")}, no. ${first_seq} to ${last_seq}, are as they were written; ${plural(checkpoints, "signature", "signatures")} fit.`}
      </p>
      <p>
        {protection === "prevented"
          ? "The database refuses changes to this server's role."
          : "Changes by whoever owns the database are not prevented; they would show here."}
      </p>
    </Notice>
  );
}
