"use client";

import { useState } from "react";
import { useSubmit } from "@/components/api/use-submit";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { ProblemNotice } from "@/components/ui/problem-notice";
import type { Document, DocumentDetail, DocumentPatch } from "@/lib/documents/schema";
import type { Source } from "@/lib/sources/schema";
import { DocumentFields, type DocumentFieldValues } from "./document-fields";

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
  const [fields, setFields] = useState<DocumentFieldValues>({
    source: document.source.name,
    tags: document.tags,
    effectiveDate: document.effective_date ?? "",
  });
  const { submit, pending, problem } = useSubmit();
  const ready = title.trim() !== "" && fields.source.trim() !== "";

  const save = async () => {
    if (!ready || pending) return;
    const patch: DocumentPatch = {
      ...(title.trim() !== document.title && { title: title.trim() }),
      ...(fields.source.trim() !== document.source.name && { source: fields.source.trim() }),
      ...(fields.tags.join("\n") !== document.tags.join("\n") && { tags: fields.tags }),
      ...(fields.effectiveDate !== (document.effective_date ?? "") && {
        effective_date: fields.effectiveDate || null,
      }),
    };
    const saved = await submit<DocumentDetail>(`/api/documents/${document.id}`, {
      method: "PATCH",
      body: patch,
    });
    if (!saved) return;
    onSaved(saved);
    onOpenChange(false);
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
          <Button tone="primary" disabled={pending || !ready} onClick={() => void save()}>
            {pending ? "Saving…" : "Save"}
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
        <ProblemNotice problem={problem && { ...problem, title: "Nothing was changed" }} />
        <Field id="edit-title" label="Title" error={title.trim() ? undefined : "A document needs a title."}>
          <Input
            id="edit-title"
            maxLength={300}
            value={title}
            aria-invalid={title.trim() ? undefined : true}
            onChange={(event) => setTitle(event.target.value)}
          />
        </Field>
        <DocumentFields
          id="edit"
          value={fields}
          sources={sources}
          tags={tags}
          onChange={setFields}
          hints={{ date: "Where documents contradict one another, the one in force is answered from." }}
        />
        <button type="submit" hidden aria-hidden tabIndex={-1} />
      </form>
    </Dialog>
  );
}
