"use client";

import { SendIcon } from "lucide-react";
import { useRouter } from "next/navigation";
import { useId, useState } from "react";
import { useSubmit } from "@/components/api/use-submit";
import { Button } from "@/components/ui/button";
import { ProblemNotice } from "@/components/ui/problem-notice";
import { Textarea } from "@/components/ui/textarea";
import type { AgentRun } from "@/lib/agent/schema";
import { agentPaths } from "./agent-paths";

/** Where one asks the agent to do something. Enter sends, Shift and Enter break the line. */
export function RequestForm({ examples }: { examples: string[] }) {
  const id = useId();
  const router = useRouter();
  const { submit, pending, problem } = useSubmit();
  const [text, setText] = useState("");
  async function send() {
    if (pending || text.trim() === "") return;
    const run = await submit<AgentRun>(agentPaths.ask, {
      method: "POST",
      body: { request: text, stream: false, wait: false },
    });
    if (run) router.push(`/agent/${encodeURIComponent(run.id)}`);
  }
  return (
    <form
      className="grid gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <ProblemNotice problem={problem} />
      <div className="rounded-xl border border-line-strong/60 bg-surface shadow-field focus-within:border-accent">
        <label htmlFor={id} className="sr-only">
          What the agent should do
        </label>
        <Textarea
          id={id}
          maxLength={8000}
          placeholder="Find what we say on parental leave, draft an FAQ entry and publish it"
          className="max-h-72 resize-none border-0 bg-transparent px-4 pt-3.5 text-read hover:border-0 focus-visible:outline-none"
          value={text}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={(event) => {
            if (event.key !== "Enter" || event.shiftKey || event.nativeEvent.isComposing) return;
            event.preventDefault();
            void send();
          }}
        />
        <div className="flex items-center justify-between gap-3 px-3 pb-3">
          <p className="text-muted text-sm">
            It reads by itself. What it wants to write waits for an approver.
          </p>
          <Button type="submit" tone="primary" aria-disabled={pending || text.trim() === ""}>
            <SendIcon aria-hidden />
            {pending ? "Starts …" : "Start"}
          </Button>
        </div>
      </div>
      {examples.length > 0 && (
        <ul aria-label="Examples" className="flex flex-wrap gap-2">
          {examples.map((example) => (
            <li key={example}>
              <Button
                size="sm"
                className="h-auto min-h-7 pointer-coarse:min-h-11 whitespace-normal py-1 text-left font-normal text-muted"
                onClick={() => setText(example)}
              >
                {example}
              </Button>
            </li>
          ))}
        </ul>
      )}
    </form>
  );
}
