"use client";

import { LinkIcon } from "lucide-react";
import { useEffect, useState } from "react";
import { selectedPassage } from "@/components/documents/selected-passage";
import { Button } from "@/components/ui/button";
import type { StoredBlock } from "@/lib/documents/schema";

interface PassageLinkProps {
  scroller: () => HTMLElement | null;
  blocks: () => StoredBlock[];
  onCopy: (passage: { start: number; end: number }) => void;
}

/** Offers a link to what is selected in the text. */
export function PassageLink({ scroller, blocks, onCopy }: PassageLinkProps) {
  const [found, setFound] = useState<{
    passage: { start: number; end: number };
    x: number;
    y: number;
  } | null>(null);
  useEffect(() => {
    const look = () => {
      const root = scroller();
      const passage = root && selectedPassage(root, blocks());
      const box = passage && window.getSelection()?.getRangeAt(0).getBoundingClientRect();
      setFound(
        passage && box
          ? {
              passage,
              x: Math.max(80, Math.min(box.left + box.width / 2, window.innerWidth - 80)),
              y: Math.max(box.top - 44, 8),
            }
          : null,
      );
    };
    const root = scroller();
    const hide = () => setFound(null);
    window.document.addEventListener("selectionchange", look);
    root?.addEventListener("scroll", hide, { passive: true });
    return () => {
      window.document.removeEventListener("selectionchange", look);
      root?.removeEventListener("scroll", hide);
    };
  }, [scroller, blocks]);
  if (!found) return null;
  return (
    <div
      className="-translate-x-1/2 fixed z-30 rounded-md bg-raised shadow-float"
      style={{ left: found.x, top: found.y }}
    >
      <Button
        size="sm"
        tone="quiet"
        // The selection would be gone before the click.
        onPointerDown={(event) => event.preventDefault()}
        onClick={() => onCopy(found.passage)}
      >
        <LinkIcon aria-hidden />
        Copy link to passage
      </Button>
    </div>
  );
}
