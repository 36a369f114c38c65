"use client";

import { useRouter } from "next/navigation";
import { type FormEvent, useId, useRef, useState } from "react";
import { useSubmit } from "@/components/api/use-submit";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { ProblemNotice } from "@/components/ui/problem-notice";
import { Textarea } from "@/components/ui/textarea";
import type { EvalCase, Verdict } from "@/lib/evals/schema";

interface ReviewFormProps {
  caseId: string;
  /** Judges this result; left out, the case itself. */
  resultId?: number;
  own: { verdict: Verdict; comment: string } | null;
  /** Where to go once it is said. */
  next?: string | undefined;
}

const verdicts: { value: Verdict; label: string }[] = [
  { value: "right", label: "Right" },
  { value: "wrong", label: "Wrong" },
  { value: "unclear", label: "Unclear" },
];

/** A person's word on a case or on an answer. A second word of the same person replaces the first. */
export function ReviewForm({ caseId, resultId, own, next }: ReviewFormProps) {
  const router = useRouter();
  const id = useId();
  const form = useRef<HTMLFormElement>(null);
  const { submit, pending, problem } = useSubmit();
  const [said, setSaid] = useState<string | null>(null);
  const send = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const { submitter } = event.nativeEvent as SubmitEvent;
    const verdict = submitter instanceof HTMLButtonElement ? submitter.value : "";
    const stored = await submit<EvalCase>(`/api/evals/cases/${encodeURIComponent(caseId)}/reviews`, {
      method: "POST",
      body: {
        verdict,
        comment: new FormData(event.currentTarget).get("comment"),
        ...(resultId !== undefined && { result_id: resultId }),
      },
    });
    if (!stored) return;
    setSaid(
      `Said: ${verdict}.${resultId === undefined && stored.verified_at ? " The case is human-verified." : ""}`,
    );
    if (next) router.push(next);
    router.refresh();
  };
  return (
    <form ref={form} onSubmit={send} className="grid gap-3">
      <Field id={`${id}-comment`} label="Comment">
        <Textarea
          id={`${id}-comment`}
          name="comment"
          defaultValue={own?.comment ?? ""}
          maxLength={2000}
          className="min-h-14"
        />
      </Field>
      <div className="flex flex-wrap items-center gap-2">
        {verdicts.map(({ value, label }) => (
          <Button
            key={value}
            type="submit"
            value={value}
            tone={value === "right" ? "primary" : "outline"}
            aria-pressed={own?.verdict === value}
            aria-disabled={pending}
          >
            {label}
          </Button>
        ))}
        <p aria-live="polite" className="text-muted text-sm">
          {said ?? (own ? `You said: ${own.verdict}.` : "")}
        </p>
      </div>
      <ProblemNotice problem={problem} />
    </form>
  );
}
