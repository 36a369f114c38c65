"use client";

import { useState } from "react";
import { requestJson, toReadableProblem } from "@/components/api/request";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Notice } from "@/components/ui/notice";
import { Textarea } from "@/components/ui/textarea";
import { type IngestAccepted, ingestTextSchema } from "@/lib/ingest/schema";
import type { Source } from "@/lib/sources/schema";
import { SourceField } from "./source-field";
import { TagInput } from "./tag-input";

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
  const [source, setSource] = useState(props.defaultSource);
  const [tags, setTags] = useState<string[]>([]);
  const [effectiveDate, setEffectiveDate] = useState("");
  const [errors, setErrors] = useState<{ title?: string; text?: string; source?: string }>({});
  const [failure, setFailure] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);

  const add = async () => {
    const missing = {
      ...(title.trim() === "" && { title: "Give it a title." }),
      ...(text.trim() === "" && { text: "Write or paste the text." }),
      ...(source.trim() === "" && { source: "Name the source." }),
    };
    setErrors(missing);
    const first = Object.keys(missing)[0];
    if (first) {
      document.getElementById(`write-${first}`)?.focus();
      return;
    }
    setBusy(true);
    setFailure(null);
    try {
      const accepted = await requestJson<IngestAccepted>("/api/documents", {
        method: "POST",
        body: ingestTextSchema.parse({
          title,
          text,
          source,
          type: "markdown",
          ...(tags.length > 0 && { tags }),
          ...(effectiveDate && { effective_date: effectiveDate }),
        }),
      });
      props.onOpenChange(false);
      props.onAccepted(accepted);
    } catch (error) {
      setFailure(error);
    } finally {
      setBusy(false);
    }
  };
  const explained = failure === null ? null : toReadableProblem(failure);

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
          <Button tone="primary" onClick={add} disabled={busy}>
            {busy ? "Adding…" : "Add document"}
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
        {explained && (
          <div role="alert">
            <Notice tone="danger" title="It was not added">
              {explained.detail} Your text is still here.
              {explained.request_id !== "" && (
                <span className="block text-xs">Request {explained.request_id}</span>
              )}
            </Notice>
          </div>
        )}
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
        <div className="grid items-start gap-4 sm:grid-cols-2">
          <SourceField id="write-source" value={source} sources={props.sources} onValueChange={setSource} />
          <Field id="write-date" label="In force since">
            <Input
              id="write-date"
              type="date"
              value={effectiveDate}
              onChange={(event) => setEffectiveDate(event.target.value)}
            />
          </Field>
        </div>
        <Field id="write-tags" label="Tags">
          <TagInput id="write-tags" value={tags} suggestions={props.tags} onValueChange={setTags} />
        </Field>
      </form>
    </Dialog>
  );
}
