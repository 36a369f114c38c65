import { TriangleAlertIcon } from "lucide-react";
import { EmptyState } from "@/components/ui/empty-state";
import type { Problem } from "@/lib/http/schema";
import { ReloadButton } from "./reload-button";

/** A page that could not be loaded: what happened, that nothing was lost, what to do. */
export function LoadProblem({ problem }: { problem: Pick<Problem, "title" | "detail" | "request_id"> }) {
  return (
    <div role="alert">
      <EmptyState icon={<TriangleAlertIcon />} heading="h1" title={problem.title} actions={<ReloadButton />}>
        <p>{problem.detail}</p>
        {problem.request_id && (
          <p className="mt-2 text-sm">
            Request <code className="font-mono">{problem.request_id}</code>
          </p>
        )}
      </EmptyState>
    </div>
  );
}
