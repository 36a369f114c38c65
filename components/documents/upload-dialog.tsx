"use client";

import { FileIcon, FolderIcon, XIcon } from "lucide-react";
import { useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import type { Source } from "@/lib/sources/schema";
import { acceptedEndings, formatsLine } from "./drop-zone";
import { type ChosenFile, filesOfInput, type UploadFields } from "./send-files";
import { sizeOf } from "./size-of";
import { SourceField } from "./source-field";
import { TagInput } from "./tag-input";

interface UploadDialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  sources: Source[];
  tags: string[];
  defaultSource: string;
  onUpload: (files: ChosenFile[], fields: UploadFields) => void;
}

/** Chooses files or a folder, and says where they go. */
export function UploadDialog(props: UploadDialogProps) {
  const [files, setFiles] = useState<ChosenFile[]>([]);
  const [source, setSource] = useState(props.defaultSource);
  const [tags, setTags] = useState<string[]>([]);
  const [effectiveDate, setEffectiveDate] = useState("");
  const fileInput = useRef<HTMLInputElement>(null);
  const folderInput = useRef<HTMLInputElement>(null);

  const add = (list: FileList | null) => {
    if (!list) return;
    const chosen = filesOfInput(list);
    setFiles((before) => {
      const paths = new Set(chosen.map(({ path }) => path));
      return [...before.filter(({ path }) => !paths.has(path)), ...chosen];
    });
  };
  const upload = () => {
    props.onUpload(files, {
      source: source.trim() || undefined,
      tags,
      effectiveDate: effectiveDate || undefined,
    });
    props.onOpenChange(false);
  };

  return (
    <Dialog
      open={props.open}
      onOpenChange={props.onOpenChange}
      title="Add documents"
      description={`${formatsLine}. A file that is here already becomes a new version.`}
      footer={
        <>
          <Button onClick={() => props.onOpenChange(false)}>Cancel</Button>
          <Button tone="primary" onClick={upload} disabled={files.length === 0 || source.trim() === ""}>
            {files.length === 0
              ? "Upload"
              : `Upload ${files.length === 1 ? "one file" : `${files.length} files`}`}
          </Button>
        </>
      }
    >
      <div className="grid gap-4">
        <div className="grid justify-items-center gap-3 rounded-lg border border-line-strong/60 border-dashed bg-ground px-4 py-6 text-center">
          <p className="text-muted">Drop files here, or</p>
          <div className="flex flex-wrap justify-center gap-2">
            <Button onClick={() => fileInput.current?.click()}>
              <FileIcon aria-hidden />
              Choose files
            </Button>
            <Button onClick={() => folderInput.current?.click()}>
              <FolderIcon aria-hidden />
              Choose a folder
            </Button>
          </div>
          <input
            ref={fileInput}
            type="file"
            multiple
            hidden
            accept={acceptedEndings}
            aria-label="Files"
            onChange={(event) => {
              add(event.target.files);
              event.target.value = "";
            }}
          />
          <input
            ref={folderInput}
            type="file"
            hidden
            aria-label="Folder"
            {...{ webkitdirectory: "" }}
            onChange={(event) => {
              add(event.target.files);
              event.target.value = "";
            }}
          />
        </div>
        {files.length > 0 && (
          <ul
            aria-label="Chosen files"
            className="scroll-quiet grid max-h-40 overflow-y-auto rounded-md border"
          >
            {files.map((chosen) => (
              <li
                key={chosen.path}
                className="flex items-center justify-between gap-3 px-3 py-1.5 not-last:border-b"
              >
                <span className="min-w-0 truncate">{chosen.path}</span>
                <span className="figures ml-auto shrink-0 text-muted text-sm">
                  {sizeOf(chosen.file.size)}
                </span>
                <Button
                  tone="quiet"
                  size="sm"
                  square
                  aria-label={`Leave out ${chosen.path}`}
                  onClick={() => setFiles(files.filter((other) => other !== chosen))}
                >
                  <XIcon aria-hidden />
                </Button>
              </li>
            ))}
          </ul>
        )}
        <SourceField
          id="upload-source"
          value={source}
          sources={props.sources}
          onValueChange={setSource}
          hint="Who may read a document is decided by its source."
        />
        <Field id="upload-tags" label="Tags" hint="For all of these files.">
          <TagInput id="upload-tags" value={tags} suggestions={props.tags} onValueChange={setTags} />
        </Field>
        <Field
          id="upload-date"
          label="In force since"
          hint="Left empty, it is taken from the document when it says so."
        >
          <Input
            id="upload-date"
            type="date"
            aria-describedby="upload-date-note"
            value={effectiveDate}
            onChange={(event) => setEffectiveDate(event.target.value)}
          />
        </Field>
      </div>
    </Dialog>
  );
}
