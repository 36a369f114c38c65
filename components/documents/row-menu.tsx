"use client";

import { DownloadIcon, EllipsisIcon, FilterIcon, LinkIcon, Trash2Icon } from "lucide-react";
import { toast } from "sonner";
import { Button } from "@/components/ui/button";
import { Menu, MenuContent, MenuItem, MenuSeparator, MenuTrigger } from "@/components/ui/menu";
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
    <Menu>
      <MenuTrigger asChild>
        <Button
          tone="quiet"
          size="sm"
          square
          aria-label={`Actions for ${document.title}`}
          className="md:opacity-0 md:focus-visible:opacity-100 md:group-focus-within/row:opacity-100 md:group-hover/row:opacity-100 md:data-[state=open]:opacity-100"
        >
          <EllipsisIcon aria-hidden />
        </Button>
      </MenuTrigger>
      <MenuContent align="end">
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
      </MenuContent>
    </Menu>
  );
}

async function copyAddress(id: string): Promise<void> {
  await navigator.clipboard.writeText(new URL(`/documents/${id}`, window.location.href).href);
  toast("Link copied");
}
