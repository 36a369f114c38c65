"use client";

import { useRouter } from "next/navigation";
import type { FormEvent } from "react";
import { useSubmit } from "@/components/api/use-submit";
import { Button } from "@/components/ui/button";
import { classNames } from "@/components/ui/class-names";
import { Field } from "@/components/ui/field";
import { fieldStyles } from "@/components/ui/input";
import { ProblemNotice } from "@/components/ui/problem-notice";
import { Textarea } from "@/components/ui/textarea";
import type { EvalCase, GoldenCase } from "@/lib/evals/schema";

interface CaseFormProps {
  item: Pick<GoldenCase, "question" | "expect" | "must_pass" | "expected"> & {
    id: string;
    state: EvalCase["state"];
    key_points: string[];
  };
  /** Cases of a file are changed in the file; only that they are asked at all is decided here. */
  editable: boolean;
}

/** Changes a case that was made here: its question, what is expected, whether it must pass, whether it is asked. */
export function CaseForm({ item, editable }: CaseFormProps) {
  const router = useRouter();
  const { submit, pending, problem } = useSubmit();
  const send = async (body: object) => {
    const path = `/api/evals/cases/${encodeURIComponent(item.id)}`;
    if (await submit<EvalCase>(path, { method: "PATCH", body })) router.refresh();
  };
  const save = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const given = new FormData(event.currentTarget);
    const expect = given.get("expect") === "refuse" ? "refuse" : "answer";
    const lines = String(given.get("key_points") ?? "").split("\n");
    const quotes = item.expected.filter((_, index) => given.get(`expected-${index}`) !== null);
    void send({
      question: given.get("question"),
      expect,
      must_pass: given.get("must_pass") !== null,
      key_points: expect === "refuse" ? [] : lines.map((line) => line.trim()).filter(Boolean),
      expected: expect === "refuse" ? [] : quotes,
    });
  };
  if (!editable) {
    return (
      <p className="text-muted">
        This case stands in a file of the suite; change it there, and the next run takes it in.
      </p>
    );
  }
  return (
    <form onSubmit={save} className="grid max-w-3xl gap-4">
      <Field id="case-question" label="Question">
        <Textarea
          id="case-question"
          name="question"
          defaultValue={item.question}
          maxLength={2000}
          className="min-h-14"
          required
        />
      </Field>
      <Field id="case-expect" label="What is expected">
        <select
          id="case-expect"
          name="expect"
          defaultValue={item.expect}
          className={classNames(fieldStyles, "h-9 cursor-pointer px-2.5")}
        >
          <option value="answer">An answer</option>
          <option value="refuse">A refusal</option>
        </select>
      </Field>
      {item.expected.length > 0 && (
        <fieldset className="grid gap-2">
          <legend className="mb-1.5 font-medium text-sm">Passages that prove the answer</legend>
          {item.expected.map(({ document, quote }, index) => (
            <label key={`${document} ${quote}`} className="flex cursor-pointer items-start gap-2">
              <input
                type="checkbox"
                name={`expected-${index}`}
                defaultChecked
                className="mt-1 size-4 shrink-0"
              />
              <span className="[overflow-wrap:anywhere]">
                {quote} <span className="text-muted">({document})</span>
              </span>
            </label>
          ))}
        </fieldset>
      )}
      <Field
        id="case-points"
        label="Key points"
        hint="One on each line, in words that the answer has to hold."
      >
        <Textarea
          id="case-points"
          name="key_points"
          defaultValue={item.key_points.join("\n")}
          aria-describedby="case-points-note"
          className="min-h-14"
        />
      </Field>
      <label className="flex cursor-pointer items-center gap-2">
        <input type="checkbox" name="must_pass" defaultChecked={item.must_pass} className="size-4" />
        Must pass: the gate is shut while it fails
      </label>
      <div className="flex flex-wrap gap-2">
        <Button type="submit" aria-disabled={pending}>
          Save
        </Button>
        {item.state === "retired" ? (
          <Button tone="quiet" onClick={() => void send({ state: "active" })}>
            Ask it again
          </Button>
        ) : (
          <Button tone="quiet" onClick={() => void send({ state: "retired" })}>
            Take it out of runs
          </Button>
        )}
      </div>
      <ProblemNotice problem={problem} />
    </form>
  );
}
