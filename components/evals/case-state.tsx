import { Badge } from "@/components/ui/badge";
import type { EvalCase } from "@/lib/evals/schema";

/** How a case stands: draft or in runs, verified by a person or not. */
export function CaseState({ item }: { item: Pick<EvalCase, "state" | "verified_at"> }) {
  return (
    <>
      {item.state === "draft" && <Badge tone="caution">draft, in no run yet</Badge>}
      {item.state === "retired" && <Badge tone="outline">retired</Badge>}
      <Badge tone={item.verified_at ? "accent" : "neutral"}>
        {item.verified_at ? "human-verified" : "not human-verified"}
      </Badge>
    </>
  );
}
