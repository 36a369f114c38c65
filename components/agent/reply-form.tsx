"use client";

import { useId, useState } from "react";
import { pathOf } from "@/components/account/paths";
import { useSubmit } from "@/components/api/use-submit";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { ProblemNotice } from "@/components/ui/problem-notice";
import { agentPaths } from "./agent-paths";

/** An answer to what the agent asked: one of those it offers, or one's own words. */
export function ReplyForm({ runId, options }: { runId: string; options: string[] }) {
  const id = useId();
  const { submit, pending, problem } = useSubmit();
  const [reply, setReply] = useState("");
  async function send(text: string) {
    if (pending || text.trim() === "") return;
    const body = { reply: text, stream: false, wait: false };
    await submit(pathOf(agentPaths.runs, runId, "reply"), { method: "POST", body });
  }
  return (
    <div className="grid gap-3">
      <ProblemNotice problem={problem} />
      {options.length > 0 && (
        <ul aria-label="Answers it offers" className="flex flex-wrap gap-2">
          {options.map((option) => (
            <li key={option}>
              <Button
                className="h-auto min-h-9 whitespace-normal py-1.5 text-left"
                aria-disabled={pending}
                onClick={() => void send(option)}
              >
                {option}
              </Button>
            </li>
          ))}
        </ul>
      )}
      <form
        className="flex items-end gap-2"
        onSubmit={(event) => {
          event.preventDefault();
          void send(reply);
        }}
      >
        <div className="flex-1">
          <Field id={id} label="Your answer">
            <Input
              id={id}
              maxLength={8000}
              value={reply}
              onChange={(event) => setReply(event.target.value)}
            />
          </Field>
        </div>
        <Button type="submit" tone="primary" aria-disabled={pending || reply.trim() === ""}>
          Answer
        </Button>
      </form>
    </div>
  );
}
