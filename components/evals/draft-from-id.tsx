"use client";

import { useRouter } from "next/navigation";
import type { FormEvent } from "react";
import { useSubmit } from "@/components/api/use-submit";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { ProblemNotice } from "@/components/ui/problem-notice";
import type { EvalCase } from "@/lib/evals/schema";

/** Makes a draft case of an answer that is known by an id from the log. */
export function DraftFromId({ suite }: { suite: string }) {
  const router = useRouter();
  const { submit, pending, problem } = useSubmit();
  const send = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const answer = String(new FormData(event.currentTarget).get("answer") ?? "").trim();
    const made = await submit<EvalCase>("/api/evals/drafts", { method: "POST", body: { answer, suite } });
    if (made) router.push(`/evals/cases/${encodeURIComponent(made.id)}`);
  };
  return (
    <form onSubmit={send} className="grid max-w-xl gap-3">
      <Field id="draft-answer" label="Answer or request">
        <div className="flex gap-2">
          <Input
            id="draft-answer"
            name="answer"
            required
            minLength={5}
            maxLength={100}
            className="font-mono"
          />
          <Button type="submit" aria-disabled={pending}>
            {pending ? "Making …" : "Make a case"}
          </Button>
        </div>
      </Field>
      <ProblemNotice problem={problem} />
    </form>
  );
}
