"use client";

import { CheckIcon, PencilIcon, XIcon } from "lucide-react";
import { useEffect, useId, useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog, DialogClose } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Kbd } from "@/components/ui/kbd";
import { Notice } from "@/components/ui/notice";
import { ProblemNotice } from "@/components/ui/problem-notice";
import { Textarea } from "@/components/ui/textarea";
import type { Approval } from "@/lib/agent/schema";
import { flagWord, riskWhy, riskWords } from "./agent-words";
import { EditDialog } from "./edit-dialog";
import { keyOf } from "./keys";
import { OwnRequest } from "./own-request";
import { useDecision } from "./use-decision";

interface DecisionPanelProps {
  approval: Approval;
  title: string;
  subject: string;
}

/** Approve, edit, deny; by button or by A, E and D. Each asks once more in words before it acts. */
export function DecisionPanel({ approval, title, subject }: DecisionPanelProps) {
  const [open, setOpen] = useState<"approve" | "edit" | "deny" | null>(null);
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const choice = { a: "approve", e: "edit", d: "deny" }[keyOf(event) ?? ""] as typeof open | undefined;
      if (!choice) return;
      event.preventDefault();
      setOpen(choice);
    };
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  }, []);
  const close = () => setOpen(null);
  return (
    <div className="flex flex-wrap gap-2">
      <Button tone="primary" aria-keyshortcuts="a" onClick={() => setOpen("approve")}>
        <CheckIcon aria-hidden />
        Approve
        <Kbd aria-hidden className="hidden border-on-accent/40 bg-transparent text-on-accent md:inline-flex">
          A
        </Kbd>
      </Button>
      <Button aria-keyshortcuts="e" onClick={() => setOpen("edit")}>
        <PencilIcon aria-hidden />
        Edit
        <Kbd aria-hidden className="hidden md:inline-flex">
          E
        </Kbd>
      </Button>
      <Button aria-keyshortcuts="d" onClick={() => setOpen("deny")}>
        <XIcon aria-hidden />
        Deny
        <Kbd aria-hidden className="hidden md:inline-flex">
          D
        </Kbd>
      </Button>
      {open === "approve" && (
        <ApproveDialog approval={approval} title={title} subject={subject} onClose={close} />
      )}
      {open === "edit" && <EditDialog approval={approval} title={title} onClose={close} />}
      {open === "deny" && <DenyDialog approval={approval} title={title} subject={subject} onClose={close} />}
    </div>
  );
}

function ApproveDialog({ approval, title, subject, onClose }: DecisionPanelProps & { onClose: () => void }) {
  const { submit, pending, problem } = useDecision(approval);
  const [own, setOwn] = useState(false);
  const blocked = approval.own_request_allowed && !own;
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`${title}?`}
      description={subject}
      footer={
        <>
          <DialogClose asChild>
            <Button>Not yet</Button>
          </DialogClose>
          <Button
            tone="primary"
            autoFocus={!approval.own_request_allowed}
            aria-disabled={pending || blocked}
            onClick={async () => {
              if (blocked) return;
              if (await submit({ decision: "approve", own_request: own })) onClose();
            }}
          >
            {pending ? "Being done …" : "Approve"}
          </Button>
        </>
      }
    >
      <div className="grid gap-3">
        <ProblemNotice problem={problem} />
        <p>
          <strong className="font-medium">{riskWords[approval.risk].name}.</strong> {riskWhy(approval)} It is
          done as soon as you approve, as {approval.requester.name}, and the log keeps your name beside it.
        </p>
        {approval.flags.length > 0 && (
          <Notice tone="caution" title="Look closely">
            <ul className="grid gap-1">
              {approval.flags.map((flag) => (
                <li key={flag}>{flagWord(flag).about}</li>
              ))}
            </ul>
          </Notice>
        )}
        {approval.own_request_allowed && <OwnRequest checked={own} onChange={setOwn} />}
      </div>
    </Dialog>
  );
}

function DenyDialog({ approval, title, subject, onClose }: DecisionPanelProps & { onClose: () => void }) {
  const id = useId();
  const { submit, pending, problem } = useDecision(approval);
  const [reason, setReason] = useState("");
  const [own, setOwn] = useState(false);
  const blocked = reason.trim() === "" || (approval.own_request_allowed && !own);
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Deny “${title}”`}
      description={subject}
      footer={
        <>
          <DialogClose asChild>
            <Button>Not yet</Button>
          </DialogClose>
          <Button
            tone="danger"
            aria-disabled={pending || blocked}
            onClick={async () => {
              if (blocked) return;
              if (await submit({ decision: "deny", reason, own_request: own })) onClose();
            }}
          >
            Deny
          </Button>
        </>
      }
    >
      <div className="grid gap-3">
        <ProblemNotice problem={problem} />
        <Field id={id} label="Why" hint={`${approval.requester.name} and the agent read it.`}>
          <Textarea
            id={id}
            autoFocus
            required
            maxLength={2000}
            aria-describedby={`${id}-note`}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
        </Field>
        {approval.own_request_allowed && <OwnRequest checked={own} onChange={setOwn} />}
      </div>
    </Dialog>
  );
}
