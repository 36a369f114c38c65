"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog, DialogClose } from "@/components/ui/dialog";
import { Notice } from "@/components/ui/notice";
import { ProblemNotice } from "@/components/ui/problem-notice";
import type { Approval } from "@/lib/agent/schema";
import { argumentWords } from "./agent-words";
import { ArgumentsDiff } from "./arguments-diff";
import { ArgumentsForm } from "./arguments-form";
import { flatArguments, type Json } from "./flat-arguments";
import { OwnRequest } from "./own-request";
import { useDecision } from "./use-decision";

interface EditDialogProps {
  approval: Approval;
  title: string;
  onClose: () => void;
}

/** Edits the arguments, then shows what differs from what was asked, and approves exactly that. */
export function EditDialog({ approval, title, onClose }: EditDialogProps) {
  const asked = approval.arguments as Json;
  const { submit, pending, problem, clear } = useDecision(approval);
  const [edited, setEdited] = useState<Json>(asked);
  const [step, setStep] = useState<"edit" | "look">("edit");
  const [own, setOwn] = useState(false);
  const same = isSame(asked, edited);
  const blocked = same || (approval.own_request_allowed && !own);
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={step === "edit" ? `Edit “${title}”` : "Approve what you made of it?"}
      description={
        step === "edit"
          ? "Then you see what differs from what was asked, and approve that."
          : `What ${approval.requester.name} asked for, and what you made of it.`
      }
      className="max-w-3xl"
      footer={
        step === "edit" ? (
          <>
            <DialogClose asChild>
              <Button>Cancel</Button>
            </DialogClose>
            <Button tone="primary" aria-disabled={same} onClick={() => !same && setStep("look")}>
              See what differs
            </Button>
          </>
        ) : (
          <>
            <Button
              onClick={() => {
                clear();
                setStep("edit");
              }}
            >
              Back
            </Button>
            <Button
              tone="primary"
              aria-disabled={pending || blocked}
              onClick={async () => {
                if (blocked) return;
                if (await submit({ decision: "approve", arguments: edited, own_request: own })) onClose();
              }}
            >
              {pending ? "Being done …" : "Approve as edited"}
            </Button>
          </>
        )
      }
    >
      <div className="grid gap-4">
        <ProblemNotice problem={problem} />
        {problem?.invalid_params && problem.invalid_params.length > 0 && (
          <Notice tone="danger" title="What doesn't fit">
            <ul>
              {problem.invalid_params.map(({ name, reason }) => (
                <li key={`${name} ${reason}`}>
                  {argumentWords(name)}: {reason}
                </li>
              ))}
            </ul>
          </Notice>
        )}
        {step === "edit" ? (
          <ArgumentsForm value={edited} onChange={setEdited} />
        ) : (
          <>
            <ArgumentsDiff asked={asked} edited={edited} />
            {approval.own_request_allowed && <OwnRequest checked={own} onChange={setOwn} />}
          </>
        )}
      </div>
    </Dialog>
  );
}

function isSame(one: Json, other: Json): boolean {
  const before = flatArguments(one);
  const after = flatArguments(other);
  return before.size === after.size && [...before].every(([path, text]) => after.get(path) === text);
}
