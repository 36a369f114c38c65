"use client";

import { useState } from "react";
import { request, toReadableProblem } from "@/components/api/request";
import { Button } from "@/components/ui/button";
import { Dialog, DialogClose } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Notice } from "@/components/ui/notice";
import { Textarea } from "@/components/ui/textarea";
import { toast } from "@/components/ui/toast";

interface ReportGapDialogProps {
  answerId: string;
  question: string;
  open: boolean;
  onOpenChange: (open: boolean) => void;
  onSent: () => void;
}

/** Tells the editors that nobody has written what somebody needs. */
export function ReportGapDialog({ answerId, question, open, onOpenChange, onSent }: ReportGapDialogProps) {
  const [comment, setComment] = useState("");
  const [problem, setProblem] = useState<string | null>(null);
  const [sending, setSending] = useState(false);
  const send = async () => {
    setSending(true);
    try {
      await request("/api/gaps", {
        method: "POST",
        body: { answer_id: answerId, ...(comment.trim() && { comment: comment.trim() }) },
      });
      onSent();
      toast("Reported", { description: "It stands in the list of what nobody has written yet." });
    } catch (error) {
      const readable = toReadableProblem(error);
      setProblem(`${readable.title}. ${readable.detail}`);
    } finally {
      setSending(false);
    }
  };
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title="Report the gap"
      description="Whoever looks after the documents sees what was asked and not answered."
      footer={
        <>
          <DialogClose asChild>
            <Button tone="quiet">Cancel</Button>
          </DialogClose>
          <Button tone="primary" disabled={sending} onClick={() => void send()}>
            Report
          </Button>
        </>
      }
    >
      <div className="grid gap-4">
        <p className="rounded-md bg-sunken px-3 py-2 font-medium">{question}</p>
        <Field
          id="gap-comment"
          label="What do you need it for?"
          hint="Not needed, but it helps to write the right thing."
        >
          <Textarea
            id="gap-comment"
            aria-describedby="gap-comment-note"
            maxLength={2000}
            value={comment}
            onChange={(event) => setComment(event.target.value)}
          />
        </Field>
        {problem && <Notice tone="danger">{problem}</Notice>}
      </div>
    </Dialog>
  );
}
