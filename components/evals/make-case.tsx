"use client";

import { FlaskConicalIcon } from "lucide-react";
import { useRouter } from "next/navigation";
import { useSubmit } from "@/components/api/use-submit";
import { Button } from "@/components/ui/button";
import { ProblemNotice } from "@/components/ui/problem-notice";
import type { EvalCase } from "@/lib/evals/schema";

/** Makes a draft case of an answer and opens it. */
export function MakeCase({ answer, suite, question }: { answer: string; suite: string; question: string }) {
  const router = useRouter();
  const { submit, pending, problem } = useSubmit();
  const make = async (body: object = {}) => {
    const made = await submit<EvalCase>("/api/evals/drafts", {
      method: "POST",
      body: { answer, suite, ...body },
    });
    if (made) router.push(`/evals/cases/${encodeURIComponent(made.id)}`);
  };
  return (
    <div className="grid gap-2">
      <Button
        size="sm"
        aria-disabled={pending}
        aria-label={`Make a case of “${question}”`}
        onClick={() => void make()}
      >
        <FlaskConicalIcon aria-hidden />
        {pending ? "Making …" : "Make a case"}
      </Button>
      <ProblemNotice problem={problem} />
      {problem?.code === "conflict" && (
        <Button
          size="sm"
          tone="outline"
          aria-disabled={pending}
          onClick={() => void make({ copy_restricted: true })}
        >
          Copy it, for every admin to read
        </Button>
      )}
    </div>
  );
}
