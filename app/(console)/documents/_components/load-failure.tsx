import { PlugZapIcon } from "lucide-react";
import { EmptyState } from "@/components/ui/empty-state";
import type { Problem } from "@/lib/http/schema";
import { RetryButton } from "./retry-button";

/** The page could not be loaded: what happened, what was kept, what to do. */
export function LoadFailure({ problem }: { problem: Problem | null }) {
  return (
    <div role="alert" className="basis-full">
      <EmptyState
        icon={<PlugZapIcon />}
        title={problem?.title ?? "This page could not be loaded"}
        actions={<RetryButton />}
      >
        <p>{problem?.detail ?? "Something failed on the way."} Your documents are as they were.</p>
        {problem && <p className="mt-2 text-xs">Request {problem.request_id}</p>}
      </EmptyState>
    </div>
  );
}
