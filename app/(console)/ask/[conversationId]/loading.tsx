import { Skeleton } from "@/components/ui/skeleton";

/** The shape of a conversation: a question, an answer, its sources, the composer. */
export default function Loading() {
  return (
    <div role="status" aria-label="Loading the conversation" className="flex min-h-0 flex-1 flex-col px-5">
      <div className="mx-auto flex h-13 w-full max-w-read items-center">
        <Skeleton className="h-4 w-56" />
      </div>
      <div className="mx-auto grid w-full max-w-read flex-1 content-start gap-3 pt-3">
        <Skeleton className="mb-2 h-6 w-4/5" />
        <Skeleton className="h-4 w-full" />
        <Skeleton className="h-4 w-[94%]" />
        <Skeleton className="h-4 w-3/5" />
        <div className="mt-4 grid gap-2 sm:grid-cols-2">
          <Skeleton className="h-16 w-full rounded-md" />
          <Skeleton className="h-16 w-full rounded-md" />
        </div>
      </div>
      <div className="mx-auto w-full max-w-[42rem] pb-3">
        <Skeleton className="h-24 w-full rounded-xl" />
      </div>
    </div>
  );
}
