import { ArrowLeftIcon } from "lucide-react";
import Link from "next/link";
import { DocumentTypeIcon } from "@/components/documents/document-type";
import { Button } from "@/components/ui/button";
import type { DocumentDetail } from "@/lib/documents/schema";

/** Title, source and address of a document, with the way back to the list. */
export function DocumentTitle({ document }: { document: DocumentDetail }) {
  return (
    <div className="flex min-w-0 flex-1 items-start gap-2">
      <Button tone="quiet" size="sm" square asChild className="-ml-1.5 mt-0.5">
        <Link href="/documents" aria-label="All documents">
          <ArrowLeftIcon aria-hidden />
        </Link>
      </Button>
      <div className="min-w-0 flex-1">
        <h1 className="line-clamp-2 text-pretty font-semibold text-lg md:line-clamp-1" title={document.title}>
          {document.title}
        </h1>
        <p className="flex min-w-0 items-center gap-1.5 text-muted text-sm">
          <DocumentTypeIcon type={document.type} className="size-3.5" />
          <span className="shrink-0">{document.source.name}</span>
          <span aria-hidden>·</span>
          <span className="truncate">{document.uri}</span>
        </p>
      </div>
    </div>
  );
}
