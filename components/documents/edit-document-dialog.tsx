"use client";

import { useState } from "react";
import { requestJson, toReadableProblem } from "@/components/api/request";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Notice } from "@/components/ui/notice";
import type { Document, DocumentDetail, DocumentPatch } from "@/lib/documents/schema";
import type { Source } from "@/lib/sources/schema";
import { SourceField } from "./source-field";
import { TagInput } from "./tag-input";

interface EditDocumentDialogProps {
  document: Document;
  sources: Source[];
  tags: string[];
  onOpenChange: (open: boolean) => void;
  onSaved: (document: DocumentDetail) => void;
}

/** Changes what is said of a document; its text is changed by a new version. */
export function EditDocumentDialog({
  document,
  sources,
  tags,
  onOpenChange,
  onSaved,
}: EditDocumentDialogProps) {
  const [title, setTitle] = useState(document.title);
  const [source, setSource] = useState(document.source.name);
  const [ownTags, setOwnTags] = useState(document.tags);
  const [effectiveDate, setEffectiveDate] = useState(document.effective_date ?? "");
  const [failure, setFailure] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const problem = failure === null ? null : toReadableProblem(failure);

  const save = async () => {
    setBusy(true);
    setFailure(null);
    const patch: DocumentPatch = {
      ...(title.trim() !== document.title && { title: title.trim() }),
      ...(source.trim() !== document.source.name && { source: source.trim() }),
      ...(ownTags.join("\n") !== document.tags.join("\n") && { tags: ownTags }),
      ...(effectiveDate !== (document.effective_date ?? "") && { effective_date: effectiveDate || null }),
    };
    try {
      onSaved(
        await requestJson<DocumentDetail>(`/api/documents/${document.id}`, { method: "PATCH", body: patch }),
      );
      onOpenChange(false);
    } catch (error) {
      setFailure(error);
    } finally {
      setBusy(false);
    }
  };

  return (
    <Dialog
      open
      onOpenChange={onOpenChange}
      title="Edit document"
      description="What is said of it. To change its text, upload it again: that makes a new version."
      footer={
        <>
          <Button onClick={() => onOpenChange(false)}>Cancel</Button>
          <Button
            tone="primary"
            disabled={busy || !title.trim() || !source.trim()}
            onClick={() => void save()}
          >
            {busy ? "Saving…" : "Save"}
          </Button>
        </>
      }
    >
      <form
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        {problem && (
          <div role="alert">
            <Notice tone="danger" title="Nothing was changed">
              {problem.detail}
              {problem.request_id && <span className="block text-xs">Request {problem.request_id}</span>}
            </Notice>
          </div>
        )}
        <Field id="edit-title" label="Title" error={title.trim() ? undefined : "A document needs a title."}>
          <Input
            id="edit-title"
            maxLength={300}
            value={title}
            aria-invalid={title.trim() ? undefined : true}
            onChange={(event) => setTitle(event.target.value)}
          />
        </Field>
        <SourceField id="edit-source" value={source} sources={sources} onValueChange={setSource} />
        <Field id="edit-tags" label="Tags">
          <TagInput id="edit-tags" value={ownTags} suggestions={tags} onValueChange={setOwnTags} />
        </Field>
        <Field
          id="edit-date"
          label="In force since"
          hint="Where documents contradict one another, the one in force is answered from."
        >
          <Input
            id="edit-date"
            type="date"
            aria-describedby="edit-date-note"
            value={effectiveDate}
            onChange={(event) => setEffectiveDate(event.target.value)}
          />
        </Field>
        <button type="submit" hidden aria-hidden tabIndex={-1} />
      </form>
    </Dialog>
  );
}
