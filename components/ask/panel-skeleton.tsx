import { Skeleton } from "@/components/ui/skeleton";

/** The shape of the evidence panel: its head, then text. */
export function PanelSkeleton() {
  return (
    <div role="status" aria-label="Loading the evidence" className="flex h-full flex-col">
      <div className="grid h-24 shrink-0 content-center gap-2.5 border-b px-4">
        <Skeleton className="h-4 w-28" />
        <Skeleton className="h-5 w-3/5" />
        <Skeleton className="h-3.5 w-2/5" />
      </div>
      <div className="flex-1 bg-paper" />
    </div>
  );
}
