"use client";

import { FolderInputIcon, TagIcon, Trash2Icon, XIcon } from "lucide-react";
import { type ReactNode, useState } from "react";
import { Button } from "@/components/ui/button";
import { Kbd } from "@/components/ui/kbd";
import { Popover, PopoverContent, PopoverTrigger } from "@/components/ui/popover";
import type { Document } from "@/lib/documents/schema";
import type { Source } from "@/lib/sources/schema";
import { SourceField } from "./source-field";
import { TagInput } from "./tag-input";

interface BulkBarProps {
  /** The chosen ones. */
  documents: Document[];
  sources: Source[];
  tags: string[];
  onTag: (add: string[], remove: string[]) => void;
  onMove: (source: string) => void;
  onDelete: () => void;
  onClear: () => void;
}

/** What can be done with the chosen documents. */
export function BulkBar(props: BulkBarProps) {
  const count = props.documents.length;
  if (count === 0) return null;
  return (
    <div className="pointer-events-none fixed inset-x-0 bottom-[calc(var(--bar-height)+0.75rem)] z-30 flex justify-center px-3 md:bottom-5 md:left-(--rail-width)">
      <div
        role="toolbar"
        aria-label="Chosen documents"
        className="pointer-events-auto flex max-w-full animate-rise items-center rounded-lg sm:gap-1 bg-raised p-1.5 shadow-float"
      >
        <p className="figures whitespace-nowrap px-1.5 font-medium sm:px-2.5" aria-live="polite">
          {count} chosen
        </p>
        <TagPopover {...props} />
        <MovePopover {...props} />
        <Button size="sm" tone="quiet" className="text-danger hover:text-danger" onClick={props.onDelete}>
          <Trash2Icon aria-hidden />
          Delete
        </Button>
        <Button size="sm" tone="quiet" onClick={props.onClear}>
          <XIcon aria-hidden />
          <span className="sr-only">Choose none</span>
          <Kbd className="hidden md:inline-flex">Esc</Kbd>
        </Button>
      </div>
    </div>
  );
}

function TagPopover({ documents, tags, onTag }: BulkBarProps) {
  const shared = sharedTags(documents);
  const [value, setValue] = useState<string[]>([]);
  return (
    <BulkForm
      icon={<TagIcon aria-hidden />}
      name="Tag"
      title="Tags of the chosen documents"
      submit="Save tags"
      onOpen={() => setValue(shared)}
      onSubmit={() =>
        onTag(
          value.filter((tag) => !shared.includes(tag)),
          shared.filter((tag) => !value.includes(tag)),
        )
      }
    >
      <label htmlFor="bulk-tags" className="font-medium text-sm">
        Tags that all {documents.length} have
      </label>
      <TagInput id="bulk-tags" value={value} suggestions={tags} onValueChange={setValue} />
    </BulkForm>
  );
}

function MovePopover({ documents, sources, onMove }: BulkBarProps) {
  const [source, setSource] = useState("");
  return (
    <BulkForm
      icon={<FolderInputIcon aria-hidden />}
      name="Move"
      title="Move to another source"
      submit={`Move ${documents.length === 1 ? "one document" : `${documents.length} documents`}`}
      ready={source.trim() !== ""}
      onOpen={() => setSource(documents[0]?.source.name ?? "")}
      onSubmit={() => onMove(source.trim())}
    >
      <SourceField id="bulk-source" value={source} sources={sources} onValueChange={setSource} />
    </BulkForm>
  );
}

interface BulkFormProps {
  icon: ReactNode;
  /** On the bar. */
  name: string;
  title: string;
  /** On the form's button. */
  submit: string;
  ready?: boolean;
  onOpen: () => void;
  onSubmit: () => void;
  children: ReactNode;
}

/** A button of the bar with the small form that it opens. */
function BulkForm({ icon, name, title, submit, ready = true, onOpen, onSubmit, children }: BulkFormProps) {
  const [open, setOpen] = useState(false);
  return (
    <Popover
      open={open}
      onOpenChange={(next) => {
        if (next) onOpen();
        setOpen(next);
      }}
    >
      <PopoverTrigger asChild>
        <Button size="sm" tone="quiet">
          {icon}
          {name}
        </Button>
      </PopoverTrigger>
      <PopoverContent side="top" aria-label={title}>
        <form
          className="grid gap-3"
          onSubmit={(event) => {
            event.preventDefault();
            if (!ready) return;
            onSubmit();
            setOpen(false);
          }}
        >
          {children}
          <Button tone="primary" type="submit" disabled={!ready}>
            {submit}
          </Button>
        </form>
      </PopoverContent>
    </Popover>
  );
}

function sharedTags(documents: Document[]): string[] {
  const [first, ...rest] = documents;
  return first ? first.tags.filter((tag) => rest.every((document) => document.tags.includes(tag))) : [];
}
