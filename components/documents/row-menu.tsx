"use client";

import { DownloadIcon, FilterIcon, LinkIcon, Trash2Icon } from "lucide-react";
import { ActionsMenu } from "@/components/ui/actions-menu";
import { MenuItem, MenuSeparator } from "@/components/ui/menu";
import { toast } from "@/components/ui/toast";
import type { Document } from "@/lib/documents/schema";
import type { DocumentsQuery } from "./documents-query";

interface RowMenuProps {
  document: Document;
  onFilter: (part: Partial<DocumentsQuery>) => void;
  /** None where the reader may not delete. */
  onDelete: (() => void) | undefined;
}

/** What can be done with one document of the list. */
export function RowMenu({ document, onFilter, onDelete }: RowMenuProps) {
  return (
    <ActionsMenu
      of={document.title}
      className="focus-visible:opacity-100 group-focus-within/row:opacity-100 group-hover/row:opacity-100 data-[state=open]:opacity-100 md:pointer-fine:opacity-0"
    >
      <MenuItem onSelect={() => void copyAddress(document.id)}>
        <LinkIcon aria-hidden />
        Copy link
      </MenuItem>
      <MenuItem asChild>
        <a href={`/api/documents/${document.id}/original`} download>
          <DownloadIcon aria-hidden />
          Download original
        </a>
      </MenuItem>
      <MenuItem onSelect={() => onFilter({ source: document.source.name })}>
        <FilterIcon aria-hidden />
        Only {document.source.name}
      </MenuItem>
      {onDelete && (
        <>
          <MenuSeparator />
          <MenuItem danger onSelect={onDelete}>
            <Trash2Icon aria-hidden />
            Delete
          </MenuItem>
        </>
      )}
    </ActionsMenu>
  );
}

async function copyAddress(id: string): Promise<void> {
  await navigator.clipboard.writeText(new URL(`/documents/${id}`, window.location.href).href);
  toast("Link copied");
}
