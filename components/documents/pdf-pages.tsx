"use client";

import { type Ref, useEffect, useImperativeHandle, useMemo, useRef, useState } from "react";
import { useRequest } from "@/components/api/use-request";
import type { DocumentPage } from "@/lib/documents/schema";
import { passageBoxes } from "./passage-boxes";
import { PdfPage } from "./pdf-page";
import { scrollWithin } from "./scroll-within";

export interface PagesHandle {
  goToPage: (number: number) => void;
}

interface PdfPagesProps {
  documentId: string;
  versionId: string;
  count: number;
  /** The passage that is marked. */
  passage: { start: number; end: number } | null;
  scroller: () => HTMLElement | null;
  handle: Ref<PagesHandle>;
}

/** The real pages of a PDF, one under the other; each is drawn when it comes near. */
export function PdfPages({ documentId, versionId, count, passage, scroller, handle }: PdfPagesProps) {
  const root = useRef<HTMLOListElement>(null);
  useImperativeHandle(handle, () => ({
    goToPage: (number) => {
      const page = root.current?.querySelector(`[data-page="${number}"]`);
      if (page) scrollWithin(scroller(), page, "start");
    },
  }));
  return (
    <ol ref={root} aria-label="Pages" className="grid gap-6">
      {Array.from({ length: count }, (_, index) => (
        <Page
          key={index + 1}
          documentId={documentId}
          versionId={versionId}
          number={index + 1}
          count={count}
          passage={passage}
        />
      ))}
    </ol>
  );
}

interface PageProps {
  documentId: string;
  versionId: string;
  number: number;
  count: number;
  passage: PdfPagesProps["passage"];
}

function Page({ documentId, versionId, number, count, passage }: PageProps) {
  const item = useRef<HTMLLIElement>(null);
  const [near, setNear] = useState(false);
  // A page that was drawn keeps its height when it goes, so that nothing moves.
  const [height, setHeight] = useState<number | null>(null);
  useEffect(() => {
    const element = item.current;
    if (!element) return;
    const observer = new IntersectionObserver(
      ([entry]) => {
        const drawn = element.querySelector("canvas");
        if (drawn) setHeight(drawn.clientHeight);
        setNear(entry?.isIntersecting ?? false);
      },
      { rootMargin: "120% 0px" },
    );
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  const search = new URLSearchParams({ version: versionId });
  const { data } = useRequest<DocumentPage>(
    near && passage ? `/api/documents/${encodeURIComponent(documentId)}/pages/${number}?${search}` : null,
  );
  const boxes = useMemo(
    () => (data && passage ? passageBoxes(data, passage.start, passage.end) : []),
    [data, passage],
  );
  return (
    <li ref={item} data-page={number} className="grid scroll-mt-4 gap-2">
      {near ? (
        <PdfPage documentId={documentId} versionId={versionId} number={number} boxes={boxes} />
      ) : (
        <div
          className="w-full rounded-xs bg-sunken"
          style={height === null ? { aspectRatio: 1 / Math.SQRT2 } : { height }}
        />
      )}
      <p className="figures text-center text-muted text-xs">
        Page {number} of {count}
      </p>
    </li>
  );
}
