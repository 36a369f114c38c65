import { Skeleton } from "@/components/ui/skeleton";

const rows = ["w-2/5", "w-1/3", "w-1/2", "w-1/4", "w-2/5", "w-1/3", "w-2/5", "w-1/2", "w-1/4", "w-1/3"];

/** The list's own shape while it comes. */
export default function DocumentsLoading() {
  return (
    <div role="status" aria-label="Loading the documents" className="h-full overflow-hidden">
      <div className="mx-auto grid max-w-7xl gap-5 px-4 pt-6 sm:px-6 lg:px-10">
        <div className="flex items-end justify-between">
          <div className="grid gap-2">
            <Skeleton className="h-7 w-40" />
            <Skeleton className="h-5 w-52" />
          </div>
          <Skeleton className="hidden h-9 w-52 md:block" />
        </div>
        <div className="flex gap-2">
          <Skeleton className="h-9 w-full md:w-72" />
          <Skeleton className="hidden h-9 w-24 md:block" />
          <Skeleton className="hidden h-9 w-24 md:block" />
        </div>
        <div className="grid">
          {rows.map((width, index) => (
            <div key={`${index}-${width}`} className="flex h-15 items-center gap-4 border-b px-3">
              <Skeleton className="size-4" />
              <div className="grid flex-1 gap-1.5">
                <Skeleton className={`h-4 ${width}`} />
                <Skeleton className="h-3 w-1/4" />
              </div>
              <Skeleton className="hidden h-4 w-24 md:block" />
              <Skeleton className="hidden h-4 w-20 md:block" />
            </div>
          ))}
        </div>
      </div>
    </div>
  );
}
