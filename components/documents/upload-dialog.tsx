"use client";

import { FileIcon, FolderIcon, XIcon } from "lucide-react";
import { useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import type { Source } from "@/lib/sources/schema";
import { DocumentFields, type DocumentFieldValues } from "./document-fields";
import { acceptedEndings, formatsLine } from "./drop-zone";
import { type ChosenFile, filesOfInput, type UploadFields } from "./send-files";
import { sizeOf } from "./size-of";

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
  const [fields, setFields] = useState<DocumentFieldValues>({
    source: props.defaultSource,
    tags: [],
    effectiveDate: "",
  });
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
      source: fields.source.trim() || undefined,
      tags: fields.tags,
      effectiveDate: fields.effectiveDate || undefined,
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
          <Button
            tone="primary"
            onClick={upload}
            disabled={files.length === 0 || fields.source.trim() === ""}
          >
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
        <DocumentFields
          id="upload"
          value={fields}
          sources={props.sources}
          tags={props.tags}
          onChange={setFields}
          hints={{
            date: "Left empty, it is taken from the document when it says so.",
            tags: "For all of these files.",
          }}
        />
      </div>
    </Dialog>
  );
}
