"use client";

import { UploadIcon } from "lucide-react";
import { useEffect, useState } from "react";
import { classNames } from "@/components/ui/class-names";
import { type ChosenFile, filesOfDrop } from "./send-files";

interface DropZoneProps {
  /** Sources to drop on; the first is where a drop beside them goes. */
  targets: string[];
  onFiles: (files: ChosenFile[], source: string) => void;
}

const targetsShown = 8;

/** Takes files dropped anywhere on the page: an overlay says where they go while they are held. */
export function DropZone({ targets, onFiles }: DropZoneProps) {
  const [held, setHeld] = useState(false);
  const [over, setOver] = useState<string | null>(null);
  const fallback = targets[0] ?? "";

  useEffect(() => {
    // Entering a child comes before leaving its parent, so the two are counted.
    let depth = 0;
    const carriesFiles = (event: DragEvent) => event.dataTransfer?.types.includes("Files") ?? false;
    const enter = (event: DragEvent) => {
      if (!carriesFiles(event)) return;
      depth++;
      setHeld(true);
    };
    const leave = (event: DragEvent) => {
      if (!carriesFiles(event)) return;
      depth = Math.max(0, depth - 1);
      if (depth === 0) setHeld(false);
    };
    const dragOver = (event: DragEvent) => {
      if (!carriesFiles(event) || !event.dataTransfer) return;
      event.preventDefault();
      event.dataTransfer.dropEffect = "copy";
      setOver(targetAt(event));
    };
    const drop = (event: DragEvent) => {
      if (!event.dataTransfer || !carriesFiles(event)) return;
      event.preventDefault();
      depth = 0;
      setHeld(false);
      setOver(null);
      const source = targetAt(event) ?? fallback;
      void filesOfDrop(event.dataTransfer).then((files) => onFiles(files, source));
    };
    window.addEventListener("dragenter", enter);
    window.addEventListener("dragleave", leave);
    window.addEventListener("dragover", dragOver);
    window.addEventListener("drop", drop);
    return () => {
      window.removeEventListener("dragenter", enter);
      window.removeEventListener("dragleave", leave);
      window.removeEventListener("dragover", dragOver);
      window.removeEventListener("drop", drop);
    };
  }, [fallback, onFiles]);

  if (!held) return null;
  const shown = targets.slice(0, targetsShown);
  return (
    <div className="fixed inset-0 z-50 grid animate-appear place-items-center bg-scrim p-4">
      <div className="grid w-full max-w-xl justify-items-center gap-4 rounded-xl border-2 border-accent border-dashed bg-raised px-6 py-10 text-center shadow-float">
        <span className="grid size-12 place-items-center rounded-full bg-accent-soft text-accent">
          <UploadIcon aria-hidden className="size-5" />
        </span>
        <div>
          <p className="font-semibold text-lg">Drop to add to {over ?? fallback}</p>
          <p className="text-muted">{formatsLine}</p>
        </div>
        {shown.length > 1 && (
          <ul aria-label="Sources" className="flex flex-wrap justify-center gap-2">
            {shown.map((target) => (
              <li
                key={target}
                data-drop-target={target}
                className={classNames(
                  "rounded-md border border-dashed px-4 py-2.5 transition-colors",
                  (over ?? fallback) === target
                    ? "border-accent bg-accent-soft text-accent"
                    : "border-line-strong text-muted",
                )}
              >
                {target}
              </li>
            ))}
          </ul>
        )}
      </div>
    </div>
  );
}

/** The formats that are read, as one line. */
export const formatsLine = "Markdown, text, HTML, PDF, Word, PowerPoint, Excel and CSV; whole folders too";

/** For a file chooser. */
export const acceptedEndings = ".md,.markdown,.txt,.text,.html,.htm,.pdf,.docx,.pptx,.xlsx,.csv,.tsv";

function targetAt(event: DragEvent): string | null {
  if (!(event.target instanceof Element)) return null;
  const target = event.target.closest("[data-drop-target]");
  return target?.getAttribute("data-drop-target") ?? null;
}
