"use client";

import { useEffect, useRef, useState } from "react";
import { Notice } from "@/components/ui/notice";
import { loadPdf } from "./load-pdf";
import type { PageBox } from "./passage-boxes";

interface PdfPageProps {
  documentId: string;
  versionId: string;
  /** From 1. */
  number: number;
  boxes: PageBox[];
  /** Width through height, so that nothing moves when the page comes; A4 until it is known. */
  ratio?: number;
}

/** One page of a PDF, drawn, with boxes of the highlighter on it. */
export function PdfPage({ documentId, versionId, number, boxes, ratio = 1 / Math.SQRT2 }: PdfPageProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const [size, setSize] = useState<{ ratio: number } | null>(null);
  const [failed, setFailed] = useState(false);

  useEffect(() => {
    const element = canvas.current;
    if (!element) return;
    let stopped = false;
    let stop = () => {};
    const draw = async () => {
      const pdf = await loadPdf(documentId, versionId);
      const page = await pdf.getPage(number);
      if (stopped) return;
      const natural = page.getViewport({ scale: 1 });
      setSize({ ratio: natural.width / natural.height });
      const scale = (element.clientWidth * Math.min(window.devicePixelRatio, 2)) / natural.width;
      const viewport = page.getViewport({ scale });
      element.width = Math.round(viewport.width);
      element.height = Math.round(viewport.height);
      const task = page.render({ canvas: element, viewport });
      stop = () => task.cancel();
      await task.promise;
    };
    draw().catch(() => {
      if (!stopped) setFailed(true);
    });
    return () => {
      stopped = true;
      stop();
    };
  }, [documentId, versionId, number]);

  if (failed) {
    return (
      <Notice tone="caution" title={`Page ${number} can't be drawn`}>
        The text view shows what stands on it.
      </Notice>
    );
  }
  return (
    <div
      className="relative w-full overflow-hidden rounded-xs bg-[white] shadow-card ring-1 ring-line"
      style={{ aspectRatio: size?.ratio ?? ratio }}
    >
      <canvas ref={canvas} role="img" aria-label={`Page ${number}`} className="block size-full" />
      {boxes.map((box) => (
        <div
          key={`${box.x}-${box.y}`}
          data-box
          className="absolute rounded-[2px] mix-blend-multiply"
          style={{
            left: `${box.x * 100 - 0.3}%`,
            top: `${box.y * 100 - 0.15}%`,
            width: `${box.width * 100 + 0.6}%`,
            height: `${box.height * 100 + 0.3}%`,
            // The page is white in both themes, so is the highlighter light in both.
            background: "oklch(0.9 0.16 98)",
          }}
        />
      ))}
    </div>
  );
}
