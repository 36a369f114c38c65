"use client";

import { useRouter } from "next/navigation";
import { Segmented } from "@/components/ui/segmented";
import { Select } from "@/components/ui/select";
import { writeToolNames } from "@/lib/agent/schema";
import { riskWords, toolWords } from "./agent-words";
import { type InboxQuery, inboxPath } from "./inbox-query";

const anything = "any";

/** What of the queue is shown. Each choice is an address. */
export function InboxFilters({ query }: { query: InboxQuery }) {
  const router = useRouter();
  const go = (part: Partial<InboxQuery>) =>
    router.push(inboxPath({ ...query, cursor: undefined, ...part }), { scroll: false });
  return (
    <div className="flex flex-wrap items-center gap-2">
      <Segmented
        label="Show"
        value={query.state === "waiting" ? "waiting" : "decided"}
        options={[
          { value: "waiting", label: "Waiting" },
          { value: "decided", label: "History" },
        ]}
        onValueChange={(state) => go({ state })}
      />
      <Select
        label="Tool"
        className="h-8 max-w-44 text-sm"
        value={query.tool ?? anything}
        options={[
          { value: anything, label: "Any tool" },
          ...writeToolNames.map((name) => ({ value: name, label: toolWords[name] })),
        ]}
        onValueChange={(tool) => go({ tool: tool === anything ? undefined : (tool as InboxQuery["tool"]) })}
      />
      <Select
        label="Risk"
        className="h-8 text-sm"
        value={query.risk ?? anything}
        options={[
          { value: anything, label: "Any risk" },
          ...(["low", "medium", "high"] as const).map((risk) => ({
            value: risk,
            label: riskWords[risk].name,
          })),
        ]}
        onValueChange={(risk) => go({ risk: risk === anything ? undefined : (risk as InboxQuery["risk"]) })}
      />
    </div>
  );
}
