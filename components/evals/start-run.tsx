"use client";

import { PlayIcon } from "lucide-react";
import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { useSubmit } from "@/components/api/use-submit";
import { Button } from "@/components/ui/button";
import { classNames } from "@/components/ui/class-names";
import { Dialog, DialogClose } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { fieldStyles, Input } from "@/components/ui/input";
import { ProblemNotice } from "@/components/ui/problem-notice";
import type { EvalRun } from "@/lib/evals/schema";

interface StartRunProps {
  suites: { id: string; title: string }[];
  suite: string;
  configs: { name: string; description: string }[];
}

/** Starts a run: which suite, which configuration, how many cases. A worker does it; its page follows it. */
export function StartRun({ suites, suite, configs }: StartRunProps) {
  const router = useRouter();
  const [open, setOpen] = useState(false);
  const { submit, pending, problem, clear } = useSubmit();
  const start = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const given = new FormData(event.currentTarget);
    const limit = Number(given.get("limit"));
    const run = await submit<EvalRun>("/api/evals/runs", {
      method: "POST",
      body: {
        suite: given.get("suite"),
        config: given.get("config"),
        note: given.get("note"),
        ...(limit > 0 && { limit }),
      },
    });
    if (run) router.push(`/evals/runs/${encodeURIComponent(run.id)}`);
  };
  const select = classNames(fieldStyles, "h-9 cursor-pointer px-2.5");
  return (
    <>
      <Button
        tone="primary"
        onClick={() => {
          clear();
          setOpen(true);
        }}
      >
        <PlayIcon aria-hidden />
        Start a run
      </Button>
      <Dialog
        open={open}
        onOpenChange={setOpen}
        title="Start a run"
        description="A worker asks the cases in the background; you can leave the page."
        footer={
          <>
            <DialogClose asChild>
              <Button>Close</Button>
            </DialogClose>
            <Button tone="primary" type="submit" form="start-run" aria-disabled={pending}>
              {pending ? "Starting …" : "Start"}
            </Button>
          </>
        }
      >
        <form id="start-run" onSubmit={start} className="grid gap-4">
          <Field id="run-suite" label="Suite">
            <select id="run-suite" name="suite" defaultValue={suite} className={select}>
              {suites.map(({ id, title }) => (
                <option key={id} value={id}>
                  {title}
                </option>
              ))}
            </select>
          </Field>
          <Field id="run-config" label="Configuration">
            <select
              id="run-config"
              name="config"
              defaultValue={configs.some(({ name }) => name === "default") ? "default" : configs[0]?.name}
              className={select}
            >
              {configs.map(({ name, description }) => (
                <option key={name} value={name}>
                  {description ? `${name}: ${description}` : name}
                </option>
              ))}
            </select>
          </Field>
          <Field id="run-limit" label="At most so many cases" hint="Empty: every case.">
            <Input
              id="run-limit"
              name="limit"
              type="number"
              min={1}
              max={20000}
              inputMode="numeric"
              aria-describedby="run-limit-note"
            />
          </Field>
          <Field id="run-note" label="Note" hint="What is tried; shown beside the run.">
            <Input id="run-note" name="note" maxLength={500} aria-describedby="run-note-note" />
          </Field>
          <ProblemNotice problem={problem} />
        </form>
      </Dialog>
    </>
  );
}
