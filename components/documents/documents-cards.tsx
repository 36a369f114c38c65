"use client";

import Link from "next/link";
import type { ReactNode } from "react";
import { Badge } from "@/components/ui/badge";
import { Checkbox } from "@/components/ui/checkbox";
import type { Document } from "@/lib/documents/schema";
import { DocumentState } from "./document-state";
import { DocumentTypeIcon, documentTypeWords } from "./document-type";
import { LocalTime } from "./local-time";
import type { Selection } from "./use-selection";

interface DocumentsCardsProps {
  documents: Document[];
  selection: Selection;
  rowMenu: (document: Document) => ReactNode;
}

/** The documents as a list, for a narrow screen. */
export function DocumentsCards({ documents, selection, rowMenu }: DocumentsCardsProps) {
  return (
    <ul aria-label="Documents" className="grid">
      {documents.map((document) => (
        <li
          key={document.id}
          data-id={document.id}
          data-selected={selection.selected.has(document.id)}
          className="relative flex items-start gap-3 border-b py-3 data-[selected=true]:bg-accent-soft"
        >
          <div className="relative z-10 grid h-6 place-items-center">
            <Checkbox
              aria-label={`Choose ${document.title}`}
              checked={selection.selected.has(document.id)}
              onClick={(event) => selection.toggle(document.id, event.shiftKey)}
            />
          </div>
          <div className="grid min-w-0 flex-1 gap-1">
            <Link
              href={`/documents/${document.id}`}
              className="line-clamp-2 rounded-xs font-medium text-read leading-6 after:absolute after:inset-0"
            >
              {document.title}
            </Link>
            <p className="flex min-w-0 flex-wrap items-center gap-x-2 gap-y-1 text-muted text-sm">
              <span className="inline-flex items-center gap-1">
                <DocumentTypeIcon type={document.type} className="size-3.5" />
                {documentTypeWords[document.type].label}
              </span>
              <span className="max-w-40 truncate">{document.source.name}</span>
              <LocalTime value={document.updated_at} />
              {document.asked_from_count > 0 && <span>cited {document.asked_from_count}×</span>}
            </p>
            {(document.tags.length > 0 || document.state !== "ready" || document.warnings.length > 0) && (
              <p className="flex flex-wrap gap-1">
                {(document.state !== "ready" || document.warnings.length > 0) && (
                  <DocumentState document={document} />
                )}
                {document.tags.slice(0, 4).map((tag) => (
                  <Badge key={tag} className="max-w-40">
                    <span className="truncate">{tag}</span>
                  </Badge>
                ))}
              </p>
            )}
          </div>
          <div className="relative z-10">{rowMenu(document)}</div>
        </li>
      ))}
    </ul>
  );
}
