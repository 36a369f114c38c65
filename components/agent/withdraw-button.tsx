"use client";

import { useRouter } from "next/navigation";
import { pathOf } from "@/components/account/paths";
import { useSubmit } from "@/components/api/use-submit";
import { Button } from "@/components/ui/button";
import { ProblemNotice } from "@/components/ui/problem-notice";
import { agentPaths } from "./agent-paths";
import { refreshWaiting } from "./waiting-store";

/** Takes one's own request back. */
export function WithdrawButton({ id }: { id: string }) {
  const router = useRouter();
  const { submit, pending, problem } = useSubmit();
  return (
    <div className="grid gap-2">
      <ProblemNotice problem={problem} />
      <Button
        aria-disabled={pending}
        onClick={async () => {
          await submit(pathOf(agentPaths.approvals, id, "withdraw"), { method: "POST" });
          router.refresh();
          refreshWaiting();
        }}
      >
        Take it back
      </Button>
    </div>
  );
}
