"use client";

import { useState } from "react";
import { useSubmit } from "@/components/api/use-submit";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { ProblemNotice } from "@/components/ui/problem-notice";
import { Textarea } from "@/components/ui/textarea";
import type { IngestAccepted, IngestText } from "@/lib/ingest/schema";
import type { Source } from "@/lib/sources/schema";
import { DocumentFields, type DocumentFieldValues } from "./document-fields";

interface WriteDialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  sources: Source[];
  tags: string[];
  defaultSource: string;
  defaultTitle?: string;
  onAccepted: (accepted: IngestAccepted) => void;
}

/** Takes text that is written or pasted here as a document. */
export function WriteDialog(props: WriteDialogProps) {
  const [title, setTitle] = useState(props.defaultTitle ?? "");
  const [text, setText] = useState("");
  const [fields, setFields] = useState<DocumentFieldValues>({
    source: props.defaultSource,
    tags: [],
    effectiveDate: "",
  });
  const [errors, setErrors] = useState<{ title?: string; text?: string; source?: string }>({});
  const { submit, pending, problem } = useSubmit();

  const add = async () => {
    const missing = {
      ...(title.trim() === "" && { title: "Give it a title." }),
      ...(text.trim() === "" && { text: "Write or paste the text." }),
      ...(fields.source.trim() === "" && { source: "Name the source." }),
    };
    setErrors(missing);
    const first = Object.keys(missing)[0];
    if (first) {
      document.getElementById(`write-${first}`)?.focus();
      return;
    }
    const accepted = await submit<IngestAccepted>("/api/documents", {
      method: "POST",
      body: {
        title: title.trim(),
        text,
        source: fields.source.trim(),
        type: "markdown",
        ...(fields.tags.length > 0 && { tags: fields.tags }),
        ...(fields.effectiveDate && { effective_date: fields.effectiveDate }),
      } satisfies IngestText,
    });
    if (!accepted) return;
    props.onOpenChange(false);
    props.onAccepted(accepted);
  };

  return (
    <Dialog
      open={props.open}
      onOpenChange={(open) => {
        // What was written isn't lost by a slip: an empty form closes at once.
        if (open || text.trim() === "" || window.confirm("Leave without adding this text?"))
          props.onOpenChange(open);
      }}
      title="Write a document"
      description="Paste text or write it here. Markdown headings, lists and tables are understood."
      className="max-w-2xl"
      footer={
        <>
          <Button onClick={() => props.onOpenChange(false)}>Cancel</Button>
          <Button tone="primary" onClick={add} disabled={pending}>
            {pending ? "Adding…" : "Add document"}
          </Button>
        </>
      }
    >
      <form
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          void add();
        }}
      >
        <ProblemNotice
          problem={
            problem && {
              ...problem,
              title: "It was not added",
              detail: `${problem.detail} Your text is still here.`,
            }
          }
        />
        <Field id="write-title" label="Title" error={errors.title}>
          <Input
            id="write-title"
            maxLength={300}
            value={title}
            aria-invalid={errors.title ? true : undefined}
            aria-describedby={errors.title ? "write-title-note" : undefined}
            onChange={(event) => setTitle(event.target.value)}
          />
        </Field>
        <Field id="write-text" label="Text" error={errors.text}>
          <Textarea
            id="write-text"
            value={text}
            className="quoted max-h-[40dvh] min-h-44"
            aria-invalid={errors.text ? true : undefined}
            aria-describedby={errors.text ? "write-text-note" : undefined}
            onChange={(event) => setText(event.target.value)}
          />
        </Field>
        <DocumentFields
          id="write"
          value={fields}
          sources={props.sources}
          tags={props.tags}
          onChange={setFields}
        />
      </form>
    </Dialog>
  );
}
