"use client";

import { useEffect, useMemo, useRef } from "react";
import { useRequest } from "@/components/api/use-request";
import { Notice } from "@/components/ui/notice";
import type { DocumentPage } from "@/lib/documents/schema";
import { passageBoxes } from "./passage-boxes";
import type { PassageProps } from "./passage-props";
import { PdfPage } from "./pdf-page";

/** The real page of a PDF with the passage marked on it. */
export function PdfPassage({ documentId, versionId, page, start, end }: PassageProps & { page: number }) {
  const path = `/api/documents/${documentId}/pages/${page}?${new URLSearchParams({ version: versionId })}`;
  const { data, problem } = useRequest<DocumentPage>(path);
  const boxes = useMemo(() => (data ? passageBoxes(data, start, end) : null), [data, start, end]);
  const root = useRef<HTMLDivElement>(null);

  useEffect(() => {
    if (boxes && boxes.length > 0) {
      root.current?.querySelector("[data-box]")?.scrollIntoView({ block: "center" });
    }
  }, [boxes]);

  return (
    <div ref={root} className="px-4 pt-3 pb-6">
      {(problem || boxes?.length === 0) && (
        <Notice tone="caution" className="mb-3" title="The passage could not be located on the page">
          Nothing is marked. The text view shows the passage where it stands.
        </Notice>
      )}
      <PdfPage documentId={documentId} versionId={versionId} number={page} boxes={boxes ?? []} />
      {data && end > data.end && (
        <p className="mt-3 text-muted text-sm">The passage goes on on page {page + 1}.</p>
      )}
    </div>
  );
}
