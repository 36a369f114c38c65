"use client";

import { useState } from "react";
import { useSubmit } from "@/components/api/use-submit";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { ProblemNotice } from "@/components/ui/problem-notice";
import type { ModelsCheck } from "@/lib/http/schema";
import { Facts } from "./facts";

/** Asks each model for a little and says what came, and how long it took. */
export function TestModels() {
  const { submit, pending, problem } = useSubmit();
  const [check, setCheck] = useState<ModelsCheck | null>(null);
  return (
    <div className="grid gap-4">
      <Button
        className="justify-self-start"
        aria-disabled={pending}
        onClick={async () => {
          if (!pending) setCheck(await submit<ModelsCheck>("/api/models/check", { method: "POST" }));
        }}
      >
        {pending ? "Testing …" : "Test connection"}
      </Button>
      <ProblemNotice problem={problem} />
      <div role="status">
        {check && (
          <Facts
            title="The test"
            facts={[
              { name: "Answers", value: <Result {...check.language_model} /> },
              { name: "Finding passages", value: <Result {...check.embedding_model} /> },
            ]}
          />
        )}
      </div>
    </div>
  );
}

function Result({ ok, detail, latency_ms }: ModelsCheck["language_model"]) {
  return (
    <span className="flex flex-wrap items-baseline gap-2">
      <Badge tone={ok ? "accent" : "danger"}>{ok ? "Works" : "Fails"}</Badge>
      {detail} · {latency_ms.toLocaleString("en")} ms
    </span>
  );
}
