import {
  DownloadIcon,
  EllipsisIcon,
  LinkIcon,
  MessageCircleQuestionIcon,
  PencilIcon,
  Trash2Icon,
} from "lucide-react";
import Link from "next/link";
import { Button } from "@/components/ui/button";
import { Menu, MenuContent, MenuItem, MenuSeparator, MenuTrigger } from "@/components/ui/menu";
import type { DocumentDetail } from "@/lib/documents/schema";
import { copyLink } from "./document-address";

interface DocumentActionsProps {
  document: DocumentDetail;
  /** Of what is read at the moment. */
  address: string;
  editable: boolean;
  onEdit: () => void;
  onDelete: () => void;
}

/** What can be done with a document; on a phone all of it stands in the menu. */
export function DocumentActions({ document, address, editable, onEdit, onDelete }: DocumentActionsProps) {
  return (
    <div className="flex shrink-0 gap-1.5">
      <Button size="sm" asChild className="hidden md:inline-flex">
        <Link href={`/ask?document=${document.id}`}>
          <MessageCircleQuestionIcon aria-hidden />
          Ask this document
        </Link>
      </Button>
      {editable && (
        <Button size="sm" className="hidden md:inline-flex" onClick={onEdit}>
          <PencilIcon aria-hidden />
          Edit
        </Button>
      )}
      <Menu>
        <MenuTrigger asChild>
          <Button size="sm" square tone="quiet" aria-label="More actions">
            <EllipsisIcon aria-hidden />
          </Button>
        </MenuTrigger>
        <MenuContent align="end">
          <MenuItem asChild className="md:hidden">
            <Link href={`/ask?document=${document.id}`}>
              <MessageCircleQuestionIcon aria-hidden />
              Ask this document
            </Link>
          </MenuItem>
          {editable && (
            <MenuItem className="md:hidden" onSelect={onEdit}>
              <PencilIcon aria-hidden />
              Edit
            </MenuItem>
          )}
          <MenuItem onSelect={() => void copyLink(address)}>
            <LinkIcon aria-hidden />
            Copy link
          </MenuItem>
          {document.original && (
            <MenuItem asChild>
              <a
                href={`/api/documents/${document.id}/original?download=1`}
                download={document.original.filename}
              >
                <DownloadIcon aria-hidden />
                Download original
              </a>
            </MenuItem>
          )}
          {editable && (
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
    </div>
  );
}
