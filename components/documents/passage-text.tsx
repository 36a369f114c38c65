import { useEffect, useRef } from "react";
import { useRequest } from "@/components/api/use-request";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { Skeleton } from "@/components/ui/skeleton";
import type { DocumentText } from "@/lib/documents/schema";
import { sliceCodePoints } from "@/lib/text/code-points";
import { DocumentBlocks } from "./document-blocks";
import type { PassageProps } from "./passage-props";

/** Code points of surroundings on either side. */
const around = 1800;

/** A passage within its surroundings, as text. Nothing is marked when the quote doesn't stand at its place. */
export function PassageText({ documentId, versionId, start, end, quote }: PassageProps) {
  const search = new URLSearchParams({
    version: versionId,
    start: String(start),
    end: String(end),
    around: String(around),
  });
  const { data, problem, retry } = useRequest<DocumentText>(`/api/documents/${documentId}/text?${search}`);
  const root = useRef<HTMLDivElement>(null);

  useEffect(() => {
    if (data) root.current?.querySelector("mark")?.scrollIntoView({ block: "center" });
  }, [data]);

  if (problem) {
    return (
      <div className="p-4">
        <Notice
          tone="danger"
          title="The surroundings can't be shown"
          actions={
            <Button size="sm" onClick={retry}>
              Try again
            </Button>
          }
        >
          {problem.detail} The quote itself is kept with the answer:
        </Notice>
        <blockquote className="quoted mt-4 rounded-sm border-mark-line border-l-2 bg-mark-soft px-4 py-3">
          {quote}
        </blockquote>
      </div>
    );
  }
  if (!data) return <PassageSkeleton />;
  const located = sliceCodePoints(data.text, start - data.start, end - data.start) === quote;
  return (
    <div ref={root} className="px-5 py-5">
      {!located && (
        <Notice tone="caution" className="mb-4" title="The passage could not be located for sure">
          Nothing is marked. The quote was: “{quote}”
        </Notice>
      )}
      {data.start > 0 && <Ellipsis />}
      <DocumentBlocks
        text={data.text}
        offset={data.start}
        blocks={data.blocks}
        size="compact"
        highlights={located ? [{ start, end, kind: "evidence" }] : []}
      />
      {data.end < data.length && <Ellipsis />}
    </div>
  );
}

function Ellipsis() {
  return (
    <p aria-hidden className="py-2 text-center text-muted tracking-widest">
      ···
    </p>
  );
}

function PassageSkeleton() {
  return (
    <div role="status" aria-label="Loading the passage" className="grid gap-2.5 px-5 py-6">
      {["w-2/5", "w-full", "w-[94%]", "w-full", "w-3/5", "w-full", "w-[88%]", "w-1/2"].map((width, index) => (
        <Skeleton key={`${index}-${width}`} className={`h-4 ${width}`} />
      ))}
    </div>
  );
}
