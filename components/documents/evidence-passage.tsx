import { lazy, Suspense, useState } from "react";
import { Segmented } from "@/components/ui/segmented";
import { Skeleton } from "@/components/ui/skeleton";
import type { PassageProps } from "./passage-props";
import { PassageText } from "./passage-text";

const PdfPassage = lazy(() => import("./pdf-passage").then((module) => ({ default: module.PdfPassage })));

/** A passage with its surroundings: a PDF as its real page or as text, everything else as text. */
export function EvidencePassage({
  type,
  page,
  ...passage
}: PassageProps & { type: string; page: number | null }) {
  const [view, setView] = useState<"page" | "text">("page");
  if (type !== "pdf" || page === null) return <PassageText {...passage} />;
  return (
    <>
      <div className="sticky top-0 z-10 flex justify-end px-4 pt-3">
        <Segmented
          label="Show as"
          value={view}
          options={[
            { value: "page", label: "Page" },
            { value: "text", label: "Text" },
          ]}
          onValueChange={setView}
        />
      </div>
      {view === "text" ? (
        <PassageText {...passage} />
      ) : (
        <Suspense fallback={<PageSkeleton />}>
          <PdfPassage {...passage} page={page} />
        </Suspense>
      )}
    </>
  );
}

export function PageSkeleton() {
  return (
    <div role="status" aria-label="Loading the page" className="p-4">
      <Skeleton className="aspect-[1/1.414] w-full" />
    </div>
  );
}
